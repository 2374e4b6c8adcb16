"""A document as a file: its headings, tables, links and pictures in PDF and in DOCX."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pdfplumber
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.papers import files
from gongkai.papers.models import Version
from gongkai.papers.printing import document_docx, document_pdf
from gongkai.papers.tests.drafts import drafted, picture

BODY = (
    "各县（区）：\n一、示例总则\n（一）示例目标\n见[示例办法](https://www.example.gov.cn/a)。\n1.其一\n示例。\n"
    "指标\t本年\t⇠\n⇡\t件\t元\n申请\t3\t1200\n![示例大厅的入口](大厅.png)\n示例末段。"
)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def version(office: Bureau, tmp_path: Path, settings: LazySettings) -> Version:
    settings.MEDIA_ROOT = tmp_path
    attached = files.received(picture(size=(3000, 2000)), name="大厅.png")
    return drafted(office, body=BODY, attachments=(attached, files.received(b"%PDF-", name="附表.pdf")))


def test_the_pdf_shows_all_of_it(version: Version) -> None:
    with pdfplumber.open(
        io.BytesIO(document_pdf(version, doc_number="示例〔2023〕1号", state="草稿"))
    ) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
        tables = [table for page in pdf.pages for table in page.extract_tables()]
        pictures = [image for page in pdf.pages for image in page.images]
    for said in ("第 1 版", "草稿", "示例〔2023〕1号", "一、示例总则", "1.其一", "附件：1. 附表.pdf"):
        assert said.replace(" ", "") in text.replace(" ", "")
    assert "示例办法（https://www.example.gov.cn/a）" in text
    assert tables[0][2] == ["申请", "3", "1200"]
    assert len(pictures) == 1
    assert max(pictures[0]["srcsize"]) == 1600


def test_the_docx_can_be_written_on(version: Version) -> None:
    made = docx.Document(io.BytesIO(document_docx(version, doc_number="", state="草稿")))
    styles = {paragraph.text: paragraph.style.name for paragraph in made.paragraphs if paragraph.style}
    assert styles["示例·通知"] == "Title"
    assert styles["一、示例总则"] == "Heading 1"
    assert styles["（一）示例目标"] == "Heading 2"
    (link,) = [link for paragraph in made.paragraphs for link in paragraph.hyperlinks]
    assert (link.text, link.address) == ("示例办法", "https://www.example.gov.cn/a")
    assert [cell.text for cell in made.tables[0].rows[1].cells] == ["指标", "件", "元"]
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == ["示例大厅的入口"]


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_desk_gives_it_out(version: Version, office: Bureau, suffix: str) -> None:
    answer = signed_in(office.drafter).get(reverse("papers:printed", args=[version.pk, suffix]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF" if suffix == "pdf" else b"PK")


def test_what_no_font_has_is_told(office: Bureau) -> None:
    version = drafted(office, body="示例😀")
    answer = signed_in(office.drafter).get(reverse("papers:printed", args=[version.pk, "pdf"]))
    assert answer.status_code == 409
    assert "无法打印的字符：😀" in answer.content.decode()


def test_other_kinds_of_file_and_other_organs_get_none(version: Version, office: Bureau) -> None:
    assert (
        signed_in(office.drafter).get(reverse("papers:printed", args=[version.pk, "html"])).status_code == 404
    )
    stranger = signed_in(bureau("YL").drafter)
    assert stranger.get(reverse("papers:printed", args=[version.pk, "pdf"])).status_code == 404
    assert Client().get(reverse("papers:printed", args=[version.pk, "pdf"])).status_code == 302
