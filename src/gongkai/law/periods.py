"""Counting a period, day by day, in the unit of its own rule.

条例 counts working days; 复议法 counts both (第八十八条: 三日、五日、七日、十日 are working days, the others
natural days); 行政诉讼法 counts months. The day on which a period begins is not counted (民法典第二百零一条);
a natural period that would end on a day of rest ends on the next working day (第二百零三条).
"""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.calendars import ONE_DAY, YEARS, Calendar, day_after
from gongkai.law.errors import BadFact, BadInterval, BeyondCalendar, BrokenTable
from gongkai.law.values import TIME_UNITS, Value, Values

MONTHS_A_YEAR = len(month_name) - 1


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A stretch that is not counted: (dispatched_on, ended_on]; no end means that it still goes on.

    条例第三十三条第三款: the time of asking third parties and other organs.
    """

    dispatched_on: date
    ended_on: date | None
    label: str = "征求意见"
    basis: tuple[str, ...] = ("条例第三十三条第三款",)

    def __post_init__(self) -> None:
        if self.ended_on is not None and self.ended_on < self.dispatched_on:
            raise BadInterval(
                f"{self.label} {self.dispatched_on} 发出、{self.ended_on} 收回：收回日早于发出日，请核对。",
                where="exclude",
            )

    def covers(self, day: date) -> bool:
        """Return whether `day` is left out of the count."""
        return self.dispatched_on < day and (self.ended_on is None or day <= self.ended_on)

    def __str__(self) -> str:
        until = f"至 {self.ended_on}" if self.ended_on else "起，尚未结束"
        return f"{self.label}（自 {self.dispatched_on} 发出{until}）"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a period: whether it was counted, as which, and why; `suspended`: an exclusion took it out."""

    date: date
    counted: bool
    n: int | None
    why: str
    basis: str = ""
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a period with every day on the way to it.

    `due` is None while an exclusion is still open; `missing` names what a provisional result waits for.
    `values` are those it was computed with, `basis` the articles they and the exclusions cite.
    """

    key: str
    label: str
    start: date
    due: date | None
    days: tuple[CountedDay, ...]
    values: tuple[Value, ...]
    basis: tuple[str, ...]
    missing: tuple[str, ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether a holiday notice, or the end of an exclusion, can still move it."""
        return bool(self.missing)

    @property
    def counted(self) -> int:
        """How many days of the period have been counted."""
        return sum(day.counted for day in self.days)


def deadline(
    key: str,
    start: date,
    *,
    calendar: Calendar,
    values: Values,
    extended_by: int = 0,
    excluded: Iterable[Exclusion] = (),
) -> Deadline:
    """Return the end of the period `key` that begins on `start`, in the unit of its rule.

    For a period that must last *at least* so long it is the first possible end; for one that must be over
    *before* a day, `start` is that day and the result the last possible day. `extended_by` adds units;
    only working-day periods know exclusions.

    Raises `UnknownName`, `NotModelled` (a start before the rule was in force), `BadFact`, and `BeyondCalendar`
    where it would lead out of the calendar.
    """
    value = values.on(key, start)
    if value.unit not in TIME_UNITS:
        raise BadFact(f"“{value.label}”的单位是{value.unit}，不是期限；请另选。", where="key")
    exclusions = merged(excluded)
    if exclusions and value.unit != "工作日":
        raise BadFact(f"“{value.label}”按{value.unit}计算，没有可扣除的时间。", where="exclude")
    length = value.number + extended_by
    if length > value.largest:
        raise BeyondCalendar(
            f"“{value.label}”为 {length} {value.unit}，超过 {value.largest}，无法计算；请核对。", where="key"
        )
    if start.year not in YEARS:
        raise BeyondCalendar(f"{start} 太远，无法计算期限；请核对日期。", where="start")
    count = _count(value, start, length, calendar, exclusions)
    used = (value, values.on("counting.first_day", start), *_rolling(value, values, start))
    cited = [*(each for one in used for each in one.basis), *_cited(exclusions, count)]
    return Deadline(
        key=key,
        label=value.label,
        start=start,
        due=count.due,
        days=count.days,
        values=used,
        basis=tuple(dict.fromkeys(cited)),
        missing=count.missing,
    )


