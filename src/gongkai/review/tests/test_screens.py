"""The screens: a text goes its whole way, and each role sees what is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.norms.today import today
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.review import queries
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.models import SecrecyForm
from gongkai.review.tests import factory
from gongkai.review.tests.screens import DRAFT, DRAFTING, FORM, address, post


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.mark.usefixtures("scanner")
def test_a_text_goes_its_whole_way(office: Bureau, tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("示例.pdf", b"%PDF-1.7")
    answer = signed_in(office.drafter).post(DRAFTING, DRAFT | {"attachments": [file]})
    version = Version.objects.get()
    assert answer["Location"] == reverse("papers:document", args=[version.document_id])
    assert [attachment.name for attachment in version.files] == ["示例.pdf"]
    assert post(office.drafter, "submit", version, **FORM) == 302
    assert (
        post(office.section_head, "decide", version, verdict="agree", opinion="同意", proofread="示例") == 302
    )
    assert (
        post(office.deputy_head, "decide", version, verdict="agree", opinion="同意", proofread="示例") == 302
    )
    assert post(office.disclosure_officer, "release", version) == 302
    assert queries.live_release(version.document) is not None
    assert post(office.disclosure_officer, "withdraw", version, reason="示例：内容有误") == 302
    assert queries.live_release(version.document) is None
    path = (
        signed_in(office.drafter)
        .get(address("version", version))
        .content.decode()
        .partition('class="path"')[2]
    )
    last = path.partition("</ol>")[0].rpartition("<li")[2]
    assert 'class="is-returned"' in last
    assert "“示例：内容有误”" in last


def test_an_attachment_is_saved_and_never_shown_in_the_page(
    office: Bureau, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("示例.txt", b"1")
    signed_in(office.drafter).post(DRAFTING, DRAFT | {"attachments": [file]})
    version = Version.objects.get()
    answer = signed_in(office.auditor).get(reverse("papers:attachment", args=[version.pk, 1]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"1"  # type: ignore[attr-defined]


def test_a_form_that_is_given_back_asks_for_its_files_again(
    office: Bureau, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("示例.txt", b"1")
    sent = DRAFT | {"title": "", "attachments": [file]}
    page = signed_in(office.drafter).post(DRAFTING, sent).content.decode()
    assert "表单退回后不保留文件，请重新选择附件。" in page
    assert not Version.objects.exists()


def test_saving_an_unchanged_draft_ends_no_review(office: Bureau) -> None:
    client = signed_in(office.drafter)
    client.post(DRAFTING, DRAFT)
    version = Version.objects.get()
    assert post(office.drafter, "submit", version, **FORM) == 302
    assert (
        post(office.section_head, "decide", version, verdict="agree", opinion="同意", proofread="示例") == 302
    )
    saved = client.post(reverse("papers:revise", args=[version.document_id]), DRAFT, follow=True)
    assert "内容没有变化" in saved.content.decode()
    assert Version.objects.count() == 1
    assert (
        post(office.deputy_head, "decide", version, verdict="agree", opinion="同意", proofread="示例") == 302
    )
    assert post(office.disclosure_officer, "release", version) == 302


def test_a_revision_keeps_the_attachments_that_are_kept(
    office: Bureau, tmp_path: Path, settings: LazySettings
) -> None:
    settings.MEDIA_ROOT = tmp_path
    chosen = [SimpleUploadedFile(f"示例{n}.txt", str(n).encode()) for n in (1, 2)]
    client = signed_in(office.drafter)
    client.post(DRAFTING, DRAFT | {"attachments": chosen})
    first = Version.objects.get()
    address = reverse("papers:revise", args=[first.document_id])
    _, second = client.get(address).context["form"]["kept"].value()
    assert client.post(address, DRAFT | {"body": "改", "kept": [second]}).status_code == 302
    newest = first.document.newest
    assert newest is not None
    assert [attachment.name for attachment in newest.files] == ["示例2.txt"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "没有填写标题"),
        ({"attribute": "withheld"}, "应当写明理由"),
        ({"body": ""}, "正文和附件不能都为空"),
    ],
)
def test_the_draft_form_says_what_is_wrong(changes: dict[str, str], says: str, office: Bureau) -> None:
    answer = signed_in(office.drafter).post(DRAFTING, DRAFT | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Version.objects.exists()


def test_a_file_that_cannot_be_published_is_named(office: Bureau) -> None:
    file = SimpleUploadedFile("示例.exe", b"MZ")
    answer = signed_in(office.drafter).post(DRAFTING, DRAFT | {"attachments": [file]})
    assert "示例.exe" in answer.content.decode()
    assert not Version.objects.exists()


def test_the_review_page_shows_text_findings_form_changes_and_the_decision(office: Bureau) -> None:
    first = factory.submitted(office)
    decide(viewer=office.section_head.on(factory.DAY), version=first, agree=False, opinion="请改数字")
    client = signed_in(office.drafter)
    address_of_revision = reverse("papers:revise", args=[first.document_id])
    client.post(address_of_revision, DRAFT | {"title": "示例·通知", "body": "示例正文第一段改。"})
    second = first.document.newest
    assert second is not None
    submit(viewer=office.drafter.on(today()), version=second, form=factory.answers(), proofread="示例")
    page = signed_in(office.section_head).get(address("version", second)).content.decode()
    for part in ("自动检查结果", "经审查，不涉及国家秘密。", "与第 1 版相比", "<ins>", "同意", "退回"):
        assert part in page


def test_a_return_without_reason_keeps_what_was_written(office: Bureau) -> None:
    version = factory.submitted(office)
    answer = signed_in(office.section_head).post(
        address("decide", version), {"verdict": "return", "proofread": "第二段有错字"}
    )
    assert answer.status_code == 422
    assert "第二段有错字" in answer.content.decode()
    assert "理由" in answer.content.decode()


def test_each_screen_says_in_its_list_what_waits(office: Bureau) -> None:
    version = factory.submitted(office)
    assert version.title in signed_in(office.section_head).get(reverse("review:queue")).content.decode()
    assert "没有等您审查" in signed_in(office.deputy_head).get(reverse("review:queue")).content.decode()


def test_a_form_without_the_pledge_says_so_at_the_pledge(office: Bureau) -> None:
    version = factory.drafted(office)
    form = {name: value for name, value in FORM.items() if name != "pledged"}
    answer = signed_in(office.drafter).post(address("submit", version), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有勾选拟稿人承诺" in page
    assert "必填项" not in page
    assert not SecrecyForm.objects.exists()


def test_what_was_returned_offers_the_change_and_keeps_the_form(office: Bureau) -> None:
    version = factory.drafted(office, body="示例正文。联系人XXX。")
    answered = {hit.field: "示例·以代号公布" for hit in hits_of(version) if hit.needs_answer}
    assert answered
    kept = {"channel": "示例·通知公告栏", "level_statement": "示例·不涉密"}
    assert post(office.drafter, "submit", version, **FORM | kept | answered) == 302
    assert post(office.section_head, "decide", version, verdict="return", opinion="示例·补写依据") == 302
    page = signed_in(office.drafter).get(address("version", version)).content.decode()
    revise = reverse("papers:revise", args=[version.document_id])
    assert f'<a class="act" href="{revise}">修改</a>' in page
    assert "示例·补写依据" in page
    assert main_acts(
        signed_in(office.drafter).get(reverse("papers:document", args=[version.document_id]))
    ) == ["修改形成新版"]
    assert revise not in signed_in(office.section_head).get(address("version", version)).content.decode()
    body = "示例正文，依据示例文件。联系人XXX。"
    signed_in(office.drafter).post(revise, DRAFT | {"title": version.title, "body": body})
    newest = Version.objects.get(document=version.document, number=2)
    form = signed_in(office.drafter).get(address("submit", newest)).content.decode()
    for said in (*kept.values(), *answered.values()):
        assert said in form
    assert "checked" in form[form.index("id_conclusion") :]
    pledge = re.search(r'<input[^>]*name="pledged"[^>]*>', form)
    assert pledge
    assert "checked" not in pledge[0]


def main_acts(answer: Any) -> list[str]:
    """Return the labels of the main acts of a page."""
    return re.findall(r'<(?:a|button)[^>]*class="act"[^>]*>([^<]+)</', answer.content.decode())


@pytest.mark.parametrize(
    ("done", "viewer", "main"),
    [
        (factory.drafted, "drafter", ["填表送审"]),
        (factory.submitted, "section_head", ["审核文稿"]),
        (factory.submitted, "drafter", []),
        (factory.examined, "deputy_head", ["审批文稿"]),
        (lambda office: factory.approved(office).version, "disclosure_officer", ["公开发布"]),
    ],
)
def test_a_document_has_the_act_that_is_next_and_no_other_main_one(
    office: Bureau, done: Callable[[Bureau], Version], viewer: str, main: list[str]
) -> None:
    version = done(office)
    page = signed_in(getattr(office, viewer)).get(reverse("papers:document", args=[version.document_id]))
    assert main_acts(page) == main


def test_a_first_form_begins_with_what_is_usual(office: Bureau) -> None:
    version = factory.drafted(office)
    form = signed_in(office.drafter).get(address("submit", version)).content.decode()
    for value in ("own", "none", "other"):
        assert f'<option value="{value}" selected>' in form


@pytest.mark.parametrize(
    ("body", "marked"), [("一、示例条件\n示例。", False), ("一、示例条件\n示例XXX。", True)]
)
def test_a_text_is_seen_as_the_public_will_with_its_findings_marked(
    body: str, marked: bool, office: Bureau
) -> None:
    version = factory.drafted(office, body=body)
    for name in ("version", "submit"):
        page = signed_in(office.drafter).get(address(name, version)).content.decode()
        assert 'class="document-heading">一、示例条件<' in page
        assert ('class="hit ' in page) is marked
