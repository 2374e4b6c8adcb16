"""Drafting without scripts: what is pasted becomes blocks, in one form, and pictures are attachments with words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.papers.actions.draft import revise_document
from gongkai.papers.files import read, received
from gongkai.papers.models import Version
from gongkai.papers.tests.drafts import DAY, content, drafted, picture
from gongkai.papers.tests.word_file import office_docx
from gongkai.precheck.files.stripping import OLD_OFFICE

ADDRESS = reverse("papers:draft") + "?kind=notice"


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def client(office: Bureau, tmp_path: Path, settings: LazySettings) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in(office.drafter)


def typed(**changes: object) -> dict[str, object]:
    return {"title": "示例·通知", "body": "示例。", "attribute": "proactive"} | changes


def test_a_pasted_table_is_kept_and_shown_as_one(client: Client) -> None:
    pasted = "\t2022年\t2023年\r\n申请\t3\t5\r\n\r\n  示例末段。 \r\n\r\n"
    answer = client.post(ADDRESS, typed(body=pasted), follow=True)
    assert Version.objects.get().body == "\t2022年\t2023年\n申请\t3\t5\n示例末段。"
    page = answer.content.decode()
    assert '<table class="document-table">' in page
    assert ">5</td>" in page


def test_spaces_and_blank_lines_make_no_new_version(office: Bureau) -> None:
    first = drafted(office, body="第一段。\n第二段。")
    said = content(body="  第一段。\r\n\r\n第二段。  ")
    assert revise_document(viewer=office.drafter.on(DAY), document=first.document, content=said) == first


def test_what_another_window_saved_meanwhile_is_not_overwritten_unseen(
    office: Bureau, client: Client
) -> None:
    document = drafted(office, body="第一段。\n第二段。").document
    page = reverse("papers:revise", args=[document.pk])
    opened = typed(based_on=client.get(page).context["form"]["based_on"].value())
    assert client.post(page, opened | {"body": "第一段，甲改。\n第二段。"}).status_code == 302
    answer = client.post(page, opened | {"body": "第一段。\n第二段，乙改。"})
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "已形成第 2 版，现在保存会覆盖其中的修改" in said
    assert "第二段，乙改。</textarea>" in said
    assert "甲改" in said[said.index("您写的与第 2 版相比") : said.index("<textarea")]
    assert document.versions.count() == 2
    seen = opened | {
        "body": "第一段，甲改。\n第二段，乙改。",
        "based_on": answer.context["form"]["based_on"].value(),
    }
    assert client.post(page, seen).status_code == 302
    assert document.versions.get(number=3).body == "第一段，甲改。\n第二段，乙改。"


def test_what_another_window_said_beside_the_text_is_told_and_its_files_stay(
    office: Bureau, client: Client
) -> None:
    file = received(b"%PDF-1", name="原有.pdf")
    document = drafted(office, attachments=(file,)).document
    page = reverse("papers:revise", args=[document.pk])
    form = client.get(page).context["form"]
    mine = typed(based_on="1", body="甲加。", kept=form["kept"].value())
    others = typed(based_on="1", attribute="withheld", attribute_reason="示例：涉及第三人")
    others["attachments"] = SimpleUploadedFile("新.pdf", b"%PDF-2")
    assert client.post(page, others).status_code == 302
    answer = client.post(page, mine)
    said = answer.content.decode()
    told = said[said.index("您写的与第 2 版相比") : said.index('id="draft"')]
    assert "<del>不予公开，理由：示例：涉及第三人</del> <ins>主动公开</ins>" in told
    seen = {name: answer.context["form"][name].value() for name in ("based_on", "kept")}
    assert client.post(page, mine | seen).status_code == 302
    assert [each.name for each in document.versions.get(number=3).files] == ["新.pdf"]


@pytest.mark.parametrize("data", [picture()[:50], b"not a picture"])
def test_a_broken_picture_is_refused_when_it_is_chosen(client: Client, data: bytes) -> None:
    file = SimpleUploadedFile("大厅.png", data)
    answer = client.post(ADDRESS, typed(body="![示例大厅](大厅.png)", attachments=file))
    assert answer.status_code == 422
    assert "“大厅.png”不是完好的图片" in answer.content.decode()


def test_two_who_save_at_one_moment_are_told_so(office: Bureau) -> None:
    document = drafted(office).document
    viewer = office.drafter.on(DAY)
    revise_document(viewer=viewer, document=document, content=content(body="甲改。"), based_on=1)
    with pytest.raises(ActionBlocked, match="已形成第 2 版"):
        revise_document(viewer=viewer, document=document, content=content(body="乙改。"), based_on=1)
    assert document.versions.count() == 2


def test_an_identity_number_in_a_cell_is_found_and_marked_there(client: Client) -> None:
    answer = client.post(ADDRESS, typed(body="姓名\t证件\n示例\t11010519491231002X"), follow=True)
    assert '<mark class="hit hit-block" id="place-1">11010519491231002X<' in answer.content.decode()


def test_a_picture_is_an_attachment_and_has_its_words(client: Client) -> None:
    file = SimpleUploadedFile("大厅.png", picture())
    answer = client.post(ADDRESS, typed(body="![](大厅.png)", attachments=file))
    assert answer.status_code == 422
    assert "图片“大厅.png”没有替代文字" in answer.content.decode()
    file = SimpleUploadedFile("大厅.png", picture())
    answer = client.post(ADDRESS, typed(body="![示例大厅](大厅.png)", attachments=file), follow=True)
    version = Version.objects.get()
    shown = reverse("papers:attachment", args=[version.pk, 1])
    assert f'<img src="{shown}" alt="示例大厅">' in answer.content.decode()
    assert version.listed_files == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "不在附件里"),
        (["大厅.pdf"], "不在附件里"),
        (["大厅.png", "大厅.png"], "有两个附件都叫"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_refused(client: Client, names: list[str], said: str) -> None:
    files = [SimpleUploadedFile(name, picture()) for name in names]
    answer = client.post(ADDRESS, typed(body="![示例大厅](大厅.png)", attachments=files))
    assert said in answer.content.decode()
    assert not Version.objects.exists()


def test_a_file_that_is_no_picture_stands_in_no_text(client: Client) -> None:
    files = [SimpleUploadedFile("大厅.pdf", b"%PDF-")]
    answer = client.post(ADDRESS, typed(body="![示例大厅](大厅.pdf)", attachments=files))
    assert "不是 PNG 或者 JPEG 图片" in answer.content.decode()


def test_what_an_attachment_hides_is_taken_out_before_it_is_kept_and_told(client: Client) -> None:
    file = SimpleUploadedFile("示例.docx", office_docx())
    page = client.post(ADDRESS, typed(attachments=file), follow=True).content.decode()
    (kept,) = Version.objects.get().files
    assert "2 处修订" in kept.removed
    assert "收下时已去掉：" in page
    with zipfile.ZipFile(io.BytesIO(read(kept))) as package:
        assert not [name for name in package.namelist() if "comments" in name]
        assert "示例·李四" not in package.read("word/document.xml").decode()


def test_a_pdf_that_needs_a_password_is_refused_with_what_to_do(client: Client) -> None:
    file = pikepdf.new()
    file.add_blank_page()
    out = io.BytesIO()
    file.save(out, encryption=pikepdf.Encryption(user="示例", owner="示例"))
    answer = client.post(ADDRESS, typed(attachments=SimpleUploadedFile("示例.pdf", out.getvalue())))
    assert answer.status_code == 422
    assert "附件“示例.pdf”：PDF 设有打开密码，请取消密码后重新保存。" in answer.content.decode()


def test_what_is_left_in_an_attachment_is_said_beside_it(client: Client) -> None:
    file = SimpleUploadedFile("示例.doc", OLD_OFFICE)
    page = client.post(ADDRESS, typed(attachments=file), follow=True).content.decode()
    (kept,) = Version.objects.get().files
    assert kept.removed == ()
    assert "没有改动：旧版 Office、WPS 格式不改动，请另存为 DOCX、XLSX" in page
