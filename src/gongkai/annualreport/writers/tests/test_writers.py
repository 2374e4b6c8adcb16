"""Every format: same value, same bytes; every figure where it belongs; every page says what it must."""

import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import docx
import lxml.html
import openpyxl
import pdfplumber
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings

from gongkai.annualreport import (
    FORM_2019,
    FORM_2021,
    CellRole,
    Report,
    ReportSection,
    Status,
    form_of,
    tables_of,
)
from gongkai.annualreport.tests.strategies import reports
from gongkai.annualreport.value import Value
from gongkai.annualreport.writers import (
    Illustration,
    illustrate_results,
    report_fragment,
    table_fragment,
    write_docx,
    write_html,
    write_json,
    write_pdf,
    write_xlsx,
)
from gongkai.typeset import Series, TypesettingFailed

DAY = date(2024, 1, 15)
CHARTS = (
    Illustration("主动公开", "发布信息", "条", ("1月", "2月"), (Series("2023年", (2, 3)),), upright=True),
    Illustration("依申请公开", "办理结果", "件", ("予以公开",), (Series("2023年", (2,)),)),
)
WRITERS: Mapping[str, Callable[..., bytes]] = {
    "json": write_json,
    "html": write_html,
    "docx": partial(write_docx, made_on=DAY),
    "xlsx": partial(write_xlsx, made_on=DAY),
    "pdf": partial(write_pdf, made_on=DAY),
}


def report(form: str = "2021", requests: str | None = None, **changes: Any) -> Report:
    """Every figure another one, so that a figure in the wrong place shows."""
    layout = form_of(form, requests)
    figures: dict[str, Value] = {
        cell.id: f"{number}.50" if cell.kind == "amount" else number
        for number, cell in enumerate(layout.cells.values(), 10101)
        if not cell.column.optional
    }
    figures["requests.received.natural"] = None
    made = Report(
        organ="示例市工业和信息化局",
        year=2023,
        form=form,
        form_requests=requests,
        tables=tables_of(layout, figures),
        intro="本报告根据条例编制。",
        sections=tuple(
            ReportSection(part.number, part.title, f"（一）要点\n第{part.number}部分<文字>。")
            for part in layout.parts
        ),
        contact="联系方式：0000-0000000。",
    )
    return replace(made, **changes)


def xpath(element: Any, path: str) -> list[Any]:
    return list(element.xpath(path))


def printed(one: Report, table: str) -> list[str]:
    """The figures of a table in printed order."""
    values = (one.cell(cell.cell) for row in one.grid(table) for cell in row if cell.role is CellRole.FIGURE)
    return ["" if value is None else str(value) for value in values]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_same_value_gives_the_same_bytes(kind: str) -> None:
    write = WRITERS[kind]
    assert write(report(), notice="示例数据") == write(report(), notice="示例数据")
    assert write(report()) != write(report(year=2022))


@settings(max_examples=8)
@given(reports())
def test_any_report_can_be_written_in_every_format(any_report: Report) -> None:
    assert Report.from_json(json.loads(write_json(any_report))) == any_report
    for write in WRITERS.values():
        assert write(any_report, notice="示例数据")


def test_control_characters_do_not_stop_a_writer() -> None:
    dirty = report(contact="上页\x0c下页\x00", organ="示例\x0b局", title="")
    for kind, write in WRITERS.items():
        assert write(dirty), kind


@pytest.mark.parametrize(("form", "requests"), [("2021", None), ("2019", None), ("2019", "2021")])
def test_html_tables_are_as_printed_and_explained(form: str, requests: str | None) -> None:
    one = report(form, requests)
    page = lxml.html.fromstring(write_html(one).decode())
    tables = xpath(page, "//table")
    assert len(tables) == 3
    for element, table in zip(tables, one.layout.tables, strict=True):
        assert [td.text_content() for td in xpath(element, ".//td[@headers]")] == printed(one, table)
        ids = xpath(element, ".//th/@id")
        assert len(ids) == len(set(ids))
        assert {name for td in xpath(element, ".//td/@headers") for name in td.split()} <= set(ids)
        assert xpath(element, "./caption")
    assert "第一部分&lt;文字&gt;。" in write_html(one).decode()
    assert not xpath(page, "//script")


