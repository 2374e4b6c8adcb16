"""Reading a holiday notice's own sentences into days, to be shown to the officer before they are saved.

It understands the form these notices keep: “二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月28日
（周六）上班。” What the sentence says about itself — the weekday of a day, the number of days — is checked
against the calendar, and each disagreement is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from gongkai.law.calendars import WEEKDAYS, WEEKEND, YEARS, Notice, days_between
from gongkai.law.errors import BadFact, UnreadableNotice

_HEADING = re.compile(
    r"(?:^|[。\n])\s*(?:[一二三四五六七八九十]+、)?\s*([一-鿿、]{2,9}?)\s*[：:]", re.MULTILINE
)
_DAY = (
    r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日(?:[（(](?P<{0}w>[^）)]*)[）)])?"
)
_STRETCH = re.compile(_DAY.format("a") + r"(?:\s*[至到—–~～-]+\s*" + _DAY.format("b") + ")?")
_COUNT = re.compile(r"(?:共|放假)(\d{1,4})天")
_FESTIVAL = re.compile(r"元旦|[一-鿿]{2}节|古尔邦节")
_SHORT_WEEKDAYS = tuple(name.replace("星期", "周") for name in WEEKDAYS)


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """What was read: the notice as days, and each place where its sentence disagrees with the calendar."""

    notice: Notice
    problems: tuple[str, ...]


def read_notice(text: str, *, year: int, layer: str, title: str, number: str = "") -> ReadNotice:
    """Return the days of a pasted notice for `year`.

    Raises `UnreadableNotice` when no day off can be found in it, or a day that does not exist.
    """
    off: dict[date, str] = {}
    working: set[date] = set()
    problems: list[str] = []
    for name, clause in _clauses(text):
        stretches = _stretches(clause, year, problems)
        if "上班" in clause:
            working |= {day for stretch in stretches for day in stretch}
        elif "放假" in clause or "休息" in clause:
            off |= {day: name for stretch in stretches for day in stretch}
            problems += _count_problems(name, clause, stretches)
    if not off and not working:
        raise UnreadableNotice(
            "没有读出任何放假日期；请粘贴“某节：某月某日至某日放假，共几天”这样的句子，或改用表格逐日录入。",
            where="text",
        )
    problems += [f"{day} 既放假又上班，请核对。" for day in sorted(working & set(off))]
    problems += [
        f"{day} 是{WEEKDAYS[day.weekday()]}，本来就上班，请核对。"
        for day in sorted(working)
        if WEEKDAYS[day.weekday()] not in WEEKEND
    ]
    notice = Notice(layer, year, title, number, MappingProxyType(off), frozenset(working))
    return ReadNotice(notice, tuple(problems))


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence with the festival it stands under; encouragements are not days off."""
    headings = list(_HEADING.finditer(text))
    bounds = [0, *(each.end() for each in headings)]
    ends = [*(each.start() for each in headings), len(text)]
    first = _FESTIVAL.search(text)
    names = [first.group() if first else "节日", *(each.group(1) for each in headings)]
    for name, start, end in zip(names, bounds, ends, strict=True):
        for clause in re.split(r"[。；;\n]", text[start:end]):
            if "鼓励" not in clause and "正常上班" not in clause:
                yield name, clause


def _stretches(clause: str, year: int, problems: list[str]) -> list[tuple[date, ...]]:
    """The stretches of days a sentence names; a day without a month has the month before it."""
    found: list[tuple[date, ...]] = []
    month = ""
    for match in _STRETCH.finditer(clause):
        month = match["am"] or month
        first = _date(match["ay"] or str(year), month, match["ad"])
        _check_weekday(first, match["aw"], problems)
        last = first
        if match["bd"]:
            month = match["bm"] or month
            last = _date(match["by"] or str(first.year), month, match["bd"])
            _check_weekday(last, match["bw"], problems)
        try:
            found.append(days_between(first, last))
        except BadFact as error:
            raise UnreadableNotice(error.message, where="text") from error
    return found


def _date(year: str, month: str, day: str) -> date:
    try:
        if int(year) in YEARS:
            return date(int(year), int(month or 0), int(day))
        raise ValueError(year)
    except ValueError:
        raise UnreadableNotice(
            f"读到不存在的日期“{year}年{month}月{day}日”；请核对原文。", where="text"
        ) from None


def _check_weekday(day: date, said: str | None, problems: list[str]) -> None:
    for names in (WEEKDAYS, _SHORT_WEEKDAYS):
        claimed = [name for name in names if said and name in said]
        if claimed and claimed[0] != names[day.weekday()]:
            problems.append(f"通知说 {day} 是{claimed[0]}，实际是{names[day.weekday()]}，请核对。")


def _count_problems(name: str, clause: str, stretches: list[tuple[date, ...]]) -> list[str]:
    said = _COUNT.search(clause)
    read = sum(len(stretch) for stretch in stretches)
    if said is None or int(said.group(1)) == read:
        return []
    return [f"{name}：通知说共 {said.group(1)} 天，读出 {read} 天，请核对。"]
