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

_UNITS = "人次|件次|条次|件|条|份|个|次|人|项|起|期|场|篇|户|家|名|宗|笔|本|例|万元|元"
_SPACE = r"[ \t]*(?:\r?\n[ \t]*)?"  # a line may be broken by hard wrapping
_QUANTITY = re.compile(rf"(?<![\d.第年月/])(\d{{1,9}}(?:\.\d+)?){_SPACE}({_UNITS})(?![\d])")
_SHARE = re.compile(r"^[，,（(]?\s*(?:约)?占(?:比|总数的|总量的|全部的)?\s*(\d{1,3}(?:\.\d+)?)\s*[%％]")
_AMONG = re.compile(r"其中(包括|有|主要|重点|仅)?[:：，,]?")
_BRACKETS = re.compile(r"（[^（）\n]{0,100}）|\([^()\n]{0,100}\)")
# The end of the sentence, of the bracket that holds it, or of the paragraph; not of a line wrapped by hand.
_END = re.compile(
    r"[。！？）)]|(?:\r?\n[ \t\u3000]*){2,}"
    r"|\r?\n(?=[ \t\u3000]*(?:[#*|]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）))"
)
_REST = re.compile(r"(?:其他|其它|其余)[^，,；;。\d]{0,12}$")
_ABOUT = frozenset("约近超余多")
_OR_SO = ("余", "多", "以上", "左右")
_AND_SO_ON = re.compile(r"[^，,；;。\d]{0,4}等|\s*(?:\[|…|\.\.\.)")
_NEAR, _GAP = 40, 6  # the total stands shortly before 其中, with at most a word between
_LONGEST = 1000  # a longer list is no sentence
_ROUNDING = Decimal("0.06")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    label: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class _List:
    """The parts after 其中; `is_open` where they do not claim to be all."""

    parts: list[_Part]
    is_open: bool


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Totals that their parts exceed (answer) or do not reach (info); shares that do not fit."""
    folded = text.folded
    for among in _AMONG.finditer(folded):
        stated = _stated(folded, among.start())
        if stated is None or _is_vague(folded, stated):
            continue
        total, unit = Decimal(stated[1]), stated[2]
        found = _parts(folded, among, unit, total)
        yield from _shares(text, total, found.parts)
        if len(found.parts) >= 2:
            yield from _total(text, stated, total, unit, found)


def _stated(folded: str, among: int) -> re.Match[str] | None:
    """The quantity that stands shortly before 其中 in the same sentence, outside brackets."""
    window = max(0, among - _NEAR)
    before = _without_brackets(folded[window:among])
    start = max(before.rfind(stop) for stop in "。；;") + 1
    quantities = list(_QUANTITY.finditer(before, start))
    if not quantities or len(re.sub(r"\s", "", before[quantities[-1].end() :])) > _GAP:
        return None
    return _QUANTITY.match(folded, window + quantities[-1].start())


def _parts(folded: str, among: re.Match[str], unit: str, total: Decimal) -> _List:
    """The quantities of one unit up to the next list, a second total, or the end of the sentence."""
    start = among.end()
    stop = folded.find("。", start, start + _LONGEST)
    body = _without_brackets(folded[start : stop if stop >= 0 else start + _LONGEST])
    end_of_list = _END.search(body)
    body = body[: end_of_list.start() if end_of_list else len(body)]
    is_open = among[1] is not None
    nested = _AMONG.search(body)
    if nested:
        end = max(body.rfind(stop, 0, nested.start()) for stop in "；;")
        body = body[: nested.start() if end < 0 else end]
        is_open = is_open or end < 0
    parts: list[_Part] = []
    label_start = 0
    for match in _QUANTITY.finditer(body):
        if match[2] != unit or _is_vague(body, match):
            return _List([], True)
        value = Decimal(match[1])
        if parts and value == total:
            break
        label = body[label_start : match.start()]
        parts.append(_Part(start + match.start(), start + match.end(), label, value))
        label_start = match.end()
    if parts and _AND_SO_ON.match(folded, parts[-1].end):
        is_open = True
    return _List(parts, is_open)


def _without_brackets(passage: str) -> str:
    """The passage with what stands in brackets made blank, so that every place stays."""
    if "（" not in passage and "(" not in passage:
        return passage
    return _BRACKETS.sub(lambda match: "\u3000" * len(match.group()), passage)


def _is_vague(folded: str, match: re.Match[str]) -> bool:
    """Whether the quantity is about so much: 约30件, 30件以上."""
    before = folded[max(0, match.start() - 1) : match.start()]
    return before in _ABOUT or folded.startswith(_OR_SO, match.end())


def _total(
    text: CheckedText, stated: re.Match[str], total: Decimal, unit: str, found: _List
) -> Iterator[TextFinding]:
    parts = found.parts
    running = list(accumulate(part.value for part in parts))
    if total in running:
        return  # what follows a complete list is another matter
    rest = next((place for place, part in enumerate(parts) if _REST.search(part.label)), None)
    last = len(parts) - 1 if rest is None else rest
    together = running[last]
    if together < total and found.is_open:
        return
    yield text.finding(
        stated.start(),
        parts[last].end,
        "sum",
        "info" if together < total and rest is None else "answer",
        f"总数是{total}{unit}，其中各项相加是{together}{unit}，请核对"
        + ("（各项若没有列全，请写明“等”）。" if together < total else "（各项若有重复计算，请说明）。"),
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
