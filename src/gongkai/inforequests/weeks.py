"""The days of a period as a calendar: weeks of days, each counted, skipped with its reason, or the last one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai import law

ONE_DAY = datetime.timedelta(days=1)
WEEK = 7


@dataclass(frozen=True)
class CalendarDay:
    """A day: its kind (a word of the style sheet), the mark that is seen, and what is said of it in words."""

    date: datetime.date
    kind: str
    mark: str = ""
    why: str = ""
    today: bool = False


@dataclass(frozen=True)
class Week:
    """Seven days; `month` heads the first one and those in which another month begins."""

    month: str
    days: tuple[CalendarDay, ...]


def weeks_of(period: law.Deadline, today: datetime.date) -> list[Week]:
    """Return the weeks from the day on which a period begins to its last day, Monday first."""
    last = period.days[-1].date if period.days else period.start
    known = {
        period.start: CalendarDay(period.start, "start", "起", "起算之日，不计入", today == period.start)
    }
    known |= {day.date: _calendar_day(day, period.due, today) for day in period.days}
    return list(_weeks(known, period.start, last, today))


def _calendar_day(day: law.CountedDay, due: datetime.date | None, today: datetime.date) -> CalendarDay:
    here = day.date == today
    if day.date == due:
        return CalendarDay(day.date, "due", "届满", f"第 {day.n} 日，期限届满" if day.n else "期限届满", here)
    if day.counted:
        return CalendarDay(day.date, "counted", str(day.n), f"第 {day.n} 日", here)
    reason = f"{day.why}（{day.basis}）" if day.basis else day.why
    if day.suspended:
        return CalendarDay(day.date, "suspended", "停", f"不计：{reason}", here)
    return CalendarDay(day.date, "skipped", "假" if day.basis else "休", f"不计：{reason}", here)


def _weeks(
    known: dict[datetime.date, CalendarDay], first: datetime.date, last: datetime.date, today: datetime.date
) -> Iterator[Week]:
    monday = first - first.weekday() * ONE_DAY
    named: set[int] = set()
    while monday <= last:
        days = [monday + ahead * ONE_DAY for ahead in range(WEEK)]
        drawn = tuple(known.get(day, CalendarDay(day, "outside", today=day == today)) for day in days)
        months = dict.fromkeys(day.month for day in days if first <= day <= last)
        new = [str(month) for month in months if month not in named]
        yield Week(f"{'/'.join(new)}月" if new else "", drawn)
        named.update(months)
        monday += WEEK * ONE_DAY
