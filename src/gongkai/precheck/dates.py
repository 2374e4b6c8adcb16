"""Dates: that they exist, fall on the weekday named, and that periods run forward."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within

# Each begins with the digits it looks for and looks back from there: that is much faster than looking back first.
_CHINESE = re.compile(
    r"(?:19|20)[0-9]{2}(?<![0-9].{4})[ \t]*年[ \t]*([0-9]{1,2})[ \t]*月(?:份)?(?:[ \t]*([0-9]{1,2})[ \t]*[日号])?"
)
_ISO = re.compile(r"(?:19|20)[0-9]{2}(?<![0-9./-].{4})([-./])([0-9]{1,2})\1([0-9]{1,2})(?![0-9./-])")
_MONTH_DAY = re.compile(r"[0-9](?<![0-9年].)(?<!年[ \t].)[0-9]?[ \t]*月[ \t]*([0-9]{1,2})[ \t]*日")
_WEEKDAY = re.compile(r"[ \t]*[（(]?(?:星期|周)([一二三四五六日天])[）)]?")
_TO = re.compile(r"[ \t]*(?:起)?[，,]?[ \t]*(?:至|到|—{1,2}|－|-|~|～)[ \t]*$")
_NO_YEAR_WORD = re.compile(
    r"(?:19|20)[0-9]{2}(?<![0-9].{4})"
    r"(?=[ \t]*(?:度|政府|政务|收取|信息|全|本|工作|主动|依|公开|开展|上半|下半|第))"
)
_BEGINNING = re.compile(r"[ \t\u3000#*]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．][ \t]*)?")
_WEEKDAYS = "一二三四五六日"
_LONGEST_MARK = 24
_ANY_YEAR = 2000  # stands for a day without its year: it has 29 February


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Impossible dates, wrong weekdays, periods that end before they begin, a year without 年."""
    known: list[tuple[int, int, date]] = []
    for start, end, year, month, day in _dates(text):
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
    for match in _NO_YEAR_WORD.finditer(text.folded):
        if _begins_line(text.folded, match.start()):
            right = f"{match.group()}年"
            yield text.finding(*match.span(), "date", "answer", f"“{match.group()}”后面缺少“年”字。", right)


def _dates(text: CheckedText) -> Iterator[tuple[int, int, int, int, int | None]]:
    """Every date as (start, end, year, month, day): day is None where only a month is named."""
    for match in _CHINESE.finditer(text.folded):
        yield *match.span(), int(match.group()[:4]), int(match[1]), int(match[2]) if match[2] else None
    for match in _ISO.finditer(text.folded):
        if not within(text.urls, *match.span()):
            yield *match.span(), int(match.group()[:4]), int(match[2]), int(match[3])
    for match in _MONTH_DAY.finditer(text.folded):
        yield *match.span(), _ANY_YEAR, int(match.group().partition("月")[0]), int(match[1])


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
