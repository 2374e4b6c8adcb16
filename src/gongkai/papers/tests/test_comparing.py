"""What is shown of a change: every changed word, a row of a table cell by cell, and what is said beside the text."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.papers import files
from gongkai.papers.actions.draft import add_version
from gongkai.papers.comparing import changes, field_changes, text_changes
from gongkai.papers.tests.drafts import DAY, content, drafted
from gongkai.papers.words import words_of


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


lines = st.text(st.sampled_from("甲乙丙丁，。 "), max_size=8)
texts = st.lists(lines, max_size=8).map("\n".join)


def plain(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@given(texts, texts)
def test_changes_tell_both_texts(old: str, new: str) -> None:
    found = changes(old, new)
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
    (change,) = changes(f"根据{old}，予以说明。", f"根据{new}，予以说明。")
    assert change.stretches == (
        ("kept", "根据"),
        ("removed", old),
        ("added", new),
        ("kept", "，予以说明。"),
    )


@given(st.text(max_size=60))
def test_the_words_of_a_text_make_it_up(text: str) -> None:
    assert "".join(words_of(text)) == text


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
    first = drafted(
        office,
        doc_number="示工信发〔2023〕5号",
        made_on=datetime.date(2023, 3, 1),
        attachments=(kept, dropped, old),
    )
    changed = content(
        doc_number="示工信发〔2023〕6号",
        attribute="withheld",
        attribute_reason="示例·理由",
        attachments=(kept, files.received(b"4", name="丙.pdf"), files.received(b"5", name="丁.pdf")),
    )
    second = add_version(viewer=office.drafter.on(DAY), document=first.document, content=changed)
    assert [(change.label, change.old, change.new) for change in field_changes(first, second)] == [
        ("发文字号", "示工信发〔2023〕5号", "示工信发〔2023〕6号"),
        ("成文日期", "2023-03-01", ""),
        ("公开属性", "主动公开", "不予公开，理由：示例·理由"),
        ("附件", "", "丁.pdf"),
        ("附件", "丙.pdf", "丙.pdf（内容已换）"),
        ("附件", "乙.pdf", ""),
    ]
    assert field_changes(first, first) == []


def test_a_changed_cell_and_a_changed_address_are_seen(office: Bureau) -> None:
    first = drafted(office, body="项目\t金额\n示例甲\t100\n\n见[办法](https://a.example.gov.cn)。")
    said = content(body="项目\t金额\n示例甲\t200\n\n见[办法](https://b.example.gov.cn)。")
    second = add_version(viewer=office.drafter.on(DAY), document=first.document, content=said)
    altered = [change.stretches for change in text_changes(first, second) if change.kind == "altered"]
    assert altered[0] == (("kept", "示例甲 ｜ "), ("removed", "100"), ("added", "200"))  # noqa: RUF001
    assert ("removed", "a") in altered[1]
    assert ("added", "b") in altered[1]
