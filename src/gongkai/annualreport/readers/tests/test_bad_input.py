"""What cannot be read is refused in one Chinese sentence and in bounded time, however it is packed."""

import io
import re
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from tests.layouts import make_layout
from tests.layouts.markup import packed

from gongkai.annualreport.readers import (
    BrokenFile,
    EmptyFile,
    ForbiddenContent,
    NestedTooDeep,
    NoReport,
    NoTextLayer,
    ProtectedFile,
    SeveralReports,
    TooLarge,
    UnknownFormat,
    UnreadableReport,
    read_report,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = "word/document.xml"


@contextmanager
def refused(error: type[UnreadableReport], within: float = 5.0) -> Iterator[None]:
    """`error` with a sentence a person can read, in time."""
    started = time.process_time()
    with pytest.raises(error) as caught:
        yield
    assert time.process_time() - started < within
    assert re.search(r"[\u4e00-\u9fff]{4}.*[。]$", caught.value.message)
    assert "Error" not in caught.value.message


def pdf_of(*streams: bytes, pages: int = 1, extra: bytes = b"") -> bytes:
    """A PDF of `pages` pages that all show the first stream; the streams are stored as given."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
    objects += [page % (4 + pages) for _ in range(pages)]
    objects += [b"<</Length %d%s>>stream\n%s\nendstream" % (len(s), extra, s) for s in streams]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf\n", b"\x00\x00\x00"])
def test_nothing(data: bytes) -> None:
    with refused(EmptyFile):
        read_report(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"\xff\xd8\xff\xe0" + bytes(64),
        b"\x7fELF" + bytes(64),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"{\\rtf1 text}",
        packed({"a.txt": "text"}),
    ],
)
def test_other_formats(data: bytes) -> None:
    with refused(UnknownFormat):
        read_report(data)


def test_the_name_does_not_matter() -> None:
    for format_, name in (
        ("docx", "报告.pdf"),
        ("html", "报告.xls"),
        ("xlsx", "报告.html"),
        ("pdf", "报告.docx"),
    ):
        layout = make_layout(1, format_)
        assert read_report(layout.data, name=name).organ == layout.report.organ


@pytest.mark.parametrize(
    "data", ["今天天气很好。".encode(), b"<html><body><p>news</p></body></html>", b"1234567"]
)
def test_no_report(data: bytes) -> None:
    with refused(NoReport):
        read_report(data)


@pytest.mark.parametrize("cut", [10, 200, 2000, -200])
@pytest.mark.parametrize("format_", ["docx", "xlsx", "pdf"])
def test_a_file_that_breaks_off(format_: str, cut: int) -> None:
    with refused(UnreadableReport):
        read_report(make_layout(2, format_).data[:cut])


def test_json_of_something_else() -> None:
    for data in (b"{", b'{"a": 1}', b'{"format": "x"}', b'{"a":' * 100_000):
        with refused(UnreadableReport):
            read_report(data)


# --- Size ---


def test_a_hundred_thousand_nested_tags() -> None:
    for tag in ("div", "b", "table><tr><td"):
        with refused(NestedTooDeep):
            read_report(f"<html><body>{f'<{tag}>' * 100_000}".encode())


def test_many_tags_side_by_side_are_only_many() -> None:
    with refused(NoReport):
        read_report(b"<html><body>" + b"<p><b>1</b>" * 200_000)


def test_a_table_that_claims_to_be_huge() -> None:
    row = '<tr><td colspan="99999999" rowspan="65534">1</td></tr>'
    with refused(NoReport):
        read_report(f"<html><body><table>{row * 2000}</table>".encode())


def test_ten_megabytes_of_digits() -> None:
    digits = "1234567890" * 1_000_000
    with refused(TooLarge):
        read_report(digits.encode())
    with refused(TooLarge):
        read_report(
            f"一、本年新收政府信息公开申请数量{digits}二、上年结转政府信息公开申请数量{digits}".encode()
        )


def test_a_row_of_a_million_digits_is_left_open() -> None:
    layout = make_layout(0, "spaced")
    text = layout.data.decode().replace(
        "上年结转政府信息公开申请数量", f"上年结转政府信息公开申请数量{'7' * 1_000_000}"
    )
    started = time.process_time()
    report = read_report(text.encode())
    assert time.process_time() - started < 10
    assert set(report.tables["requests"]["carried_in"].values()) == {None}
    [finding] = [finding for finding in report.findings if finding.where == "requests.carried_in"]
    assert finding.code == "ambiguous"
    assert len(finding.message) < 200


def test_five_hundred_pages() -> None:
    with refused(NoReport, within=20):
        read_report(pdf_of(b"BT /F 9 Tf 50 700 Td (nothing to see on this page of prose) Tj ET", pages=500))
    with refused(TooLarge):
        read_report(pdf_of(b"BT /F 9 Tf 50 700 Td (nothing) Tj ET", pages=1001))


def test_pdf_bombs() -> None:
    zeros = zlib.compress(bytes(300 * 1024 * 1024), 9)
    with refused(TooLarge):
        read_report(pdf_of(zeros, extra=b"/Filter/FlateDecode"))
    with refused(TooLarge):
        read_report(pdf_of(zlib.compress(zeros), extra=b"/Filter[/FlateDecode/FlateDecode]"))


def test_office_bombs() -> None:
    blank = " " * (200 * 1024 * 1024)
    for part in (DOCUMENT, "xl/workbook.xml"):
        with refused(TooLarge):
            read_report(packed({part: blank}))


def test_a_sheet_that_claims_a_million_rows() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1000000"><c r="A1000000" t="str">'
        '<v>x</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    )
    relation = '<Relationships xmlns="r"><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>'
    book = '<workbook xmlns:r="r"><sheets><sheet name="s" r:id="a"/></sheets></workbook>'
    parts = {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relation, "xl/worksheets/s.xml": sheet}
    with refused(TooLarge):
        read_report(packed(parts))  # type: ignore[arg-type]


# --- Tricks ---


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a SYSTEM "file:///etc/passwd">', '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">']
)
def test_entities(entity: str) -> None:
    document = (
        f'<?xml version="1.0"?><!DOCTYPE d [{entity}]><w:document {W}><w:body>&a;</w:body></w:document>'
    )
    with refused(ForbiddenContent):
        read_report(packed({DOCUMENT: document}))
    with refused(UnreadableReport):
        read_report(document.encode())


def test_encrypted_files(encrypted_pdf: bytes) -> None:
    with refused(ProtectedFile):
        read_report(encrypted_pdf)
    with refused(ProtectedFile):
        read_report(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(64))


@pytest.fixture
def encrypted_pdf() -> bytes:
    """A file whose key is made of an unknown password: standard handler, revision 2."""
    content = pdf_of(b"BT ET")
    encrypt = (
        b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"41" * 32
        + b">/U<"
        + b"42" * 32
        + b">>>/ID[<41><41>]>>\nstartxref"
    )
    return content.replace(b">>\nstartxref", encrypt)


def test_a_scan() -> None:
    """Pages without any text, whatever pictures they show."""
    with refused(NoTextLayer):
        read_report(pdf_of(b"0 0 595 842 re f", pages=6))
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    with refused(NoTextLayer):
        read_report(out.getvalue())


# --- More or less than one report ---


def _two(first: bytes, second: bytes, between: bytes) -> bytes:
    return first + between + second


@pytest.mark.parametrize("format_", ["html", "markdown", "spaced", "lines"])
def test_two_reports_in_one_file(format_: str) -> None:
    first, second = (plain(seed, format_) for seed in (9, 8))
    with refused(SeveralReports):
        read_report(_two(first, second, b"\n"))


def plain(seed: int, format_: str) -> bytes:
    data = make_layout(seed, format_).data
    try:
        return data.decode().encode()
    except UnicodeDecodeError:
        return data.decode("gb18030").replace("gbk", "utf-8").encode()


def _half_html(data: bytes) -> bytes:
    return data[: data.index("无法提供".encode())]


@pytest.mark.parametrize(
    ("format_", "half"), [("html", _half_html), ("spaced", _half_html), ("lines", _half_html)]
)
def test_half_a_table_is_read_as_far_as_it_goes(format_: str, half: Callable[[bytes], bytes]) -> None:
    seed = next(s for s in range(50) if "无法提供".encode() in plain(s, format_))
    report = read_report(half(plain(seed, format_)))
    truth = make_layout(seed, format_).truth
    assert report.cell("requests.total_handled.total") is None
    assert all(value in (None, truth.get(cell.id)) for cell, value in report.cells())
    [missing] = [
        finding for finding in report.findings if (finding.code, finding.where) == ("missing", "requests")
    ]
    assert "requests.total_handled" in missing.also


def test_no_error_names_a_path(tmp_path: Path) -> None:
    with pytest.raises(NoReport) as caught:
        read_report(b"nothing", name=str(tmp_path / "a.txt"))
    assert str(tmp_path) not in caught.value.message


def test_broken_markup_of_a_part() -> None:
    with refused(BrokenFile):
        read_report(packed({DOCUMENT: "<w:document"}))
    with refused(BrokenFile):
        read_report(packed({DOCUMENT: f"<w:document {W}/>"}))


@pytest.mark.parametrize(
    ("name", "said"), [("a.PDF", "不是 PDF，而是纯文本"), ("b.docx", "而是纯文本"), ("c.txt", "")]
)
def test_a_file_that_is_not_what_its_name_says_is_told_so(name: str, said: str) -> None:
    with pytest.raises(UnknownFormat if said else NoReport) as caught:
        read_report("示例：只是一段文字。\n".encode(), name=name)
    assert said in caught.value.message
