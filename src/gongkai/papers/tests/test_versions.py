"""Versions: one hash over everything, never altered, an edit is another version."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import strategies as st

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.chain import canonical
from gongkai.ledger.errors import AppendOnly, translated
from gongkai.ledger.verify import problems
from gongkai.papers import files, queries
from gongkai.papers.actions.draft import add_version, draft_document, revise_document
from gongkai.papers.content import Attachment, Content
from gongkai.papers.models import Document, Version

DAY = datetime.date(2023, 5, 8)
PLAIN = Content(title="示例·通知", body="示例正文")


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def home(tmp_path: Path, settings: LazySettings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def draft(office: Bureau, content: Content = PLAIN) -> Version:
    return draft_document(viewer=office.drafter.on(DAY), kind="notice", content=content)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
attachments = st.lists(
    st.builds(
        Attachment,
        name=texts,
        media_type=st.sampled_from(sorted(files.MEDIA_TYPES.values())),
        size=st.integers(1, 10**9),
        digest=st.text("0123456789abcdef", min_size=64, max_size=64),
    ),
    max_size=3,
).map(tuple)
contents = st.builds(
    Content,
    title=texts,
    body=texts,
    body_type=st.sampled_from(["text/plain", "application/json"]),
    doc_number=texts,
    made_on=st.none() | st.dates(),
    attribute=st.sampled_from(["proactive", "on_request", "withheld"]),
    attribute_reason=texts,
    attachments=attachments,
)


@given(contents, contents)
def test_equal_hashes_mean_equal_contents(one: Content, other: Content) -> None:
    assert (one.hash("SL") == other.hash("SL")) == (one == other)


@given(contents, st.data())
def test_any_change_changes_the_hash(content: Content, data: st.DataObject) -> None:
    other = data.draw(contents)
    for name in vars(content):
        changed = replace(content, **{name: getattr(other, name)})
        assert (changed.hash("SL") == content.hash("SL")) == (changed == content)


@given(contents)
def test_the_same_text_of_another_organ_has_another_hash(content: Content) -> None:
    assert content.hash("SL") != content.hash("SL2")


@given(contents)
def test_a_row_gives_back_what_was_hashed(content: Content) -> None:
    row = Version(
        organ_id="SL",
        title=content.title,
        body=content.body,
        body_type=content.body_type,
        doc_number=content.doc_number,
        made_on=content.made_on,
        attribute=content.attribute,
        attribute_reason=content.attribute_reason,
        attachments=[a.to_json() for a in content.attachments],
        hash=content.hash("SL"),
    )
    assert row.content == content
    assert row.is_intact


def test_a_draft_is_the_first_version_and_stands_in_the_ledger(office: Bureau) -> None:
    version = draft(office)
    assert (version.number, version.drafted_by) == (1, office.drafter.officer)
    assert Version.objects.get().is_intact
    assert [line.label for line in history_of(version.document)] == ["拟稿"]
    assert list(problems()) == []


def test_an_edit_is_another_version(office: Bureau) -> None:
    first = draft(office)
    content = replace(PLAIN, body="示例正文改")
    second = add_version(viewer=office.section_head.on(DAY), document=first.document, content=content)
    assert (second.number, second.is_newest, first.is_newest) == (2, True, False)
    assert first.document.newest == second
    assert first.hash != second.hash


def test_a_structured_body_is_kept_as_it_was(office: Bureau) -> None:
    value = {"year": 2023, "sections": [{"title": "示例"}]}
    content = replace(PLAIN, body=canonical(value).decode(), body_type="application/json")
    assert draft(office, content).content_json == value


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "标题"),
        ({"body": ""}, "正文"),
        ({"attribute": "on_request"}, "理由"),
        ({"attribute": "withheld"}, "理由"),
        ({"attribute": "secret"}, "公开属性"),
        ({"doc_number": "示工信发[2023]05号"}, "六角括号"),
    ],
)
def test_what_a_content_lacks_is_said(changes: dict[str, Any], says: str, office: Bureau) -> None:
    with pytest.raises(ActionBlocked) as blocked:
        draft(office, replace(PLAIN, **changes))
    assert says in blocked.value.sentences[0]
    assert not Document.objects.exists()


def test_who_may_not_draft_is_told(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="拟稿"):
        draft_document(viewer=office.auditor.on(DAY), kind="notice", content=PLAIN)


def test_another_organ_sees_and_revises_nothing(office: Bureau) -> None:
    version = draft(office)
    other = bureau("SL2").drafter
    assert not queries.versions(other).exists()
    with pytest.raises(Document.DoesNotExist):
        add_version(viewer=other.on(DAY), document=version.document, content=PLAIN)


def test_a_version_is_never_altered(office: Bureau) -> None:
    version = draft(office)
    version.body = "改"
    with pytest.raises(AppendOnly), translated():
        version.save()


def test_a_file_is_kept_once_by_its_digest(home: Path) -> None:
    one = files.received("示例".encode(), name="C:\\公文\\示例.docx")
    two = files.received("示例".encode(), name="副本.docx")
    assert not list(home.rglob("*")), "nothing is kept of what was only chosen"
    for each in (one, two):
        files.store(each)
    assert (one.name, one.digest) == ("示例.docx", two.digest)
    assert files.read(one) == "示例".encode()
    assert sum(path.is_file() for path in home.rglob("*")) == 1


def test_a_file_that_changed_or_went_is_found(home: Path) -> None:
    attachment = files.received(b"1", name="示例.pdf")
    files.store(attachment)
    files.path_of(attachment).write_bytes(b"2")
    with pytest.raises(files.FileDamaged, match="不一致"):
        files.read(attachment)
    files.path_of(attachment).unlink()
    with pytest.raises(files.FileDamaged, match="不在"):
        files.read(attachment)
    files.path_of(attachment).write_bytes(b"2")
    files.store(attachment)
    assert files.read(attachment) == b"1", "who brings the file again puts it right"


@pytest.mark.parametrize(("data", "name"), [(b"x", "示例.exe"), (b"", "示例.pdf"), (b"x", "示例")])
def test_a_file_that_cannot_be_published_is_refused(data: bytes, name: str, home: Path) -> None:
    with pytest.raises(files.FileRefused):
        files.received(data, name=name)


def test_saving_what_was_not_changed_stores_nothing(office: Bureau) -> None:
    first = draft(office)
    viewer = office.drafter.on(DAY)
    assert revise_document(viewer=viewer, document=first.document, content=PLAIN) == first
    assert Version.objects.count() == 1
    second = revise_document(
        viewer=viewer, document=first.document, content=replace(PLAIN, body="另一段示例")
    )
    assert (second.number, Version.objects.count()) == (2, 2)
