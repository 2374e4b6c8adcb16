"""Grounds, rows, channels, remedies: tables refuse what is out of form; letters get their day's sentence."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.law.grounds import read_grounds
from gongkai.law.receipt import read_channel
from gongkai.law.texts import read_toml

VALUES = law.shipped_values()


def entry(**changes: Any) -> dict[str, Any]:
    shipped: dict[str, Any] = read_toml("tables", "grounds.toml")["ground"][0]
    return shipped | changes


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (entry(row="denied_9"), "没有名为“denied_9”的表三结果行"),
        (entry(articles=[]), "缺少 articles"),
        (entry(note="x"), "不认识的键 note"),
        (entry(mark=""), "缺少 mark"),
    ],
)
def test_a_broken_ground_does_not_load(broken: dict[str, Any], says: str) -> None:
    with pytest.raises(law.LawError, match=says):
        read_grounds([broken])


def test_a_ground_written_twice_does_not_load() -> None:
    with pytest.raises(law.BrokenTable, match="写了两次"):
        read_grounds([entry(), entry()])


def test_a_broken_channel_does_not_load() -> None:
    with pytest.raises(law.BrokenTable, match="submission、signature、confirmation"):
        read_channel({"code": "示例", "received_by": "guess", "basis": ["条例第三十一条"]})


def test_every_ground_stands_in_one_of_the_seven_steps() -> None:
    assert len(law.REPLY_STEPS) == 7
    placed = [code for step in law.REPLY_STEPS for code in step.grounds]
    assert sorted(placed) == sorted(law.GROUNDS)


def test_unknown_grounds_and_rows_are_refused() -> None:
    with pytest.raises(law.UnknownName, match="not_existing"):
        law.ground("missing")
    with pytest.raises(law.UnknownName, match="denied_8"):
        law.leaf_row("denied")


def test_every_ground_has_a_class_of_remedy_that_exists() -> None:
    assert {each.remedy for each in law.GROUNDS.values()} <= set(law.REMEDY_CLASSES)


def test_only_what_gives_information_can_be_charged_by_the_page() -> None:
    assert [code for code in law.GROUNDS if "pages" in law.fee_ways(code)] == ["provided", "partial"]


def test_the_sentence_of_a_refusal() -> None:
    found = law.remedy(
        law.ground("third_party").remedy, acted_on=date(2024, 3, 1), values=VALUES, served_online=True
    )
    assert found.sentence(review_body="示例市人民政府", court="示例市人民法院") == (
        "如不服，应当自收到本答复之日起60日内先向示例市人民政府申请行政复议；对行政复议决定不服的，"
        "可以自收到复议决定书之日起15日内向示例市人民法院提起行政诉讼。"
    )
    assert found.online_channel
    assert "复议法第二十三条" in found.basis


def test_the_sentence_of_a_choice() -> None:
    found = law.remedy(law.ground("not_existing").remedy, acted_on=date(2026, 3, 1), values=VALUES)
    assert "60日内" in found.text
    assert "6个月内向{court}" in found.text
    assert not found.online_channel


def test_what_cannot_be_sued_promises_no_court_and_waits_for_confirmation() -> None:
    found = law.remedy(law.ground("registry_query").remedy, acted_on=date(2026, 3, 1), values=VALUES)
    assert "{court}" not in found.text
    assert [value.key for value in found.values if value.needs_confirmation] == ["remedy.text.not_suable"]


def test_procedural_letters_carry_no_remedy() -> None:
    found = law.remedy("procedural", acted_on=date(2026, 3, 1), values=VALUES, served_online=True)
    assert (found.text, found.online_channel) == ("", False)
    assert found.sentence(review_body="甲", court="乙") == ""


def test_the_officer_is_asked_for_a_text_that_is_not_known() -> None:
    with pytest.raises(law.RemedyTextNeeded, match="请经办人按当时的法律写明救济途径"):
        law.remedy("refusal", acted_on=date(2023, 12, 31), values=VALUES)
    with pytest.raises(law.UnknownName, match="refusal"):
        law.remedy("denied", acted_on=date(2024, 1, 1), values=VALUES)


@given(st.sampled_from(sorted(law.GROUNDS)), st.dates(date(2025, 6, 1), date(2030, 1, 1)))
def test_a_text_has_no_place_left_but_the_two_bodies(code: str, day: date) -> None:
    found = law.remedy(law.ground(code).remedy, acted_on=day, values=VALUES)
    assert "{" not in found.sentence(review_body="甲", court="乙")
    assert found.reconsideration_first == (found.way == "先行复议")
