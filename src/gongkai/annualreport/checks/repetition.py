"""Prose repeated from last year's report, part by part (内容雷同)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.checks.subject import CheckedReport, Remark, quoted

_SHINGLE = 12  # characters in a row that two people do not write alike by chance
_LEAST = 80  # shorter parts say little either way
_PROBLEMS = 0.5  # of part 五: problems and remedies are to be this year's
_ELSEWHERE = 0.8
_SHOWN = 3
_UNCOUNTED = re.compile(r"20\d\d年?|[\d\W_]+")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a text stands in another: a rate from 0 to 1, and the shared passages, longest first.

    `spans` are their positions in the text, first and after the last character, in its order.
    """

    rate: float
    passages: tuple[str, ...]
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def percent(self) -> int:
        """The rate in hundredths."""
        return round(self.rate * 100)


def overlap(text: str, other: str) -> Overlap:
    """Compares two texts; years, figures, spaces and punctuation are not counted."""
    kept = _kept(text)
    plain, source = "".join(text[index] for index in kept), _plain(other)
    if len(plain) < _SHINGLE:
        return Overlap(0.0, ())
    known = {source[start : start + _SHINGLE] for start in range(len(source) - _SHINGLE + 1)}
    covered = bytearray(len(plain))
    for start in range(len(plain) - _SHINGLE + 1):
        if plain[start : start + _SHINGLE] in known:
            covered[start : start + _SHINGLE] = b"\x01" * _SHINGLE
    runs = [m.span() for m in re.finditer(rb"\x01+", covered)]
    longest = sorted(runs, key=lambda span: span[0] - span[1])
    return Overlap(
        sum(covered) / len(plain),
        tuple(plain[start:end] for start, end in longest),
        tuple((kept[start], kept[end - 1] + 1) for start, end in runs),
    )


def says_enough(text: str) -> bool:
    """Whether a text is long enough for its repetition to mean something."""
    return len(_plain(text)) >= _LEAST


def check_repetition(subject: CheckedReport) -> Iterator[Remark]:
    """Parts that repeat last year's, with the rate and the longest passages (with `previous`)."""
    if subject.previous is None:
        return
    before = {section.number: section.text for section in subject.previous.sections}
    for section in subject.report.sections:
        if not says_enough(section.text) or section.number not in before:
            continue
        shared = overlap(section.text, before[section.number])
        if shared.rate >= (_PROBLEMS if section.number == "五" else _ELSEWHERE):
            passages = "；".join(quoted(passage) for passage in shared.passages[:_SHOWN])
            yield Remark(
                f"sections.{section.number}",
                f"第{section.number}部分有{shared.rate:.0%}的文字与上年报告相同，如{passages}。请改写为本年的情况。",
                {"percent": shared.percent},
                (f"previous.sections.{section.number}",),
            )


def _plain(text: str) -> str:
    return _UNCOUNTED.sub("", text)


def _kept(text: str) -> list[int]:
    """The places of the characters that count."""
    left_out = {index for found in _UNCOUNTED.finditer(text) for index in range(*found.span())}
    return [index for index in range(len(text)) if index not in left_out]
