"""Dates: that they exist, fall on the weekday named, and that periods run forward."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within

# Years are looked for once, and a day without one by its 月: a table has a figure on every line, and few of them.
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?<![0-9].{4})")
_CHINESE = re.compile(r"[ \t]*年[ \t]*([0-9]{1,2})[ \t]*月(?:份)?(?:[ \t]*([0-9]{1,2})[ \t]*[日号])?")
_ISO = re.compile(r"([-./])(?<![0-9./-].{5})([0-9]{1,2})\1([0-9]{1,2})(?![0-9./-])")
_DAY = re.compile(r"月[ \t]*([0-9]{1,2})[ \t]*日")
_MONTH = re.compile(r"([0-9](?<![0-9年].)(?<!年[ \t].)[0-9]?)[ \t]*\Z")
_WEEKDAY = re.compile(r"[ \t]*[（(]?(?:星期|周)([一二三四五六日天])[）)]?")
_TO = re.compile(r"[ \t]*(?:起)?[，,]?[ \t]*(?:至|到|—{1,2}|－|-|~|～)[ \t]*$")
_NO_YEAR_WORD = re.compile(r"[ \t]*(?:度|政府|政务|收取|信息|全|本|工作|主动|依|公开|开展|上半|下半|第)")
_BEGINNING = re.compile(r"[ \t\u3000#*]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．][ \t]*)?")
_WEEKDAYS = "一二三四五六日"
_LONGEST_MARK = 24
_ANY_YEAR = 2000  # stands for a day without its year: it has 29 February


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Impossible dates, wrong weekdays, periods that end before they begin, a year without 年."""
    known: list[tuple[int, int, date]] = []
    years = list(_YEAR.finditer(text.folded))
    for start, end, year, month, day in _dates(text, years):
        try:
            value = date(year, month, 1 if day is None else day)
        except ValueError:
            yield text.finding(start, end, "date", "answer", f"没有“{text.raw[start:end]}”这个日期，请核对。")
            continue
        if day and year != _ANY_YEAR:
            known.append((start, end, value))
    known.sort()
    yield from _weekdays(text, known)
    yield from _periods(text, known)
    for found in years:
        if _NO_YEAR_WORD.match(text.folded, found.end()) and _begins_line(text.folded, found.start()):
            right = f"{found.group()}年"
            yield text.finding(*found.span(), "date", "answer", f"“{found.group()}”后面缺少“年”字。", right)


def _dates(text: CheckedText, years: list[re.Match[str]]) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Every date as (start, end, year, month, day): day is None where only a month is named."""
    for year in years:
        if match := _CHINESE.match(text.folded, year.end()):
            day = int(match[2]) if match[2] else None
            yield year.start(), match.end(), int(year.group()), int(match[1]), day
    for year in years:
        match = _ISO.match(text.folded, year.end())
        if match and not within(text.urls, year.start(), match.end()):
            yield year.start(), match.end(), int(year.group()), int(match[2]), int(match[3])
    for match in _DAY.finditer(text.folded):
        month = _MONTH.search(text.folded, max(0, match.start() - _LONGEST_MARK), match.start())
        if month:
            yield month.start(), match.end(), _ANY_YEAR, int(month[1]), int(match[1])


def _begins_line(folded: str, place: int) -> bool:
    """Whether nothing but the mark of a heading stands before it in its line."""
    window = max(0, place - _LONGEST_MARK)
    line = max(folded.rfind("\n", window, place) + 1, window)
    return (line == 0 or folded[line - 1] == "\n") and _BEGINNING.fullmatch(folded, line, place) is not None


def _weekdays(text: CheckedText, known: list[tuple[int, int, date]]) -> Iterator[TextFinding]:
    for start, end, value in known:
        named = _WEEKDAY.match(text.folded, end)
        if named is None:
            continue
        right = _WEEKDAYS[value.weekday()]
        if named[1].replace("天", "日") != right:
            yield text.finding(
                start,
                named.end(),
                "date",
                "answer",
                f"{value.isoformat()}是星期{right}，不是星期{named[1]}。",
            )


def _periods(text: CheckedText, known: list[tuple[int, int, date]]) -> Iterator[TextFinding]:
    for (start, end, first), (next_start, next_end, last) in itertools.pairwise(known):
        if next_start - end < 8 and _TO.match(text.folded[end:next_start]) and last < first:
            yield text.finding(
                start, next_end, "date", "answer", f"期间倒置：{first.isoformat()}在{last.isoformat()}之后。"
            )
