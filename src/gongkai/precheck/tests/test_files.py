"""Files as people make them: what is printed is checked, what is hidden is told and searched for persons."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo
from tests.layouts.markup import strict

from gongkai.precheck import TextFinding, UncheckableFile, check_file

PERSON = "11010519491231002X"


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """An office file with one part changed, or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        names = {*old.namelist(), part}
        for name in sorted(names):
            content = old.read(name) if name in old.namelist() else b""
            new.writestr(name, change(content.decode()) if name == part else content)
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "表格内内容"
    return saved(document)


def traces(data: bytes) -> list[TextFinding]:
    return [finding for finding in check_file(data).findings if finding.category == "metadata"]


def only(findings: list[TextFinding]) -> TextFinding:
    [finding] = findings
    return finding


def test_printed_text_is_checked_in_every_format() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["联系人", "13812345678"])
    for data in (word("手机13812345678。"), saved(workbook), "手机13812345678。".encode("gb18030")):
        checked = check_file(data)
        finding = only([f for f in checked.findings if f.category == "phone"])
        assert checked.text[finding.start : finding.end] == finding.text == "13812345678"
        assert traces(data) == []


def test_cells_and_text_boxes_are_paragraphs() -> None:
    assert [f.text for f in check_file(word("甲", "乙")).findings] == ["内内"]


def test_tracked_changes() -> None:
    old = f'<w:del w:id="1" w:author="张三"><w:r><w:delText>原文{PERSON}</w:delText></w:r></w:del>'
    new = '<w:ins w:id="2" w:author="李四"><w:r><w:t>新文</w:t></w:r></w:ins>'
    data = changed(
        word("正文"), "word/document.xml", lambda xml: xml.replace("</w:p>", old + new + "</w:p>", 1)
    )
    checked = check_file(data)
    finding = only(traces(data))
    assert (finding.severity, finding.text) == ("answer", f"张三删除：原文{PERSON}\n李四插入：新文")
    assert "2 处修订" in finding.message
    assert checked.text.startswith("正文新文")
    person = only([f for f in checked.findings if f.category == "identity"])
    assert (person.severity, checked.text[person.start : person.end]) == ("block", PERSON)


def test_comments_and_hidden_text_of_a_document() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = '<w:comment w:id="0" w:author="张三"><w:p><w:r><w:t>再议</w:t></w:r></w:p></w:comment>'
    said = f"<w:comments {space}>{said}</w:comments>"
    data = changed(word("正文"), "word/comments.xml", lambda _: said)
    assert only(traces(data)).text == "张三：再议"
    document = docx.Document()
    document.add_paragraph("正文").add_run("密码").font.hidden = True
    finding = only(traces(saved(document)))
    assert (finding.text, finding.severity) == ("密码", "answer")
    assert check_file(saved(document)).text == "正文\n\n密码"


def test_properties_and_links_to_a_computer() -> None:
    document = docx.Document()
    document.core_properties.author = "张三"
    finding = only(traces(saved(document)))
    assert (finding.text, finding.severity) == ("作者：张三", "info")
    link = (
        '<Relationship Id="x" TargetMode="External" Type="t" Target="file:///D:/家/稿.docx"/></Relationships>'
    )
    data = changed(
        word("正文"), "word/_rels/document.xml.rels", lambda xml: xml.replace("</Relationships>", link)
    )
    assert only(traces(data)).text == "file:///D:/家/稿.docx"


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet(state: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["公开"])
    sheet = workbook.create_sheet("名单")
    sheet.append(["张三", PERSON])
    sheet.sheet_state = state
    finding = only(traces(saved(workbook)))
    assert (finding.severity, finding.text) == ("answer", f"名单\n张三\t{PERSON}")
    assert [f.text for f in check_file(saved(workbook)).findings if f.category == "identity"] == [PERSON]


def test_hidden_columns_and_rows() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["姓名", "证号", "金额"], ["张三", PERSON, 5], ["李四", "无", 6]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    checked = check_file(saved(workbook))
    finding = only(traces(saved(workbook)))
    assert finding.text == f"证号\n{PERSON}\n李四\t无\t6"
    assert checked.text.startswith("Sheet\n姓名\t金额\n张三\t5")


