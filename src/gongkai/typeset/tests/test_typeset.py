"""The generic machinery: archives, faces, DOCX, PDF, charts."""

import base64
import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from gongkai.typeset import OfficialDocx, Series, TableCell, TypesettingFailed, bar_chart, render_pdf, settled
from gongkai.typeset.fonts import BODY, FACES, Face, chosen_face, typst_fonts
from gongkai.typeset.pdf import ROOT

DAY = date(2024, 1, 15)


def test_a_settled_archive_depends_on_content_and_day_only() -> None:
    def made(hour: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as container:
            container.writestr(zipfile.ZipInfo("a.xml", (2020, 1, 1, hour, 0, 0)), "x")
        return out.getvalue()

    assert settled(made(1), made_on=DAY) == settled(made(9), made_on=DAY)
    assert settled(made(1), made_on=DAY) != settled(made(1), made_on=date(2024, 1, 16))
    changed = settled(made(1), made_on=DAY, change={"a.xml": lambda content: content + b"a.xml"})
    with zipfile.ZipFile(io.BytesIO(changed)) as container:
        assert container.read("a.xml") == b"xa.xml"


def test_every_face_has_a_free_substitute_among_the_fonts() -> None:
    families = set(typst_fonts().families())
    assert {chosen_face(face)["family"] for face in FACES.values()} <= families


def test_the_first_name_that_is_there_wins(tmp_path: Path) -> None:
    face = Face(("没有这种字体", "Noto Sans SC"), "Noto Serif SC", stroke=1)
    assert chosen_face(face)["family"] == "Noto Sans SC"
    assert chosen_face(face)["stroke"] == 0
    assert chosen_face(BODY, tmp_path)["family"] == "Noto Serif SC"


def test_a_docx_has_the_page_of_the_norm() -> None:
    page = OfficialDocx(title="标题", author="示例局", made_on=DAY, notice="未定稿")
    page.paragraph("正文", lead_in="（一）要点。")
    document = docx.Document(io.BytesIO(page.save()))
    section = document.sections[0]
    page_size = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(length.mm) for length in page_size if length] == [210, 297, 37, 28]
    assert [round(length.mm) for length in (section.bottom_margin, section.right_margin) if length] == [
        35,
        26,
    ]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text == "未定稿"
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert [field.text for field in paragraph.iter(qn("w:instrText"))] == ["PAGE"]
        assert [jc.get(qn("w:val")) for jc in paragraph.iter(qn("w:jc"))] == [side]
    assert document.settings.odd_and_even_pages_header_footer
    assert document.paragraphs[0].text == "（一）要点。正文"
    assert document.core_properties.author == "示例局"


def test_a_docx_table_merges_repeats_its_head_and_never_splits_a_row() -> None:
    page = OfficialDocx(title="标题", author="示例局", made_on=DAY)
    rows = [
        [TableCell("栏", 0, 0, rowspan=2), TableCell("合栏", 0, 1, colspan=2)],
        [TableCell("甲", 1, 1), TableCell("乙", 1, 2)],
        [TableCell("1", 2, 0), TableCell("2", 2, 1), TableCell("3", 2, 2)],
    ]
    page.table(rows, widths=(2, 1, 1), caption="表", head_rows=2)
    table = docx.Document(io.BytesIO(page.save())).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [["栏", "合栏", "合栏"], ["栏", "甲", "乙"], ["1", "2", "3"]]
    assert len(list(table._tbl.iter(qn("w:tblHeader")))) == 2
    assert len(list(table._tbl.iter(qn("w:cantSplit")))) == 3


def test_a_table_stays_together_only_where_a_page_could_hold_it() -> None:
    for rows, kept in ((5, 4), (80, 0)):
        page = OfficialDocx(title="标题", author="示例局", made_on=DAY)
        page.table([[TableCell(str(n), n, 0)] for n in range(rows)], widths=(1,), caption="表", head_rows=1)
        table = docx.Document(io.BytesIO(page.save())).tables[0]
        assert len(list(table._tbl.iter(qn("w:keepNext")))) == kept


def test_a_chart_says_in_words_what_it_shows() -> None:
    chart = bar_chart("办理结果", ["公开", "不公开"], [Series("2023年", (3, None)), Series("2022年", (1, 2))])
    assert chart.alt == "办理结果：公开 2023年3 件，2022年1 件；不公开 2022年2 件。"
    assert chart.svg.startswith("<svg")
    assert "sans-serif" in chart.svg
    assert chart.png(scale=1).startswith(b"\x89PNG")
    assert bar_chart("空", [], [Series("2023年", ())]).alt == "空：没有数据。"


@pytest.mark.parametrize("upright", [True, False])
def test_a_chart_is_drawn_as_wide_as_a_telephone_with_letters_of_the_same_size(upright: bool) -> None:
    months = tuple(f"{month}月" for month in range(1, 13))
    chart = bar_chart("按月", months, [Series("2023年", tuple(range(12)))], upright=upright)
    narrow = base64.b64decode(chart.narrow_uri.partition(",")[2]).decode()
    assert 'width="340"' in narrow
    assert all(f">{month}</text>" in narrow for month in months)
    assert 'font-size="12px"' in narrow


def test_a_template_that_gets_wrong_data_is_explained() -> None:
    with pytest.raises(TypesettingFailed, match="排版失败"):
        render_pdf(ROOT / "annualreport" / "writers" / "report.typ", {}, made_on=DAY)
