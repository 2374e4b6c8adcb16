"""Sums inside a sentence: a total, its parts after 其中, and the shares given with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText

_UNITS = "件|条|份|个|次|人|项|起|期|场|篇|户|家|名|宗|笔|本|例|万元|元"
_QUANTITY = re.compile(rf"(?<![\d.第年月/])(\d{{1,9}}(?:\.\d+)?)[ \t]*({_UNITS})(?![\d])")
_SHARE = re.compile(r"^[，,（(]?\s*(?:约)?占(?:比|总数的|总量的|全部的)?\s*(\d{1,3}(?:\.\d+)?)\s*[%％]")
_AMONG = re.compile(r"[，,；;。]?[ \t]{0,4}其中(?:包括)?[:：，,]?")
_REST = re.compile(r"(?:其他|其它|其余)[^，,；;。\d]{0,12}$")
_OPEN_ENDED = re.compile(r"[余多]|以上|左右|约|近|超")
_NEAR, _GAP = 40, 6  # the total stands shortly before 其中, with at most a word between
_LONGEST = 1000  # a longer list is no sentence
_ROUNDING = Decimal("0.06")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    label: str
    value: Decimal


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Totals that their parts exceed, or miss where the last part is 其他; shares that do not fit."""
    folded = text.folded
    for among in _AMONG.finditer(folded):
        window = max(0, among.start() - _NEAR)
        sentence_start = max(folded.rfind(stop, window, among.start()) + 1 or window for stop in "。\n；")
        before = list(_QUANTITY.finditer(folded, sentence_start, among.start()))
        if not before or among.start() - before[-1].end() > _GAP:
            continue
        total, unit = Decimal(before[-1][1]), before[-1][2]
        if _is_vague(folded, before[-1]):
            continue
        parts = _parts(folded, among.end(), unit)
        yield from _shares(text, total, parts)
        if len(parts) >= 2:
            yield from _total(text, before[-1], total, unit, parts)


def _parts(folded: str, start: int, unit: str) -> list[_Part]:
    """The quantities of one unit up to 其他, the next list, or the end of the sentence."""
    limit = min(len(folded), start + _LONGEST)
    end = min((place for stop in "。\n" if (place := folded.find(stop, start, limit)) >= 0), default=limit)
    nested = _AMONG.search(folded, start, end)
    if nested:
        end = max(folded.rfind("；", start, nested.start()), folded.rfind(";", start, nested.start()))
        end = nested.start() if end < 0 else end
    parts: list[_Part] = []
    label_start = start
    for match in _QUANTITY.finditer(folded, start, end):
        if match[2] != unit or _is_vague(folded, match):
            return []
        label = folded[label_start : match.start()]
        parts.append(_Part(*match.span(), label, Decimal(match[1])))
        label_start = match.end()
        if _REST.search(label) and re.match(
            r"[^，。\d]{0,4}(?:，占[\d.]+[%％])?[；;]", folded[match.end() : end]
        ):
            break
    return parts


def _is_vague(folded: str, match: re.Match[str]) -> bool:
    return bool(
        _OPEN_ENDED.search(
            folded[max(0, match.start() - 1) : match.start()] + folded[match.end() : match.end() + 2]
        )
    )


def _total(
    text: CheckedText, stated: re.Match[str], total: Decimal, unit: str, parts: list[_Part]
) -> Iterator[TextFinding]:
    running = list(accumulate(part.value for part in parts))
    if total in running:
        return  # what follows a complete list is another matter
    together = running[-1]
    complete = bool(_REST.search(parts[-1].label))
    if together > total or (complete and together != total):
        yield text.finding(
            stated.start(),
            parts[-1].end,
            "sum",
            "answer",
            f"总数是{total}{unit}，其中各项相加是{together}{unit}，请核对（各项若有重复计算，请说明）。",
        )


def _shares(text: CheckedText, total: Decimal, parts: list[_Part]) -> Iterator[TextFinding]:
    for part in parts:
        share = _SHARE.match(text.folded[part.end : part.end + 24])
        if share is None or not total:
            continue
        right = part.value * 100 / total
        places = len(share[1].partition(".")[2])
        step = Decimal(1).scaleb(-places)
        if abs(right - Decimal(share[1])) > max(step, _ROUNDING):
            yield text.finding(
                part.start,
                part.end + share.end(),
                "sum",
                "answer",
                f"{part.value}占{total}的比例是{right:.2f}%，文中写的是{share[1]}%。",
                f"{right.quantize(step)}%",
            )
