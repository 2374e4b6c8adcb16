"""Offsets are code points of the text as given, whatever the text is."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.precheck import CHECKS, check_text, is_identity_number

PIECES = st.sampled_from(
    [
        "11010519491231002X",
        "13812345678",
        "6222021234567890128",
        "机密★10年",
        "《中华人民共和国政务公开条例》",
        "卫政发[2020]01号",
        "不及及时",
        "2023年2月30日",
        "第一",
        "共3件，其中：甲2件，乙4件。",
        "😀𠀀",
        "\r\n",
        "\u3000",
        "，",
        "（",
        "“",
        "\u200b",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12)).map("".join)


@given(TEXTS)
def test_each_finding_is_a_passage_of_the_text(text: str) -> None:
    findings = check_text(text)
    assert findings == sorted(findings, key=lambda f: (f.start, f.end, f.category))
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert finding.message.endswith(("。", "？", "）"))


@given(st.text(max_size=30), st.text(max_size=30))
def test_an_identity_number_is_found_where_it_stands(before: str, after: str) -> None:
    text = f"{before}，11010519491231002X，{after}"
    assert any(f.start == len(before) + 1 and f.category == "identity" for f in check_text(text))


@given(st.dates(), st.integers(0, 999), st.sampled_from(["110105", "640502", "440524"]))
def test_numbers_made_by_the_rule_pass_it(born: object, serial: int, area: str) -> None:
    body = f"{area}{str(born).replace('-', '')}{serial:03d}"
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    check = "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]
    assert is_identity_number(body + check) == (1800 <= int(body[6:10]) <= 2099)


def test_every_category_has_one_check() -> None:
    names = [check.category for check in CHECKS]
    assert len(names) == len(set(names)) == 13


def calls(text: str) -> int:
    """How many functions, Python's and the interpreter's, checking a text calls."""
    counted = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check_text(text)
    finally:
        sys.setprofile(before)
    return counted


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
@settings(max_examples=25)
def test_cost_is_linear(piece: str) -> None:
    check_text(piece * 10)  # words and patterns are made once
    short, long = calls(piece * 60), calls(piece * 240)
    assert long <= 4.5 * short + 500


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\n",
        "1",
        "公",
        "（",
        "“",
        "机密★",
        "内部资料",
        "<!--",
        "《中华人民共和国",
        "共3件，其中1件，",
        "2023年1月",
        "http://",
        "\r\n",
        " \n\t",
        "的的",
        "（》",
        "年 月 ",
    ],
)
def test_a_long_text_of_one_piece_is_checked_to_its_end(piece: str) -> None:
    check_text(piece * (30_000 // len(piece)))
