"""Folding and cutting: what counts as the same word, and what is marked of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.words import fold, phrases, pieces_asked, pieces_of, words_of


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("示工信发〔2023〕12号", "示工信发 2023 12号"),
        ("示工信发[２０２３]１２ 号", "示工信发 2023 12 号"),
        ("\uff21\uff22-ab", "ab ab"),
        ("\ufeff张\u200b三", "张三"),
        ("　 ", ""),
        ("𫠠㐂", "𫠠㐂"),
    ],
)
def test_what_is_typed_differently_is_one_thing(typed: str, folded: str) -> None:
    assert fold(typed) == folded


TEXT = st.text(st.sampled_from("政府信息公开 a１、"), max_size=12)


@given(text=TEXT, question=TEXT)
def test_a_text_with_all_words_has_all_pieces_asked(text: str, question: str) -> None:
    words, folded = words_of(question), fold(text)
    held = pieces_of(folded)
    if all(word in folded for word in words):
        assert set(pieces_asked(words)) <= held
    assert all(piece in folded for piece in held)


@given(text=TEXT, question=TEXT)
def test_marking_changes_no_text_and_marks_what_was_asked(text: str, question: str) -> None:
    words = words_of(question)
    cut = phrases(text, words)
    assert "".join(each.text for each in cut) == text
    assert any(each.is_asked for each in cut) == any(word in fold(text) for word in words)


def test_a_long_text_is_cut_around_what_was_asked() -> None:
    text = "前" * 100 + "节能监察" + "后" * 100
    assert [p.text for p in phrases(text, ["节能"], around=3)] == ["…", "前前前", "节能", "监察后后", "…"]


def test_a_question_too_long_is_cut() -> None:
    assert len(words_of(" ".join(str(n) for n in range(99)))) == 8
    assert [len(word) for word in words_of("一" * 99)] == [40]
