"""How much of a report's prose was said last year, word for word, and where (国办公开办函〔2021〕30号: 内容雷同)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport import Report
from gongkai.annualreport.checks import overlap, says_enough
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of

SETTING = "report.repetition"


@dataclass(frozen=True)
class RepeatedParagraph:
    """A paragraph cut into pieces, alike or not, with how much of it the other text has, in hundredths."""

    pieces: tuple[tuple[str, bool], ...]
    percent: int


@dataclass(frozen=True)
class PriorYearComparison:
    """A part of this year's report and of last year's beside one another; how much of ours repeats, in hundredths."""

    percent: int
    ours: tuple[RepeatedParagraph, ...]
    theirs: tuple[RepeatedParagraph, ...]


def beside(text: str, previous: Report | None, part: str) -> PriorYearComparison | None:
    """Return a part's text beside last year's; None where last year's report has no words for it."""
    before = _of_part(previous, part)
    if not text or not before:
        return None
    return PriorYearComparison(overlap(text, before).percent, _lines(text, before), _lines(before, text))


def warnings_of(viewer: Viewer, report: Report, previous: Report | None) -> Iterator[str]:
    """Yield a sentence for each part that repeats last year's beyond the unit's threshold (`report.repetition`)."""
    if report.year is None or previous is None:
        return
    limit = rules_of(viewer).values.on(SETTING, datetime.date(report.year + 1, 12, 31))
    for section in report.sections:
        before = _of_part(previous, section.number)
        if not before or not says_enough(section.text):
            continue
        found = overlap(section.text, before)
        if found.percent >= limit.number:
            yield (
                f"第{section.number}部分有 {found.percent}% 与上年报告相同，达到提醒线 {limit.number}%"
                f"（{'、'.join(limit.basis)}）。报告内容雷同的，依《政府信息公开条例》第四十七条追究责任"
                "（国办公开办函〔2021〕30号），请改写为本年的情况。"
            )


def _of_part(report: Report | None, part: str) -> str:
    sections = report.sections if report else ()
    return next((section.text for section in sections if section.number == part), "")


def _lines(text: str, other: str) -> tuple[RepeatedParagraph, ...]:
    return tuple(_line(line, other) for line in text.splitlines() if line.strip())


def _line(text: str, other: str) -> RepeatedParagraph:
    found, pieces, at = overlap(text, other), [], 0
    for start, end in found.spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return RepeatedParagraph(tuple(piece for piece in pieces if piece[0]), found.percent)
