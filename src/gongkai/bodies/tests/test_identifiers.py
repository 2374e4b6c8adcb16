"""An identifier is one thing, however it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.identifiers import fold_identifier, trim, what_was_folded

SAME = [
    "2024-T04",
    "2024-T04\u200b",
    "2024－T04",
    "2024-T０４",
    "2024–T04",
    "\ufeff2024-T04",
    "２０２４—\uff34０４",
    " 2024 - T04\u3000",
    "2024\u2011T0\u00ad4",
    "2024-T04\r\n",
]


@pytest.mark.parametrize("typed", SAME)
def test_all_ways_to_type_a_number_are_one(typed: str) -> None:
    assert fold_identifier(typed) == "2024-T04"
    assert bool(what_was_folded(typed)) == (typed != "2024-T04")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("示工信发〔２０２３〕5 号", "示工信发〔2023〕5号"),
        ("示工信发（2023）5号", "示工信发（2023）5号"),
        ("Smart  City 01", "Smart City01"),
        ("2024-T04", "2024-T04"),
        ("2024-t04", "2024-t04"),
        ("\u200b \ufeff", ""),
    ],
)
def test_what_is_folded_and_what_is_not(typed: str, folded: str) -> None:
    assert fold_identifier(typed) == folded


def test_what_was_folded_is_said_in_words() -> None:
    assert what_was_folded("\ufeff２０２４–T 04") == ["全角字符", "不可见字符", "连接号", "空格"]
    assert what_was_folded("2024-T04") == []


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_identifier(text)
    assert fold_identifier(once) == once
    assert fold_identifier(trim(text)) == once


@given(st.text())
def test_prose_keeps_what_is_inside(text: str) -> None:
    assert trim(text) in text
    assert trim(f"\ufeff {text}\u3000\u200b") == trim(text)