def merged(excluded: Iterable[Exclusion]) -> tuple[Exclusion, ...]:
    """Return the exclusions in order, overlapping ones as one stretch, so that no day is left out twice."""
    joined: list[Exclusion] = []
    for each in sorted(excluded, key=lambda one: one.dispatched_on):
        last = joined[-1] if joined else None
        if last is None or (last.ended_on is not None and last.ended_on < each.dispatched_on):
            joined.append(each)
            continue
        ends = (last.ended_on, each.ended_on)
        joined[-1] = Exclusion(
            dispatched_on=last.dispatched_on,
            ended_on=None if None in ends else max(end for end in ends if end),
            label="、".join(dict.fromkeys((*last.label.split("、"), *each.label.split("、")))),
            basis=tuple(dict.fromkeys(last.basis + each.basis)),
        )
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class _Count:
    due: date | None
    days: tuple[CountedDay, ...]
    missing: tuple[str, ...] = ()


def _count(value: Value, start: date, n: int, calendar: Calendar, excluded: tuple[Exclusion, ...]) -> _Count:
    if value.unit == "工作日":
        return _count_working(start, n, calendar, excluded)
    if value.direction == "before":
        return _count_back(start, n)
    if value.unit == "日":
        days = tuple(CountedDay(start + ahead * ONE_DAY, True, ahead, "自然日") for ahead in range(1, n + 1))
    else:
        months = n * MONTHS_A_YEAR if value.unit == "年" else n
        last = months_after(start, months)
        days = (CountedDay(last, True, n, f"{n} 个{value.unit}后的对应日（没有对应日的为月末日）"),)
    if value.direction == "at_least":
        return _Count(days[-1].date, days)
    return _rolled(days, calendar)


def _count_working(start: date, n: int, calendar: Calendar, excluded: tuple[Exclusion, ...]) -> _Count:
    days: list[CountedDay] = []
    missing: dict[str, None] = {}
    counted = 0
    day = start
    while counted < n:
        day = day_after(day)
        stop = next((each for each in excluded if each.covers(day)), None)
        if stop and stop.ended_on is None:
            return _Count(None, tuple(days), (*missing, str(stop)))
        if stop:
            reason = f"{stop}，不计算在期限内"
            days.append(CountedDay(day, False, None, reason, "、".join(stop.basis), suspended=True))
            continue
        known = calendar.day(day)
        missing |= dict.fromkeys(known.missing)
        counted += known.working
        number = counted if known.working else None
        days.append(CountedDay(day, known.working, number, known.why, known.basis))
    return _Count(day, tuple(days), tuple(missing))


def _count_back(start: date, n: int) -> _Count:
    days = tuple(
        CountedDay(start - back * ONE_DAY, True, back, "自然日（向前计算）") for back in range(1, n + 1)
    )
    return _Count(days[-1].date, days)


def _rolled(days: tuple[CountedDay, ...], calendar: Calendar) -> _Count:
    """民法典第二百零三条: a last day of rest gives way to the next working day."""
    rests = tuple(_rest_days_from(days[-1].date, calendar))
    due = days[-1].date + len(rests) * ONE_DAY
    seen = [calendar.day(day) for day in (*rests, due)]
    missing = tuple(dict.fromkeys(title for day in seen for title in day.missing))
    moved = tuple(
        CountedDay(
            day.date,
            False,
            None,
            f"{day.why}，期限顺延" if not day.working else "顺延后的期限届满日",
            day.basis,
        )
        for day in seen[1:]
    )
    return _Count(due, days + moved, missing)


def _rest_days_from(day: date, calendar: Calendar) -> Iterator[date]:
    while not calendar.is_working(day):
        yield day
        day = day_after(day)


def _rolling(value: Value, values: Values, start: date) -> tuple[Value, ...]:
    if value.unit == "工作日" or value.direction != "within":
        return ()
    last_day = values.on("counting.last_day", start)
    return (last_day,) if value.unit == "日" else (values.on("counting.month_end", start), last_day)


def _cited(excluded: tuple[Exclusion, ...], count: _Count) -> list[str]:
    """The basis of the exclusions that touched the count."""
    end = count.due or date.max
    return [each for one in excluded if one.dispatched_on < end for each in one.basis]


def months_after(start: date, months: int) -> date:
    """Return the corresponding day `months` later, or that month's last day (民法典第二百零二条)."""
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    _, length = monthrange(year, month + 1)
    return date(year, month + 1, min(start.day, length))


def annual_day(key: str, year: int, *, values: Values) -> date:
    """Return the day of `year` that a rule such as ``report.department`` names (条例第四十九条).

    Raises `NotModelled` for a year before the rule, `BrokenTable` for a key that names no day of the year.
    """
    value = values.on(key, date(year, 1, 1))
    if value.unit != "月-日":
        raise BrokenTable(f"值 {key} 不是一年中的某一日。", where=key)
    return date.fromisoformat(f"{year:04d}-{value.value}")
