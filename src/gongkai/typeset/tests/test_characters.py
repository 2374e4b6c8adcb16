"""A character that no file can hold stops no writer."""

import io
from datetime import date

import docx
import openpyxl
import pytest

from gongkai.typeset import (
    GlyphMissing,
    OfficialDocx,
    PlainSheet,
    TableCell,
    has_unprintable,
    printable,
    render_pdf,
    write_workbook,
)
from gongkai.typeset.pdf import ROOT

DAY = date(2024, 1, 15)
BAD = "甲\x00\x01\x0b\x1f\ud800\ufffe\uffff乙"
LETTER = {
    "title": "示例",
    "title_lines": ["示例"],
    "notice": "",
    "doc_number": "",
    "attachments": [],
    "day": "",
    "addressee": "示例",
    "contact": "",
    "signatory": "示例局",
}


def test_what_cannot_be_written_is_told_from_what_can() -> None:
    assert has_unprintable(BAD)
    assert printable(BAD) == "甲乙"
    for text in ("示例\t甲\r\n乙", "😀", "𪚥", "\ufffd"):
        assert not has_unprintable(text), text


def test_no_writer_stops_at_it() -> None:
    page = OfficialDocx(title=BAD, author=BAD, made_on=DAY, notice=BAD)
    page.paragraph(BAD, lead_in=BAD)
    page.table([[TableCell(BAD, 0, 0)]], widths=(1,), caption=BAD)
    document = docx.Document(io.BytesIO(page.save()))
    assert document.paragraphs[0].text == "甲乙甲乙"
    assert document.tables[0].cell(0, 0).text == "甲乙"
    sheet = PlainSheet("示例", "示例", (), ("列",), [[BAD]], (10,))
    made = write_workbook([sheet], title="示例", author="示例局", made_on=DAY)
    assert "甲乙" in [cell.value for row in openpyxl.load_workbook(io.BytesIO(made)).active for cell in row]
    template = ROOT / "papers" / "letter.typ"
    assert render_pdf(template, LETTER | {"paragraphs": [BAD]}, made_on=DAY) == render_pdf(
        template, LETTER | {"paragraphs": ["甲乙"]}, made_on=DAY
    )


def test_a_character_without_a_glyph_is_named() -> None:
    with pytest.raises(GlyphMissing, match="“😀”没有可用的字体") as refused:
        render_pdf(ROOT / "papers" / "letter.typ", LETTER | {"paragraphs": ["示例😀"]}, made_on=DAY)
    assert refused.value.texts == {"😀"}
