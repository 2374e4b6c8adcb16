"""What a printed figure says: a number, a blank, or something that is not a number.

A dash, a slash and 无 are blanks: someone left the cell out on purpose, and nothing was counted as zero. A mark
beside a figure (3①) is no digit of it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers.labels import fold
from gongkai.annualreport.readers.marks import without_marks
from gongkai.annualreport.value import Value

_BLANK = re.compile(r"[-_/\\*.\u2026]*|无|N/A|n/a|空")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_SIGNS = (("减少", "-"), ("增加", "+"), ("减", "-"), ("增", "+"), ("↓", "-"), ("↑", "+"))
_COUNTED = r"件次|人次|件|笔|条|个|项|次|起|宗|份|部|家|例"
_COUNT = re.compile(rf"([+-]?)(\d{{1,12}})(?:\.0+)?(?:{_COUNTED})?")
_AMOUNT = re.compile(r"\+?(-?)(\d{0,15})(?:\.(\d{1,12}))?(元|万元|亿元)?")
_ZEROS = re.compile(r"[0０]\d")
_SPACED_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+")


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """`value`, and whether anything was printed that could not be read (`value` is None then)."""

    value: Value
    readable: bool = True


BLANK = ReadFigure(None)
UNREADABLE = ReadFigure(None, readable=False)


@lru_cache(maxsize=8192)
def read_figure(raw: str, kind: FigureKind) -> ReadFigure:
    """The figure printed in a cell. Money keeps its printed unit; without one it is in the form's, 万元."""
    printed = without_marks(raw)
    if _several(printed):
        return UNREADABLE
    text = fold(printed)
    if not text and fold(raw):
        return UNREADABLE  # a mark and nothing that it stands beside
    if _BLANK.fullmatch(text):
        return BLANK
    if text == "零":
        text = "0"
    if _GROUPED.match(text):
        text = text.replace(",", "")
    return _amount(text) if kind is FigureKind.AMOUNT else _count(text)


@lru_cache(maxsize=8192)
def is_figure(raw: str) -> bool:
    """Whether a cell holds a figure or a blank, not a label."""
    text = raw.strip()
    if not text:
        return True
    if len(text) > 40:
        return False
    return read_figure(raw, FigureKind.COUNT).readable or read_figure(raw, FigureKind.AMOUNT).readable


@lru_cache(maxsize=8192)
def is_number(raw: str) -> bool:
    """Whether a cell holds a figure that is not a blank."""
    return bool(raw.strip()) and len(raw) < 40 and read_figure(raw, FigureKind.AMOUNT).value is not None


def _several(raw: str) -> bool:
    """Whether spaces part the cell into several numbers; not if each line is one character (an editor's doing)."""
    pieces = raw.split()
    if len(pieces) < 2 or _SPACED_THOUSANDS.fullmatch(raw.strip()):
        return False
    if all(len(piece) == 1 for piece in pieces) and pieces == [
        line.strip() for line in raw.strip().split("\n")
    ]:
        return bool(_ZEROS.match("".join(pieces)))
    return sum(any(c.isdigit() for c in piece) for piece in pieces) > 1


def _count(text: str) -> ReadFigure:
    for word, sign in _SIGNS:
        if text.startswith(word):
            text = sign + text.removeprefix(word)
            break
    match = _COUNT.fullmatch(text)
    if not match:
        return UNREADABLE
    number = int(match[2])
    return ReadFigure(-number if match[1] == "-" else number)


def _amount(text: str) -> ReadFigure:
    match = _AMOUNT.fullmatch(text)
    if not match or not (match[2] or match[3]):
        return UNREADABLE
    whole = match[2].lstrip("0") or "0"
    fraction = f".{match[3]}" if match[3] else ""
    return ReadFigure(f"{match[1]}{whole}{fraction}{match[4] or ''}")
