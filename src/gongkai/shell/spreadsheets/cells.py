"""How a cell of a ledger reads: text as officers type it → a value, or a sentence that says what to write.

Each returns a parser for `registry.ImportColumn.parse`; the text arrives without what is blank around it, and real
dates of a spreadsheet as ISO text. Days, numbers and choices read in full width and with what cannot be seen, too.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from gongkai import law
from gongkai.bodies.identifiers import fold_identifier, half_width
from gongkai.norms.today import today

DAY = re.compile(r"(\d{4})\s*(?:[-/.]|年)\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
COUNT = re.compile(r"-?\d{1,3}(?:[,，]\d{3})+|-?\d+")
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
SEVERAL = re.compile(r"[、，,;；/＋+和\n]")
LARGEST = 2**31 - 1  # that a column of whole numbers holds


@lru_cache(maxsize=4096)  # a ledger names each day of its year again and again
def day(text: str) -> datetime.date:
    """Return the day; written as 2023-05-08, 2023/5/8, 2023.5.8, 2023年5月8日 or 20230508."""
    text = half_width(text)
    found = DAY.fullmatch(text) or COMPACT_DAY.fullmatch(text)
    if found is None:
        raise ValueError("不是日期，请写成 2023-05-08")
    year, month, date = (int(part) for part in found.groups())
    if year not in law.YEARS:
        raise ValueError(f"年份 {year} 不合理，请核对")
    try:
        return datetime.date(year, month, date)
    except ValueError:
        raise ValueError("没有这一天，请核对年月日") from None


def past_day(text: str) -> datetime.date:
    """Return the day of something that happened: one after today is refused."""
    found = day(text)
    if found > today():
        raise ValueError(f"{found} 晚于今天，尚未发生的事不能登记，请核对年份")
    return found


def count(text: str) -> int:
    """Return a whole number of nothing or more."""
    text = half_width(text)
    if COUNT.fullmatch(text) is None:
        raise ValueError("不是整数，应填 12 这样的数字，不带单位")
    digits = text.replace(",", "").replace("，", "")
    if digits.startswith("-"):
        raise ValueError("不能是负数，应填 0 或者更大的整数")
    if len(digits) > len(str(LARGEST)) or (number := int(digits)) > LARGEST:
        raise ValueError("位数过多，请核对")
    return number


def amount(decimals: int) -> Callable[[str], Decimal]:
    """Return a parser of an amount with at most `decimals` decimals."""
    example = f"{1200:.{decimals}f}"

    def parse(text: str) -> Decimal:
        text = half_width(text)
        if AMOUNT.fullmatch(text) is None:
            raise ValueError(f"不是数字，应填 {example} 这样的数字，不带单位")
        number = Decimal(text.replace(",", "").replace("，", ""))
        if -number.as_tuple().exponent > decimals:  # type: ignore[operator]
            raise ValueError(f"最多 {decimals} 位小数，如 {example}")
        return number

    return parse


def yes_no(text: str) -> bool:
    """Return True for 是, False for 否."""
    word = fold_identifier(text)
    if word not in {"是", "否"}:
        raise ValueError("只能填“是”或“否”")
    return word == "是"


def marked(text: str) -> bool | None:
    """Return True for 是; 否 says no more than an empty cell."""
    return yes_no(text) or None


@dataclass(frozen=True)
class Text:
    """A parser of text: an empty cell of an optional column means "", not nothing."""

    read: Callable[[str], str]

    def __call__(self, text: str) -> str:
        return self.read(text)


def line(longest: int) -> Text:
    """Return a parser of one line of at most `longest` characters."""

    def parse(text: str) -> str:
        joined = " ".join(text.split("\n"))
        if len(joined) > longest:
            raise ValueError(f"最多 {longest} 个字，现有 {len(joined)} 个")
        return joined

    return Text(parse)


def one_of(
    choices: Iterable[tuple[Any, str]], *, also: Mapping[str, Any] = MappingProxyType({})
) -> Callable[[str], Any]:
    """Return a parser of a closed list: a label as Chinese on the screen → its value.

    `also` are other words that officers use, each with its value. Two choices in a cell are refused, and named.
    """
    labels = {label: value for value, label in choices}
    values = {fold_identifier(word): value for word, value in {**labels, **also}.items()}

    def parse(text: str) -> Any:
        word = fold_identifier(text)
        if word in values:
            return values[word]
        parts = [fold_identifier(part) for part in SEVERAL.split(text)]
        if len(parts) > 1 and all(part in values for part in parts):
            raise ValueError(f"填了 {len(parts)} 项（{'、'.join(parts)}），只能填一项，请留下一项")
        raise ValueError("只能填：" + "、".join(labels))

    return parse