def test_a_figure_of_a_fragment_is_a_link_to_its_records() -> None:
    one = report()
    element = lxml.html.fromstring(
        table_fragment(one, "requests", link=lambda cell: f"/figures/{cell}?a=1&b=2")
    )
    links = xpath(element, ".//a")
    assert len(links) == len(FORM_2021.tables["requests"].cells) - 1, "a blank has no records"
    assert links[0].get("href") == "/figures/requests.received.commercial?a=1&b=2"
    assert links[0].get("aria-label") == f"本年新收 · 商业企业：{one.cell('requests.received.commercial')}"
    plain = table_fragment(one, "requests", link=lambda cell: None)
    assert "<a " not in plain


def test_a_fragment_takes_the_heading_level_of_its_page() -> None:
    element = lxml.html.fromstring(report_fragment(report(), level=2))
    assert len(xpath(element, "//h2")) == 1
    assert len(xpath(element, "//h3")) == 6
    assert not xpath(element, "//h1")


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_docx_tables_are_as_printed(form: str) -> None:
    one = report(form)
    document = docx.Document(io.BytesIO(write_docx(one, made_on=DAY)))
    for element, table in zip(document.tables, one.layout.tables, strict=True):
        figures = [
            "".join(text.text or "" for text in cell.iter(qn("w:t")))
            for cell in element._tbl.iter(qn("w:tc"))
            if any(
                (style.get(qn("w:val")) or "").startswith("TableFigure")
                for style in cell.iter(qn("w:pStyle"))
            )
        ]
        assert figures == printed(one, table)
    assert len(list(document.tables[1]._tbl.iter(qn("w:tblHeader")))) == 3
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "示例市工业和信息化局\n2023年政府信息公开工作年度报告"
    assert "一、总体情况" in texts
    assert texts[-1] == "联系方式：0000-0000000。"


@pytest.mark.parametrize("form", ["2021", "2019"])
def test_xlsx_figures_are_numbers_in_the_printed_grid(form: str) -> None:
    one = report(form)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(one, made_on=DAY)))
    assert book.sheetnames == ["正文", "表二", "表三", "表四"]
    for sheet, table in zip(book.worksheets[1:], one.layout.tables, strict=True):
        for row in one.grid(table):
            for cell in row:
                if cell.cell:
                    found = sheet.cell(2 + cell.row, 1 + cell.column)
                    value = one.cell(cell.cell)
                    assert found.value == (float(value) if isinstance(value, str) else value)
                    assert isinstance(value, int | None) or found.number_format == "0.00"
    assert book["表三"].print_title_rows == "$2:$4"


