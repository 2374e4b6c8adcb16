"""Which days are working days, and which notice says so.

A calendar is a stack of layers: the week, the national notices, the notices of a region (放假办法第四条),
and emergency changes. A higher layer wins, day by day. Where a year's notice is not out, the days of
that year are counted by the week alone and the result is *provisional*, naming the notice it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from gongkai.law.errors import BadFact, BeyondCalendar, BrokenTable, UnknownName
from gongkai.law.texts import Mark, check_mark, only_keys, read_toml

ONE_DAY = timedelta(days=1)
_BOUNDS = read_toml("tables", "bounds.toml")
YEARS = range(_BOUNDS["first_year"], _BOUNDS["last_year"] + 1)
"""The years that a day of this program may have: a rule of its own, not of the law."""
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
WEEKEND = frozenset({"星期六", "星期日"})


@dataclass(frozen=True, slots=True)
class Notice:
    """A holiday notice as days: which are off and why, which weekend days are worked."""

    layer: str
    year: int
    title: str
    number: str = ""
    off: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    mark: Mark = "verified"

    @property
    def citation(self) -> str:
        """The notice's number, or its title where the number is not known."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: whose notices they are, and whether a year without one is incomplete."""

    code: str
    label: str
    title: str
    yearly: bool
    reaches_back_days: int
    notices: tuple[Notice, ...]

    def missing_for(self, day: date) -> tuple[str, ...]:
        """Return the titles of the notices that `day` depends on and that are not here."""
        if not self.yearly:
            return ()
        years = sorted({day.year, (day + self.reaches_back_days * ONE_DAY).year})
        known = {notice.year for notice in self.notices}
        return tuple(self.title.format(year=year) for year in years if year not in known)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar: whether it is worked, why, on which notice, and what it still waits for."""

    date: date
    working: bool
    why: str
    basis: str
    missing: tuple[str, ...]


class Calendar:
    """Layers in rising order of authority, asked day by day. Immutable."""

    def __init__(self, layers: Iterable[Layer]) -> None:
        self.layers = tuple(layers)
        self._said: dict[date, tuple[bool, str, str]] = {}
        for notice in self.notices():
            self._said |= {day: (False, f"{name}放假", notice.citation) for day, name in notice.off.items()}
            self._said |= dict.fromkeys(notice.working, (True, "调休上班", notice.citation))

    def notices(self) -> Iterator[Notice]:
        """Yield all notices, the most authoritative last."""
        for layer in self.layers:
            yield from layer.notices

    def day(self, day: date) -> Day:
        """Return what is known of a day."""
        missing = tuple(title for layer in self.layers for title in layer.missing_for(day))
        if day in self._said:
            working, why, basis = self._said[day]
            return Day(day, working, why, basis, missing)
        weekday = WEEKDAYS[day.weekday()]
        if weekday in WEEKEND:
            return Day(day, False, f"{weekday}休息", "", missing)
        return Day(day, True, "工作日", "", missing)

    def is_working(self, day: date) -> bool:
        """Return whether `day` is a working day, as far as the notices are known."""
        said = self._said.get(day)
        return said[0] if said else WEEKDAYS[day.weekday()] not in WEEKEND

    def nth_working_day(self, start: date, n: int) -> date:
        """Return the n-th working day after `start`, which itself is not counted (n ≥ 0; 0 gives `start`)."""
        day = start
        for _ in range(n):
            day = self.next_working_day(day_after(day))
        return day

    def next_working_day(self, day: date) -> date:
        """Return `day` if it is worked, else the first working day after it."""
        while not self.is_working(day):
            day = day_after(day)
        return day

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie in [first, last]."""
        return sum(self.is_working(first + ahead * ONE_DAY) for ahead in range((last - first).days + 1))

    def working_days_left(self, due: date, today: date) -> int:
        """Return how many working days are left to a day, itself counted; negative once it is past."""
        if due < today:
            return -self.working_days(day_after(due), today)
        return self.working_days(day_after(today), due)

    def with_notices(self, entered: Iterable[Notice]) -> Calendar:
        """Return the calendar with more notices, each over the earlier ones of its own layer.

        A notice of a layer that this calendar does not have is left aside: another region's does not bind.
        """
        more = tuple(entered)
        for notice in more:
            if notice.layer not in _layers():
                raise UnknownName.of("日历层", notice.layer, _layers(), where="layer")
        return Calendar(
            replace(layer, notices=layer.notices + tuple(each for each in more if each.layer == layer.code))
            for layer in self.layers
        )


def read_layer(table: Mapping[str, Any]) -> Layer:
    """Return a layer from its parsed file; raises `BrokenTable` for anything out of form."""
    where = f"日历层 {table.get('layer', '（无名）')}"
    only_keys(
        table,
        ["yearly", "reaches_back_days"],
        required=["layer", "label", "title", "notice"],
        where=where,
    )
    notices = tuple(_read_notice(table, entry, where) for entry in table["notice"])
    return Layer(
        code=table["layer"],
        label=table["label"],
        title=table["title"],
        yearly=table["yearly"],
        reaches_back_days=table["reaches_back_days"],
        notices=notices,
    )


def _read_notice(table: Mapping[str, Any], entry: Mapping[str, Any], where: str) -> Notice:
    only_keys(entry, ["number", "title", "work"], required=["year", "off", "mark"], where=where)
    off = {
        day: stretch["name"]
        for stretch in entry["off"]
        for day in days_between(stretch["from"], stretch["to"])
    }
    working = frozenset(entry.get("work", ()))
    if both := sorted(working & set(off)):
        raise BrokenTable(f"{where} {entry['year']} 年的通知里，{both[0]} 既放假又上班。", where=where)
    return Notice(
        layer=table["layer"],
        year=entry["year"],
        title=entry.get("title", table["title"].format(year=entry["year"])),
        number=entry.get("number", ""),
        off=MappingProxyType(off),
        working=working,
        mark=check_mark(entry["mark"], where=where),
    )


def day_after(day: date) -> date:
    """Return the next day; raises `BeyondCalendar` where the calendar ends, so that no count goes on for ever."""
    if day.year not in YEARS:
        raise BeyondCalendar(f"{day} 太远，无法计算期限；请核对日期。", where="start")
    return day + ONE_DAY


def days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the days of [first, last]; raises `BadFact` if it ends before it begins."""
    if last < first:
        raise BadFact(f"{first} 至 {last}：结束日早于开始日，请核对。")
    return tuple(first + ahead * ONE_DAY for ahead in range((last - first).days + 1))


@cache
def _layers() -> Mapping[str, Layer]:
    files = ("national.toml", "ningxia.toml", "emergency.toml")
    read = (read_layer(read_toml("notices", name)) for name in files)
    return MappingProxyType({layer.code: layer for layer in read})


def regions() -> Mapping[str, str]:
    """Return the regional layers: code by Chinese name."""
    return MappingProxyType(
        {layer.label: code for code, layer in _layers().items() if code not in ("national", "emergency")}
    )


@cache
def calendar(region: str | None = None) -> Calendar:
    """Return the shipped calendar: national, one region's (by its Chinese name or code), emergency.

    Raises `UnknownName` for a region without a layer.
    """
    layers = _layers()
    if region is None:
        return Calendar([layers["national"], layers["emergency"]])
    code = regions().get(region, region)
    if code not in regions().values():
        raise UnknownName.of("地区日历", region, regions(), where="region")
    return Calendar([layers["national"], layers[code], layers["emergency"]])
