"""信息处理费: bands add up, more never costs less, and a month's items may come one by one."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.law.fees import FeeBand
from gongkai.law.values import read_values

VALUES = law.shipped_values()
QUANTITIES = st.integers(0, 400)


@given(QUANTITIES, QUANTITIES)
def test_items_one_after_another_cost_as_much_as_at_once(before: int, more: int) -> None:
    first = law.fee_by_items(before, values=VALUES).amount
    rest = law.fee_by_items(more, values=VALUES, already=before).amount
    assert first + rest == law.fee_by_items(before + more, values=VALUES).amount


@given(QUANTITIES, st.sampled_from([law.fee_by_items, law.fee_by_pages]))
def test_the_bands_make_the_amount(quantity: int, charged: object) -> None:
    assert callable(charged)
    fee: law.Fee = charged(quantity, values=VALUES)
    assert sum(band.count for band in fee.bands) == quantity
    assert sum((band.amount for band in fee.bands), Decimal(0)) == fee.amount
    assert fee.amount <= charged(quantity + 1, values=VALUES).amount


def test_the_bands_are_named_by_their_limits() -> None:
    assert law.fee_by_items(31, values=VALUES).bands == (
        FeeBand(1, 10, 10, Decimal(0), Decimal(0)),
        FeeBand(11, 30, 20, Decimal(100), Decimal(2000)),
        FeeBand(31, 40, 1, Decimal(200), Decimal(200)),
    )
    assert law.fee_by_pages(201, values=VALUES).bands[-1] == FeeBand(201, None, 1, Decimal(40), Decimal(40))


def test_an_absurd_number_is_refused() -> None:
    with pytest.raises(law.BadFact, match="0 至 100000"):
        law.fee_by_items(100001, values=VALUES)


def test_a_tariff_must_be_a_table_of_bands() -> None:
    flat = {"in_force_from": date(2021, 1, 1), "value": 100, "basis": ["信息处理费办法"], "mark": "verified"}
    largest = {"key": "fee.largest", "label": "上限", "unit": "件或页", "dated": [flat]}
    items = {"key": "fee.items", "label": "按件", "unit": "元/件", "dated": [flat]}
    with pytest.raises(law.BrokenTable, match="不是分档表"):
        law.fee_by_items(1, values=read_values([{"value": [items, largest]}]))
    with pytest.raises(law.BadUnitValue):
        VALUES.overlaid(
            [law.ValueOverride("fee.items", 100, date(2024, 1, 1), "示例", "示例", date(2024, 1, 1))]
        )
