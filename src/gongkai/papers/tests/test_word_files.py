"""Drafting in a word processor: what is taken from a DOCX, what is left out and told, and the way there and back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.papers import files, printing
from gongkai.papers.models import Version
from gongkai.papers.tests.drafts import drafted, picture
from gongkai.papers.tests.word_file import IDENTITY, office_docx
from gongkai.papers.word_files import word_text
from gongkai.papers.word_numbering import Numbering, in_chinese
from gongkai.precheck import UncheckableFile

BODY = (
    "各县（区）：\n一、示例总则\n（一）示例目标\n本项工作由示例局负责。\n办法见[示例办法](https://www.example.gov.cn/a)\n"
    f"姓名\t联系\t⇠\n⇡\t证件\t电话\n示例\t{IDENTITY}\t无\n![示例大厅的入口](图1.png)"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def client(office: Bureau, tmp_path: Path, settings: LazySettings) -> Client:
    settings.MEDIA_ROOT = tmp_path
    return signed_in(office.drafter)


def saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


# ---- What is taken, what is left out -------------------------------------------------------------------------------


def test_title_headings_table_link_and_picture_are_taken() -> None:
    found = word_text(office_docx())
    assert found.title == "示例·关于公开工作的通知"
    assert found.body == BODY
    assert [(each.name, each.data) for each in found.pictures] == [("图1.png", picture())]


def test_what_is_left_out_is_told() -> None:
    told = {each.sentence: each.said for each in word_text(office_docx()).left_out}
    changes = next(said for sentence, said in told.items() if "修订" in sentence)
    assert set(changes) == {"示例·李四删去：暂不", "示例·李四加入：负责"}
    assert ("示例暗语",) in told.values()
    assert ("示例·王五：这里请领导再看",) in told.values()
    assert ("内部资料",) in told.values()
    assert any("作者：示例·张三" in said for said in told.values())
    assert "示例暗语" not in word_text(office_docx()).body


@pytest.mark.parametrize("alt", ["", "图片 1", "C:\\用户\\大厅.png", "hall.png"])
def test_a_picture_without_words_is_told(alt: str) -> None:
    found = word_text(office_docx(alt=alt))
    assert "![](图1.png)" in found.body
    assert any("没有替代文字" in each.sentence for each in found.left_out)


def test_a_heading_without_a_number_is_told_and_stays_a_paragraph() -> None:
    made = docx.Document()
    made.add_heading("工作目标", 1)
    made.add_paragraph("示例。")
    found = word_text(saved(made))
    assert found.body == "工作目标\n示例。"
    assert ("工作目标",) in [each.said for each in found.left_out]


def test_numbers_that_the_program_counts_are_written_out() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, kind, text in (
            (0, "chineseCounting", "%1、"),
            (1, "chineseCountingThousand", "（%2）"),
            (2, "decimal", "%3."),
            (3, "decimalEnclosedCircle", "%4"),
        )
    )
    counted = Numbering.of(
        etree.fromstring(
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
            "</w:lvlOverride></w:num></w:numbering>"
        )
    )
    said = [counted.next("1", at) for at in (0, 1, 1, 2, 3, 0, 1)]
    assert said == ["一、", "（一）", "（二）", "1.", "①", "二、", "（一）"]
    assert counted.next("2", 0) == "五、"
    assert counted.next("2", 0) == "六、"
    assert counted.next("9", 0) == ""


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100")]
)
def test_counting_in_chinese(number: int, said: str) -> None:
    assert in_chinese(number) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "打开密码"),
        (b"%PDF-1.7", "不是 Word 文件"),
        (office_docx()[:2000], "损坏"),
        (with_part(office_docx(), "word/vbaProject.bin", b"x"), "宏"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(UncheckableFile, match=said):
        word_text(data)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * (65 * 1024 * 1024))
    with pytest.raises(UncheckableFile, match="解压后超过"):
        word_text(out.getvalue())


def test_a_cell_that_claims_a_thousand_million_columns_gets_few() -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(1, 0).text = "甲"
    table.cell(0, 0)._tc.get_or_add_tcPr().grid_span = 10**9
    assert len(word_text(saved(made)).body) < 1000


# ---- There and back ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_given_out_reads_the_same(office: Bureau, tmp_path: Path, settings: LazySettings) -> None:
    settings.MEDIA_ROOT = tmp_path
    body = f"{BODY}\n1.其一\n示例。\n⇠\t\\⇡\n甲↵乙\t[办法](https://a.cn)\n\n丙\t丁\n1\t2"
    attached = files.received(picture(), name="大厅.png")
    version = drafted(office, body=body.replace("图1.png", "大厅.png"), attachments=(attached,))
    data = printing.document_docx(version, doc_number="示例〔2023〕1号", state="草稿")
    found = word_text(data, known=printing.pictures_by_bytes(version))
    assert (found.title, found.body) == (version.title, version.body)
    assert not any("修订" in each.sentence or "图片" in each.sentence for each in found.left_out)


def test_a_draft_begins_with_a_docx(client: Client) -> None:
    address = reverse("papers:draft") + "?kind=notice"
    answer = client.post(
        address, {"read": "1", "file": SimpleUploadedFile("稿.docx", office_docx())}, follow=True
    )
    page = answer.content.decode()
    assert not Version.objects.exists()
    assert "示例·李四删去：暂不" in page
    assert "此处是公民身份号码" in page
    form = answer.context["form"]
    typed = {name: form[name].value() for name in ("title", "body", "attribute", "word")}
    answer = client.post(address, typed, follow=True)
    version = Version.objects.get()
    assert (version.title, version.body) == ("示例·关于公开工作的通知", BODY)
    assert files.read(version.files[0]) == picture()
    assert '<img src="' in answer.content.decode()


def test_a_document_changed_in_a_word_processor_is_compared_before_it_is_stored(
    client: Client, office: Bureau
) -> None:
    first = drafted(
        office,
        title="示例·关于公开工作的通知",
        body=BODY.replace("本项工作由示例局负责。", "本项工作由示例科负责。"),
        attachments=(files.received(picture(), name="图1.png"), files.received(b"%PDF-", name="附表.pdf")),
    )
    address = reverse("papers:revise", args=[first.document_id])
    upload = {"read": "1", "file": SimpleUploadedFile("稿.docx", office_docx())}
    answer = client.post(address, upload, follow=True)
    page = answer.content.decode()
    assert "<del>科</del><ins>局</ins>" in page
    assert Version.objects.count() == 1
    form = answer.context["form"]
    typed = {name: form[name].value() for name in ("title", "body", "attribute", "word", "kept")}
    client.post(address, typed)
    second = Version.objects.get(number=2)
    assert second.body == BODY
    assert second.files == first.files


def test_a_file_that_is_no_docx_is_refused_on_the_page(client: Client) -> None:
    address = reverse("papers:draft") + "?kind=notice"
    answer = client.post(address, {"read": "1", "file": SimpleUploadedFile("稿.docx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "这不是 Word 文件" in answer.content.decode()


def test_what_was_typed_is_not_given_up_for_a_file(client: Client, office: Bureau) -> None:
    upload = {"read": "1", "file": SimpleUploadedFile("稿.docx", office_docx())}
    typed = {
        "title": "示例·通知",
        "body": "示例·打了很久的字。",
        "attribute": "on_request",
        "attribute_reason": "示例",
    }
    answer = client.post(reverse("papers:draft") + "?kind=notice", upload | typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还没有保存的文字" in page
    assert "示例·打了很久的字。</textarea>" in page
    assert answer.context["form"]["attribute"].value() == "on_request"
    document = drafted(office).document
    revise = reverse("papers:revise", args=[document.pk])
    opened = client.get(revise).context["form"]
    unchanged = {name: opened[name].value() for name in ("title", "body", "attribute", "based_on")}
    upload["file"] = SimpleUploadedFile("稿.docx", office_docx())
    assert client.post(revise, upload | unchanged).status_code == 302
    upload["file"] = SimpleUploadedFile("稿.docx", office_docx())
    assert client.post(revise, upload | unchanged | {"body": "示例·改过。"}).status_code == 422


def test_a_file_that_waited_too_long_is_told(client: Client) -> None:
    page = client.get(reverse("papers:draft") + "?kind=notice&word=" + "0" * 32).content.decode()
    assert "只保留一天" in page
    assert client.get(reverse("papers:draft") + "?kind=notice&word=../../x").status_code == 200
