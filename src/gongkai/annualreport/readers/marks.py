"""Marks beside a figure or a label: footnote signs, circled or raised. They are printed, and no digit of it."""

import re

_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CIRCLED = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf"
_STARS = "*\uff0a※†‡"

# Signs that stand for a note wherever they stand; a star does so only after a figure.
SIGNS = f"{_RAISED_DIGITS}₀-₉{_CIRCLED}"
STARS = rf"[{_STARS}]*"

_RAISED = str.maketrans("0123456789０１２３４５６７８９", _RAISED_DIGITS * 2)
_MARK = rf"(?:[\[\uff3b(（〔【]\s*)?(?:[{SIGNS}]\s*)+[\]\uff3d)）〕】]?"
_MARKS = re.compile(rf"{_MARK}|(?<=[^\s{_STARS}])\s*[{_STARS}]+\s*$")
_MARKS_AT_END = re.compile(rf"(?:{_MARK})+$")


def raised(text: str) -> str:
    """`text` set above (or below) the line: digits there are a mark's, as characters of their own."""
    return text.translate(_RAISED)


def without_marks(figure: str) -> str:
    """What is printed in a cell of figures without the marks beside the figure."""
    return _MARKS.sub("", figure)


def without_marks_after(label: str) -> str:
    """A label without the marks after it; a circled number before it is its ordinal."""
    return _MARKS_AT_END.sub("", label)
