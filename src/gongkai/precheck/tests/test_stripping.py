"""What a file hides is taken out before it is kept, told in words, and what is printed stays."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from PIL import ExifTags, Image, PngImagePlugin

from gongkai.precheck import check_file, stripped_file
from gongkai.precheck.files import stripping

NS = nsdecls("w")


def saved(made: object, **options: object) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)  # type: ignore[attr-defined]
    return out.getvalue()


def word() -> bytes:
    made = docx.Document()
    made.core_properties.author = "示例·张三"
    paragraph = made.add_paragraph("示例局")
    for xml in (
        f'<w:del {NS} w:id="1" w:author="示例·李四"><w:r><w:delText>不</w:delText></w:r></w:del>',
        f'<w:ins {NS} w:id="2" w:author="示例·李四"><w:r><w:t>负责</w:t></w:r></w:ins>',
        f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>示例暗语</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    made.add_comment(paragraph.runs[0], text="示例批注", author="示例·王五")
    return saved(made)


def test_a_docx_reads_as_with_every_change_accepted_and_hides_nothing() -> None:
    found = stripped_file(word())
    assert set(found.removed) == {"作者", "2 处修订", "1 处隐藏文字", "1 条批注", "备注"}
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(found.data)).paragraphs] == [
        "示例局负责"
    ]
    with zipfile.ZipFile(io.BytesIO(found.data)) as package:
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "ignore")
    for gone in ("张三", "李四", "王五", "示例暗语", "示例批注", "comments"):
        assert gone not in everything
    assert not [finding for finding in check_file(found.data).findings if finding.category == "metadata"]


def test_a_workbook_keeps_its_cells_and_loses_comments_and_author() -> None:
    made = openpyxl.Workbook()
    made.properties.creator = "示例·张三"
    made.active["A1"] = "示例"
    made.active["A1"].comment = Comment("示例批注", "示例·李四")
    found = stripped_file(saved(made))
    assert {"作者", "1 条批注"} <= set(found.removed)
    sheet = openpyxl.load_workbook(io.BytesIO(found.data)).active
    assert sheet["A1"].value == "示例"
    assert sheet["A1"].comment is None


def test_a_photograph_loses_where_it_was_taken_and_stays_upright() -> None:
    picture = Image.new("RGB", (40, 20), (200, 0, 0))
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "Zhang"
    plain = stripped_file(saved(picture, format="JPEG", exif=exif))
    assert plain.removed == ("拍摄信息",)
    assert not Image.open(io.BytesIO(plain.data)).getexif()
    exif[ExifTags.Base.Orientation] = 6
    turned = stripped_file(saved(picture, format="JPEG", exif=exif))
    assert Image.open(io.BytesIO(turned.data)).size == (20, 40)
    assert not Image.open(io.BytesIO(turned.data)).getexif().get(ExifTags.Base.Artist)


def test_a_drawing_loses_what_was_written_into_it() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Zhang")
    data = saved(Image.new("RGB", (4, 4), (1, 2, 3)), format="PNG", pnginfo=said)
    found = stripped_file(data + b"hidden")
    assert found.removed == ("文字说明", "图片之后附带的数据")
    assert b"hidden" not in found.data
    assert b"Zhang" not in found.data
    assert Image.open(io.BytesIO(found.data)).getpixel((0, 0)) == (1, 2, 3)


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"\x89PNG\r\n\x1a\n\0", b"\xff\xd8\xff\xe0", b"%PDF-1.7", word()[:900]]
)
def test_what_cannot_be_opened_comes_back_as_it_was(data: bytes) -> None:
    assert stripped_file(data).data == data
    assert stripped_file(data).removed == ()


def rewritten(data: bytes, **parts: bytes) -> bytes:
    """Return an office file with these parts (`__` for each slash) in the place of its own, or beside them."""
    given = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, given.pop(name, before.read(name)))
        for name, part in given.items():
            after.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("name", ["word__comments_xml", "docProps__core_xml", "word__document_xml"])
def test_a_part_that_cannot_be_read_is_told(name: str) -> None:
    data = rewritten(word(), **{name: b"<broken"})
    assert stripped_file(data) == type(stripped_file(data))(data, left=(stripping.BROKEN,))


def test_a_strict_document_is_told_to_be_as_it_was() -> None:
    with zipfile.ZipFile(io.BytesIO(word())) as package:
        body = package.read("word/document.xml")
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = rewritten(
        word(), word__document_xml=body.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    )
    assert stripped_file(strict) == type(stripped_file(strict))(strict, left=(stripping.STRICT,))


def test_an_archive_is_opened_as_often_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each opening reads the list of all parts: once for each part would take minutes of a file that is small."""
    opened: list[int] = []
    archive = stripping.OfficeArchive
    monkeypatch.setattr(stripping, "OfficeArchive", lambda data: opened.append(1) or archive(data))
    many = rewritten(word(), **{f"word__media__{number}_xml": b"<x/>" for number in range(500)})
    assert "作者" in stripped_file(many).removed
    assert len(opened) < 5


def test_what_hides_nothing_is_not_touched() -> None:
    once = stripped_file(word())
    again = stripped_file(once.data)
    assert (again.data, again.removed) == (once.data, ())
