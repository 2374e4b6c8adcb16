"""The days of a period as a calendar: weeks of days, each counted, skipped with its reason, or the last one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai import law

ONE_DAY = datetime.timedelta(days=1)
WEEK = 7


@dataclass(frozen=True)
class Cell:
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
    cells: tuple[Cell, ...]


def weeks_of(period: law.Deadline, today: datetime.date) -> list[Week]:
    """Return the weeks from the day on which a period begins to its last day, Monday first."""
    last = period.days[-1].date if period.days else period.start
    known = {period.start: Cell(period.start, "start", "起", "起算之日，不计入", today == period.start)}
    known |= {day.date: _cell(day, period.due, today) for day in period.days}
    return list(_weeks(known, period.start, last, today))


def _cell(day: law.CountedDay, due: datetime.date | None, today: datetime.date) -> Cell:
    here = day.date == today
    if day.date == due:
        return Cell(day.date, "due", "届满", f"第 {day.n} 日，期限届满" if day.n else "期限届满", here)
    if day.counted:
        return Cell(day.date, "counted", str(day.n), f"第 {day.n} 日", here)
    reason = f"{day.why}（{day.basis}）" if day.basis else day.why
    if day.suspended:
        return Cell(day.date, "suspended", "停", f"不计：{reason}", here)
    return Cell(day.date, "skipped", "假" if day.basis else "休", f"不计：{reason}", here)


def _weeks(
    known: dict[datetime.date, Cell], first: datetime.date, last: datetime.date, today: datetime.date
) -> Iterator[Week]:
    monday = first - first.weekday() * ONE_DAY
    named: set[int] = set()
    while monday <= last:
        days = [monday + ahead * ONE_DAY for ahead in range(WEEK)]
        cells = tuple(known.get(day, Cell(day, "outside", today=day == today)) for day in days)
        months = dict.fromkeys(day.month for day in days if first <= day <= last)
        new = [str(month) for month in months if month not in named]
        yield Week(f"{'/'.join(new)}月" if new else "", cells)
        named.update(months)
        monday += WEEK * ONE_DAY
