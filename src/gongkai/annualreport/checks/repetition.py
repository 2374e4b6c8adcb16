"""Prose repeated from last year's report, part by part (内容雷同)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.checks.subject import Remark, Subject, quoted

_SHINGLE = 12  # characters in a row that two people do not write alike by chance
_LEAST = 80  # shorter parts say little either way
_PROBLEMS = 0.5  # of part 五: problems and remedies are to be this year's
_ELSEWHERE = 0.8
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of a text stands in another: a rate from 0 to 1, and the shared passages, longest first."""

    rate: float
    passages: tuple[str, ...]


def overlap(text: str, other: str) -> Overlap:
    """Compares two texts; years, figures, spaces and punctuation are not counted."""
    plain, source = _plain(text), _plain(other)
    if len(plain) < _SHINGLE:
        return Overlap(0.0, ())
    known = {source[place : place + _SHINGLE] for place in range(len(source) - _SHINGLE + 1)}
    covered = bytearray(len(plain))
    for place in range(len(plain) - _SHINGLE + 1):
        if plain[place : place + _SHINGLE] in known:
            covered[place : place + _SHINGLE] = b"\x01" * _SHINGLE
    runs = sorted((m.span() for m in re.finditer(rb"\x01+", covered)), key=lambda span: span[0] - span[1])
    return Overlap(sum(covered) / len(plain), tuple(plain[start:end] for start, end in runs))


def check_repetition(subject: Subject) -> Iterator[Remark]:
    """Parts that repeat last year's, with the rate and the longest passages (with `previous`)."""
    if subject.previous is None:
        return
    before = {section.number: section.text for section in subject.previous.sections}
    for section in subject.report.sections:
        if len(_plain(section.text)) < _LEAST or section.number not in before:
            continue
        shared = overlap(section.text, before[section.number])
        if shared.rate >= (_PROBLEMS if section.number == "五" else _ELSEWHERE):
            passages = "；".join(quoted(passage) for passage in shared.passages[:_SHOWN])
            yield Remark(
                f"sections.{section.number}",
                f"第{section.number}部分有{shared.rate:.0%}的文字与上年报告相同，如{passages}。请改写为本年的情况。",
                {"percent": round(shared.rate * 100)},
                (f"previous.sections.{section.number}",),
            )


def _plain(text: str) -> str:
    return re.sub(r"20\d\d年?|[\d\W_]+", "", text)