def test_xlsx_text_is_never_a_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(report(contact="=1+1"), made_on=DAY)))
    cells = [cell for row in book["正文"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_the_pdf_is_tagged_archival_and_carries_every_figure() -> None:
    one = report(status=Status.FROZEN)
    with pdfplumber.open(io.BytesIO(write_pdf(one, made_on=DAY, illustrations=CHARTS))) as pdf:
        catalog = pdf.doc.catalog
        metadata = catalog["Metadata"].resolve().get_data().decode()
        tags = list(_tags(pdf.structure_tree))
        text = "".join(page.extract_text() for page in pdf.pages)
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["Lang"] == b"zh-CN"
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "2024-01-15" in metadata
    kinds = Counter(tag["type"] for tag in tags)
    assert kinds["Table"] == 3
    assert kinds["TH"] > 30
    assert kinds["H1"] == 6
    assert [tag["alt_text"] for tag in tags if tag["type"] == "Figure"] == [one.chart.alt for one in CHARTS]
    for table in one.layout.tables:
        assert all(figure in text for figure in printed(one, table))
    assert "未定稿" not in text


def _tags(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _tags(node.get("children", []))


def test_every_page_says_draft_and_sample() -> None:
    draft, said = report(status=Status.DRAFT), "未定稿　示例数据"
    pdf = pypdfium2.PdfDocument(write_pdf(draft, made_on=DAY, notice="示例数据"))
    assert len(pdf) > 2
    for page in pdf:
        first_line = page.get_textpage().get_text_range().splitlines()[0]
        assert first_line.split() == said.split()
    pdf.close()
    section = docx.Document(io.BytesIO(write_docx(draft, made_on=DAY, notice="示例数据"))).sections[0]
    assert {section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text} == {said}
    for sheet in openpyxl.load_workbook(
        io.BytesIO(write_xlsx(draft, made_on=DAY, notice="示例数据"))
    ).worksheets:
        assert sheet["A2"].value == said
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == said
    html = write_html(draft, notice="示例数据").decode()
    assert f'<p class="gk-notice">{said}</p>' in html
    assert f'@top-center{{content:"{said}"}}' in html
    value = json.loads(write_json(draft, notice="示例数据"))
    assert (value["status"], value["notice"]) == ("draft", "示例数据")


def test_a_character_without_a_font_is_named() -> None:
    with pytest.raises(TypesettingFailed, match="“😀”没有可用的字体"):
        write_pdf(report(contact="😀"), made_on=DAY)


def test_results_leave_out_what_is_not_known() -> None:
    blank = Report("示例局", 2023, {})
    assert illustrate_results(blank) == ()
    known = tables_of(FORM_2019, {"requests.granted.total": 2, "requests.partial.total": 1}, default=0)
    [results] = illustrate_results(Report("示例局", 2019, known, form="2019"), blank)
    assert results.chart.alt.startswith("政府信息公开申请办理结果：予以公开 2 件；部分公开 1 件")


def test_a_chart_stands_where_the_text_speaks_of_it() -> None:
    text = "（一）主动公开\n发布信息5条。\n（二）依申请公开情况。全年2件。\n（三）监督保障\n无。"
    one = report(sections=(ReportSection("一", "总体情况", text),))
    page = lxml.html.fromstring(write_html(one, illustrations=CHARTS).decode())
    read = [
        "图" if child.tag == "figure" else str(child.text_content()) for child in xpath(page, "//article/*")
    ]
    begun = read.index("（一）主动公开")
    assert read[begun + 1 : begun + 7] == [
        "发布信息5条。",
        "图",
        "（二）依申请公开情况。全年2件。",
        "图",
        "（三）监督保障",
        "无。",
    ]
    plain = report(sections=(ReportSection("一", "总体情况", "全年发布信息5条。"),))
    page = lxml.html.fromstring(write_html(plain, illustrations=CHARTS).decode())
    assert len(xpath(page, "//figure//img[@alt]")) == 2, "whatever the heads, none is lost"


def test_the_docx_holds_each_chart_with_its_words() -> None:
    document = docx.Document(io.BytesIO(write_docx(report(), made_on=DAY, illustrations=CHARTS)))
    said = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert said == [one.chart.alt for one in CHARTS]


def test_remarks_stand_at_their_figures_and_ids_are_those_of_the_report() -> None:
    report = Report(organ="", year=2023, tables=tables_of(FORM_2021, {}, default=0))

    def remarks(cell: str) -> list[tuple[str, str]]:
        return [("问题1", "#one-1")] if cell == "requests.granted.total" else []

    markup = table_fragment(report, "requests", remarks=remarks, ids="one", named="示例<.docx")
    assert markup.count('<a class="gk-remark" href="#one-1">问题1</a>') == 1
    assert 'aria-label="收到和处理政府信息公开申请情况：示例&lt;.docx"' in markup
    assert 'id="gk-' not in markup
    assert 'headers="gk-' not in markup
