"""How a cell of a ledger file reads: text, day, choice, yes or no, count, amount.

Each function returns a parser for `registry.ImportColumn.parse`: it takes the cell's text and returns the
value, or raises `ValueError` with a sentence that names field, rule and remedy. An empty cell is None, "" or
no, as the kind of cell has it; whether a column may be empty is the column's own word (`required`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from gongkai.norms.today import today

DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
SEVERAL = re.compile(r"[、，,;；/＋+\n]|\s和\s")
EARLIEST_YEAR = 1949
YES, NO = ("是", "√", "Y", "y"), ("否", "×", "N", "n", "")


def text(label: str, *, longest: int) -> Callable[[str], str]:
    """Return a parser of text of at most `longest` characters, without spaces around."""

    def parse(cell: str) -> str:
        value = cell.strip()
        if len(value) > longest:
            raise ValueError(f"{label}有 {len(value)} 字，最多 {longest} 字；请缩写。")
        return value

    return parse


def day(label: str, *, planned: bool = False) -> Callable[[str], datetime.date | None]:
    """Return a parser of a calendar day; one after today is refused unless the column is about plans."""

    def parse(cell: str) -> datetime.date | None:
        if not cell.strip():
            return None
        found = DAY.fullmatch(cell.strip())
        if found is None:
            raise ValueError(f"{label}“{cell}”不是日期；请写成 2023-05-10 的样子。")
        try:
            value = datetime.date(*map(int, found.groups()))
        except ValueError:
            raise ValueError(f"{label}“{cell}”在日历上没有这一天；请核对月、日。") from None
        if value.year < EARLIEST_YEAR:
            raise ValueError(f"{label} {value} 早于 {EARLIEST_YEAR} 年；请核对年份。")
        if not planned and value > today():
            raise ValueError(f"{label} {value} 晚于今天，尚未发生的事不能登记；请核对年份。")
        return value

    return parse


def choice(
    label: str, choices: Mapping[str, str], *, also: Mapping[str, str] | None = None
) -> Callable[[str], str]:
    """Return a parser of one of `choices` (code → Chinese label) into its code.

    `also` are other words that officers use (word → code). Two of them in a cell are refused, and named.
    """
    words = {name: code for code, name in choices.items()} | dict(also or {})

    def parse(cell: str) -> str:
        value = cell.strip()
        if not value:
            return ""
        if value in words:
            return words[value]
        parts = [part.strip() for part in SEVERAL.split(value) if part.strip()]
        if len(parts) > 1 and all(part in words for part in parts):
            raise ValueError(f"{label}填了 {len(parts)} 项（{'、'.join(parts)}），只能填一项；请留下一项。")
        raise ValueError(f"{label}“{value}”不在可填的范围内；请填：{'、'.join(choices.values())}。")

    return parse


def flag(label: str) -> Callable[[str], bool]:
    """Return a parser of 是 and 否; an empty cell is 否."""

    def parse(cell: str) -> bool:
        value = cell.strip()
        if value not in {*YES, *NO}:
            raise ValueError(f"{label}“{value}”只能填“是”或者“否”。")
        return value in YES

    return parse


def count(label: str) -> Callable[[str], int | None]:
    """Return a parser of a whole number, zero or more."""

    def parse(cell: str) -> int | None:
        value = cell.strip().replace(",", "")
        if not value:
            return None
        if not re.fullmatch(r"\d{1,9}(\.0+)?", value):
            raise ValueError(f"{label}“{cell}”不是零或者正整数；请只填数字，不带单位。")
        return int(value.split(".")[0])

    return parse


def amount(label: str) -> Callable[[str], Decimal | None]:
    """Return a parser of an amount in yuan, zero or more, in whole fen."""

    def parse(cell: str) -> Decimal | None:
        value = cell.strip().replace(",", "")
        if not value:
            return None
        try:
            yuan = Decimal(value)
        except InvalidOperation:
            raise ValueError(f"{label}“{cell}”不是金额；请以元为单位只填数字。") from None
        if not 0 <= yuan < Decimal("1e12") or yuan != yuan.quantize(Decimal("0.01")):
            raise ValueError(f"{label}“{cell}”应为不小于零、至多两位小数的金额（元）。")
        return yuan.quantize(Decimal("0.01"))

    return parse
