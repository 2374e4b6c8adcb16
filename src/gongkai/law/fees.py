"""信息处理费 — what one request may cost, by the item or by the page, never by both (信息处理费办法第三条).

Charging is the organ's choice and never automatic: both amounts are computed, an officer picks one, a leader
approves. Each item or page costs what its own band says (超额累进).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from gongkai.law.errors import BadFact, BrokenTable, FeeRefused
from gongkai.law.grounds import ground
from gongkai.law.values import Value, Values

FeeWay = Literal["items", "pages"]
_KEYS: dict[FeeWay, str] = {"items": "fee.items", "pages": "fee.pages"}


@dataclass(frozen=True, slots=True)
class FeeBand:
    """What fell into one band: its limits (no `last` where it has no end), count, price, amount; in yuan."""

    first: int
    last: int | None
    count: int
    price: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in yuan with the bands it is made of and its basis."""

    way: FeeWay
    quantity: int
    amount: Decimal
    bands: tuple[FeeBand, ...]
    basis: tuple[str, ...]
    values: tuple[Value, ...]


def fee_by_items(items: int, *, values: Values, on: date | None = None, already: int = 0) -> Fee:
    """Return the fee for `items` requests of one applicant in one natural month, after `already` others.

    `on` is the day of receipt (default: the newest rule). Every kind of reply counts (信息处理费办法第四条).
    Raises `BadFact` for a negative or absurd number, `NotModelled` for a day before the rule.
    """
    return _fee("items", items, already, values, on)


def fee_by_pages(pages: int, *, values: Values, on: date | None = None, ground_code: str = "") -> Fee:
    """Return the fee for `pages` of one request; pages are never added up over requests (第五条).

    Raises `FeeRefused` when the request's ground gives nothing to be charged by the page.
    """
    if ground_code and "pages" not in fee_ways(ground_code):
        raise FeeRefused(
            f"“{ground(ground_code).label}”不向申请人提供纸质件或数据，不能按量收费（信息处理费办法第五条）；可以按件计收。",
            where="pages",
        )
    return _fee("pages", pages, 0, values, on)


def fee_ways(ground_code: str) -> tuple[FeeWay, ...]:
    """Return by which ways a reply on this ground may be charged; the organ picks one of them."""
    return ("items", "pages") if ground(ground_code).by_pages else ("items",)


def _fee(way: FeeWay, quantity: int, already: int, values: Values, on: date | None) -> Fee:
    key = _KEYS[way]
    value = values.on(key, on) if on else values.latest(key)
    largest = values.latest("fee.largest").number
    if quantity < 0 or already < 0 or quantity + already > largest:
        raise BadFact(f"件数或页数应在 0 至 {largest} 之间，不能是 {quantity}；请核对。", where=way)
    bands = tuple(_charged(value, already, already + quantity))
    return Fee(
        way=way,
        quantity=quantity,
        amount=sum((band.amount for band in bands), Decimal(0)),
        bands=bands,
        basis=value.basis,
        values=(value,),
    )


def _charged(value: Value, after: int, up_to: int) -> Iterator[FeeBand]:
    """The bands into which the ordinals (after, up_to] fall."""
    for first, last, price in _bands(value):
        if first > up_to:
            return
        end = up_to if last is None else min(last, up_to)
        count = end - max(first - 1, after)
        if count > 0:
            yield FeeBand(first, last, count, price, count * price)


def _bands(value: Value) -> Iterator[tuple[int, int | None, Decimal]]:
    """The bands of a tariff, the last of which never ends or repeats at a rising price."""
    if not isinstance(value.value, tuple):
        raise BrokenTable(f"值 {value.key} 不是分档表。", where=value.key)
    for band in value.value:
        first, price = band["from"], Decimal(band["price"])
        yield first, band.get("to") or (first + band["each"] - 1 if "each" in band else None), price
        while "each" in band:
            first, price = first + band["each"], price + Decimal(band["raise"])
            yield first, first + band["each"] - 1, price
