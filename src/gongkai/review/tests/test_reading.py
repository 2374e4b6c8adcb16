"""How a version reads: findings in place, answers kept, changes complete."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.papers import files, findings
from gongkai.papers.actions.draft import add_version
from gongkai.papers.reading import text_of
from gongkai.papers.words import words_of
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1,075件", "1,085件"),
        ("12.5%", "12.8%"),
        ("3万元", "13万元"),
        ("2023年5月8日", "2023年5月18日"),
        ("2024-01-09", "2024-01-10"),
        ("二〇二三年五月八日", "二〇二三年五月九日"),
        ("示工信发〔2023〕5号", "示工信发〔2023〕15号"),
        ("第5号", "第6号"),
    ],
)
def test_a_number_with_its_unit_a_day_and_a_document_number_are_compared_whole(old: str, new: str) -> None:
    (change,) = reading.changes(f"根据{old}，予以说明。", f"根据{new}，予以说明。")
    assert change.stretches == (
        ("kept", "根据"),
        ("removed", old),
        ("added", new),
        ("kept", "，予以说明。"),
    )


@given(st.text(max_size=60))
def test_the_words_of_a_text_make_it_up(text: str) -> None:
    assert "".join(words_of(text)) == text


@given(texts, st.lists(st.tuples(st.integers(0, 80), st.integers(0, 12)), max_size=5))
def test_paragraphs_hold_the_whole_text_whatever_is_marked(text: str, spans: list[tuple[int, int]]) -> None:
    hits = [
        findings.Hit(
            number,
            TextFinding(start, start + size, text[start : start + size], "wording", "answer", "示例。"),
        )
        for number, (start, size) in enumerate(sorted(spans), start=1)
    ]
    found = findings.paragraphs(text, hits)
    assert ["".join(piece.text for piece in paragraph) for paragraph in found] == plain(text)


def test_a_finding_is_marked_where_it_stands(office: Bureau) -> None:
    version = factory.drafted(office, body="示例第一段。\n绝密★10年")
    hits = findings.hits_of(version)
    pieces = [piece for line in findings.paragraphs(text_of(version), hits) for piece in line]
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
    answers = {hit.key: "有通报为据" for hit in findings.hits_of(version) if hit.needs_answer}
    submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), answers=answers)
    kept = findings.kept_hits(SecrecyForm.objects.get().findings)
    assert {hit.answer for hit in kept if hit.needs_answer} == {"有通报为据"}
    assert [hit.finding for hit in kept] == [hit.finding for hit in findings.hits_of(version)]


@pytest.mark.django_db
def test_the_comparison_tells_number_day_attribute_and_attachments(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    office = bureau()
    kept, dropped, old = (
        files.received(data, name=name)
        for data, name in ((b"1", "甲.pdf"), (b"2", "乙.pdf"), (b"3", "丙.pdf"))
    )
    first = factory.drafted(
        office,
        doc_number="示工信发〔2023〕5号",
        made_on=datetime.date(2023, 3, 1),
        attachments=(kept, dropped, old),
    )
    changed = factory.content(
        doc_number="示工信发〔2023〕6号",
        attribute="withheld",
        attribute_reason="示例·理由",
        attachments=(kept, files.received(b"4", name="丙.pdf"), files.received(b"5", name="丁.pdf")),
    )
    second = add_version(viewer=office.drafter.on(DAY), document=first.document, content=changed)
    assert [(change.label, change.old, change.new) for change in reading.field_changes(first, second)] == [
        ("发文字号", "示工信发〔2023〕5号", "示工信发〔2023〕6号"),
        ("成文日期", "2023-03-01", ""),
        ("公开属性", "主动公开", "不予公开，理由：示例·理由"),
        ("附件", "", "丁.pdf"),
        ("附件", "丙.pdf", "丙.pdf（内容已换）"),
        ("附件", "乙.pdf", ""),
    ]
    assert reading.field_changes(first, first) == []