def test_comments_of_a_sheet() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "公开"
    workbook.active["A1"].comment = Comment("先不公开", "张三")
    assert "先不公开" in only(traces(saved(workbook))).text


def picture(kind: str = "JPEG", **written: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, kind, **written)
    return buffer.getvalue()


def with_place() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = "张三".encode()
    exif[ExifTags.Base.Model] = "示例相机".encode("gb18030")
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (37.0, 30.0, 0.0), 3: "E", 4: (105.0, 11.0, 0.0)})
    return picture(exif=exif)


def test_a_picture_tells_where_and_by_whom() -> None:
    found = traces(with_place())
    assert [finding.severity for finding in found] == ["answer", "answer", "info"]
    assert found[0].text.splitlines() == ["纬度：37.0 30.0 0.0 N", "经度：105.0 11.0 0.0 E"]
    assert (found[1].text, found[2].text) == ("作者：张三", "型号：示例相机")
    note = PngInfo()
    note.add_text("Author", "李四")
    assert only(traces(picture("PNG", pnginfo=note))).text == "作者：李四"
    assert traces(picture()) == traces(picture("PNG")) == []


def test_a_picture_in_a_document() -> None:
    buffer = io.BytesIO(word("正文"))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/media/image1.jpeg", with_place())
    assert len(traces(buffer.getvalue())) == 3


def pdf(body: str = "", extra: str = "") -> bytes:
    """A page with a line of text, one annotation and an author, as small as a PDF can be."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
    stream = f"BT /F 12 Tf 20 100 Td ({body}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"{page}{extra}>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Author(Zhang San)>>",
    ]
    text = "%PDF-1.4\n" + "".join(f"{n} 0 obj{body}endobj\n" for n, body in enumerate(objects, start=1))
    return (text + "trailer<</Root 1 0 R/Info 6 0 R/Size 7>>\n%%EOF").encode()


def test_a_pdf_is_read_and_its_comments_told() -> None:
    note = "/Annots[<</Type/Annot/Subtype/CheckedText/Rect[0 0 9 9]/T(Li Si)/Contents(delete this)>>]"
    checked = check_file(pdf("13812345678", note))
    assert checked.text.startswith("13812345678")
    assert [f.severity for f in checked.findings if f.category == "phone"] == ["block"]
    assert [f.text for f in traces(pdf("13812345678", note))] == ["作者：Zhang San", "Li Si：delete this"]


def test_a_page_without_text_is_told() -> None:
    assert [f.text for f in traces(pdf())] == ["作者：Zhang San", "第 1 页"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00",
        b"%PDF-1.4 broken",
        b"\xff\xd8\xff broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        b"\0\1\2",
        saved(docx.Document())[:900],
    ],
)
def test_what_cannot_be_read_says_why_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UncheckableFile, match="请"):
        check_file(data)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>'
    data = changed(
        word("正文"), "word/document.xml", lambda xml: re.sub(r"(\?>)", r"\1" + bomb, xml, count=1)
    )
    with pytest.raises(UncheckableFile):
        check_file(data)


def test_a_published_pdf(shared_data: Path) -> None:
    checked = check_file((shared_data / "reports" / "001_huaian_2024.pdf").read_bytes())
    assert "政府信息公开" in checked.text
    assert not [finding for finding in checked.findings if finding.severity == "block"]


def test_strict_office_files_are_read_like_any_other() -> None:
    document = docx.Document()
    document.add_paragraph(f"手机13812345678，身份证{PERSON}。")
    document.add_comment(document.paragraphs[0].runs, text="批注", author="张三")
    workbook = openpyxl.Workbook()
    workbook.active.append(["联系人", "13812345678"])
    workbook.create_sheet("底稿").append([PERSON])
    workbook["底稿"].sheet_state = "hidden"
    for data in (saved(document), saved(workbook)):
        usual = check_file(data)
        assert {"phone", "identity", "metadata"} <= {finding.category for finding in usual.findings}
        assert check_file(strict(data)) == usual
