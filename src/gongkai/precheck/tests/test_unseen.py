"""What nobody sees in a text hides nothing from the checks: characters without a width, and the address of a link."""

from __future__ import annotations

import pytest

from gongkai.precheck import check_text

IDENTITY = "110105" + "19491231002X"


@pytest.mark.parametrize(
    "written",
    [
        f"{IDENTITY[:6]}\u200b{IDENTITY[6:]}",
        "\u2060".join(IDENTITY),
        f"{IDENTITY[:6]}\ufeff{IDENTITY[6:14]}\u00ad{IDENTITY[14:]}",
        f"{IDENTITY[:6]}（https://www.example.gov.cn/a）{IDENTITY[6:]}",
    ],
)
def test_an_identity_number_is_found_and_marked_where_it_stands(written: str) -> None:
    text = f"身份证\u200b号码：{written}，示例。"
    (found,) = (each for each in check_text(text) if each.severity == "block")
    assert (found.category, found.text) == ("identity", written)
    assert text[found.start : found.end] == written


def test_characters_without_a_width_are_still_told() -> None:
    found = check_text("示例\u200b单位。")
    assert [(each.category, each.start, each.end) for each in found] == [("metadata", 2, 3)]


def test_an_address_between_two_numbers_of_an_office_makes_no_mobile() -> None:
    found = check_text("电话：0955-7012345（https://a.gov.cn/），传真：0955-7012346。")
    assert not [each for each in found if each.severity == "block"]
