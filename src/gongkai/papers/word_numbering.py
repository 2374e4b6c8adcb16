"""The numbers that a word processor counts itself, as it prints them: 一、 （一） 1. ①."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DIGITS = 4  # as far as a list counts
LARGEST = 99  # counted in words; more is printed in digits


def in_chinese(number: int, digits: str = DIGITS, ten: str = "十") -> str:
    """Return a number as it is counted in Chinese: 一, 十, 十一, 二十."""
    if not 0 < number <= LARGEST:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ten if tens == 1 and ten == "十" else digits[tens] + ten
    return head + (digits[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    said = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        said += letters * times
    return said


FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": in_chinese,
    "chineseCountingThousand": in_chinese,
    "japaneseCounting": in_chinese,
    "taiwaneseCountingThousand": in_chinese,
    "ideographDigital": in_chinese,
    "chineseLegalSimplified": lambda number: in_chinese(number, FORMAL, "拾"),
    "ideographTraditional": lambda number: STEMS[(number - 1) % len(STEMS)],
    "decimalEnclosedCircle": lambda n: chr(ord("①") + n - 1) if 0 < n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(ord("①") + n - 1) if 0 < n <= 20 else str(n),
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a file, and how far each has counted."""

    levels: Mapping[str, Mapping[int, _Level]] = field(default_factory=dict)  # by abstract list
    lists: Mapping[str, str] = field(default_factory=dict)  # abstract list by list
    starts: Mapping[tuple[str, int], int] = field(default_factory=dict)  # where a list begins anew
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element) -> Numbering:
        """Return what `word/numbering.xml` says."""
        levels = {
            abstract.get(W + "abstractNumId", ""): {
                _number(level, W + "ilvl"): _Level(
                    _value(level, "numFmt", "decimal"),
                    _value(level, "lvlText", ""),
                    _whole(_value(level, "start", "1"), 1),
                )
                for level in abstract.iter(W + "lvl")
            }
            for abstract in root.iter(W + "abstractNum")
        }
        lists, starts = {}, {}
        for each in root.iterchildren(W + "num"):
            name = each.get(W + "numId", "")
            lists[name] = _value(each, "abstractNumId", "")
            for override in each.iter(W + "lvlOverride"):
                if start := _value(override, "startOverride", ""):
                    starts[name, _number(override, W + "ilvl")] = _whole(start, 1)
        return cls(levels, lists, starts)

    def next(self, name: str, at: int) -> str:
        """Return the number of the next paragraph of a list at a level; "" where there is none."""
        abstract = self.lists.get(name, "")
        levels = self.levels.get(abstract, {})
        if at not in levels:
            return ""
        counted = self._counted.setdefault(abstract, {})
        if (name, at) in self.starts and (name, at) not in self._begun:
            self._begun.add((name, at))
            counted[at] = self.starts[name, at]
        else:
            counted[at] = counted[at] + 1 if at in counted else levels[at].start
        for below in [level for level in counted if level > at]:
            del counted[below]
        if levels[at].format == "bullet":
            return BULLET
        said = levels[at].text
        for level in range(at + 1):
            if f"%{level + 1}" in said:
                number = counted.setdefault(level, levels[level].start if level in levels else 1)
                format_ = levels[level].format if level in levels else "decimal"
                said = said.replace(f"%{level + 1}", FORMATS.get(format_, str)(number))
        return said


def _value(element: etree._Element, name: str, default: str) -> str:
    found = element.find(W + name)
    return default if found is None else found.get(W + "val", default)


def _number(element: etree._Element, name: str) -> int:
    return _whole(element.get(name, "0"), 0)


def _whole(text: str, otherwise: int) -> int:
    """A number that a file gives; one that is none, or that nobody counts to, is another."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else otherwise
