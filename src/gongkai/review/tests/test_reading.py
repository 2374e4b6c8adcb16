"""How a version reads: findings in place, answers kept, changes complete."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.papers.reading import text_of
from gongkai.precheck import TextFinding
from gongkai.review import reading
from gongkai.review.actions.submit import submit
from gongkai.review.models import SecrecyForm
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY

lines = st.text(st.sampled_from("甲乙丙丁，。 "), max_size=8)
texts = st.lists(lines, max_size=8).map("\n".join)


def plain(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@given(texts, texts)
def test_changes_tell_both_texts(old: str, new: str) -> None:
    found = reading.changes(old, new)
    assert (found == []) == (plain(old) == plain(new))
    shown = [change for change in found if change.kind != "skipped"]
    if found:
        in_new = [change for change in shown if any(kind != "removed" for kind, _ in change.stretches)]
        assert len(in_new) + sum(change.skipped for change in found) == len(plain(new))
    for change in shown:
        before = "".join(text for kind, text in change.stretches if kind != "added")
        after = "".join(text for kind, text in change.stretches if kind != "removed")
        assert not before or before in plain(old)
        assert not after or after in plain(new)


@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 12)), max_size=5))
def test_paragraphs_hold_the_whole_text_whatever_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    hits = [
        reading.Hit(
            number,
            TextFinding(start, start + size, text[start : start + size], "wording", "answer", "示例。"),
        )
        for number, (start, size) in enumerate(sorted(spans), start=1)
    ]
    found = reading.paragraphs(text, hits)
    assert ["".join(piece.text for piece in paragraph) for paragraph in found] == plain(text)


def test_a_finding_is_marked_where_it_stands(office: Bureau) -> None:
    version = factory.drafted(office, body="示例第一段。\n绝密★10年")
    hits = reading.hits_of(version)
    pieces = [piece for line in reading.paragraphs(text_of(version), hits) for piece in line]
    assert [piece.text for piece in pieces if piece.hit and piece.hit.finding.category == "secrecy"] == [
        "绝密★10年"
    ]


def test_a_secret_or_an_identity_number_keeps_a_version_from_being_submitted(office: Bureau) -> None:
    version = factory.drafted(office, body="身份证号11010519491231002X。")
    with pytest.raises(ActionBlocked, match="须修改"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers())


def test_a_finding_that_needs_it_is_answered_and_the_answer_kept(office: Bureau) -> None:
    version = factory.drafted(office, body="本项工作全国第一。")
    with pytest.raises(ActionBlocked, match="逐条答复"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers())
    answers = {hit.key: "有通报为据" for hit in reading.hits_of(version) if hit.needs_answer}
    submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), answers=answers)
    kept = reading.kept_hits(SecrecyForm.objects.get().findings)
    assert {hit.answer for hit in kept if hit.needs_answer} == {"有通报为据"}
    assert [hit.finding for hit in kept] == [hit.finding for hit in reading.hits_of(version)]
