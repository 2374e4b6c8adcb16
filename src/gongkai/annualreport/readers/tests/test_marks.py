"""Marks beside a figure are no digits of it, and what is struck out or hidden is not read."""

import pytest
from tests.layouts.markup import packed

from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.readers.figures import is_number, read_figure
from gongkai.annualreport.readers.labels import proactive_row, request_row

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIGURES = "<td>0</td>" * 6


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("3①", 3), ("3 ①", 3), ("12⑫", 12), ("3¹", 3), ("３⑴", 3), ("3❶", 3), ("3₁", 3), ("①3", 3),
        ("1\n2\n[\n²\n]", 12), ("3[¹]", 3), ("3（①）", 3), ("3*", 3),
        ("1,234※", 1234), ("5件†", 5), ("/①", None), ("0①", 0), ("-2*", -2),
    ],
)  # fmt: skip
def test_a_mark_is_no_digit(raw: str, value: int | None) -> None:
    figure = read_figure(raw, FigureKind.CHANGE)
    assert (figure.value, figure.readable) == (value, True)


@pytest.mark.parametrize("raw", ["①", "3[1]", "3（1）", "3 1", "3注1", "*3"])
def test_what_may_be_a_mark_or_not_is_not_read(raw: str) -> None:
    assert not read_figure(raw, FigureKind.COUNT).readable
    assert not is_number(raw)


def test_a_star_alone_is_a_blank_and_a_marked_label_a_label() -> None:
    assert read_figure("*", FigureKind.COUNT).readable
    assert proactive_row("行政处罚①") == "punishment"
    assert request_row("（七）总计[²]") == "total_handled"
    assert request_row("①重复申请") == "rejected_2"


def html(cell: str) -> bytes:
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    heads = "".join(f"<td>{name}</td>" for name in names)
    return (
        f"<table><tr><td></td>{heads}</tr><tr><td>一、本年新收政府信息公开申请数量</td>{FIGURES}<td>{cell}</td></tr>"
        f"<tr><td>二、上年结转政府信息公开申请数量</td>{FIGURES}<td>5</td></tr></table>"
    ).encode()


@pytest.mark.parametrize(
    "cell",
    [
        "<del>9</del>3", "<S>9</S>3", "3<strike>9</strike>", '<span style="text-decoration:line-through">9</span>3',
        '<span style="color:red;text-decoration-line: underline line-through">9</span>3', "<b hidden>9</b>3",
        '<i style="visibility: hidden">9</i>3', "3<sup>9</sup>", "3<sub>9</sub>",
        '3<span style="vertical-align: super">9</span>', "3<sup><a href='#n'>[9]</a></sup>", "<sup></sup>3",
        "<p>3<sup>9</p>",
        "<span style='text-decoration:underline'>3</span>",
    ],
)  # fmt: skip
def test_html(cell: str) -> None:
    report = read_report(html(cell))
    assert report.cell("requests.received.total") == 3
    assert report.cell("requests.carried_in.total") == 5  # what was left open ends with its cell


@pytest.mark.parametrize(
    "look",
    [
        "<w:strike/>", "<w:dstrike/>", '<w:vanish w:val="1"/>', '<w:vertAlign w:val="superscript"/>',
        '<w:rStyle w:val="Gone"/>',
    ],
)  # fmt: skip
def test_docx(look: str) -> None:
    def cell(runs: str) -> str:
        return f"<w:tc><w:p>{runs}</w:p></w:tc>"

    def run(text: str, look: str = "") -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"

    cells = cell(run("一、本年新收政府信息公开申请数量")) + cell(run("0")) * 6
    cells += cell(run("3", '<w:strike w:val="0"/><w:rStyle w:val="Gone"/>') + run("9", look))
    other = cell(run("二、上年结转")) + cell(run("0")) * 7
    document = f"<w:document {W}><w:body><w:tbl><w:tr>{cells}</w:tr><w:tr>{other}</w:tr></w:tbl></w:body></w:document>"
    styles = (
        f'<w:styles {W}><w:style w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Gone"><w:basedOn w:val="Struck"/></w:style></w:styles>'
    )
    parts: dict[str, str | bytes] = {"word/document.xml": document, "word/styles.xml": styles}
    assert read_report(packed(parts)).cell("requests.received.total") == 3


def test_running_text() -> None:
    rows = (
        "一、本年新收 2① 0 0 0 0 0 2*",
        "二、上年结转 0 0 0 0 0 0 0",
        "（七）总计① 1 0 0 0 0 0 1¹",
        "四、结转下年度",
    )
    report = read_report("\n".join(("三、收到和处理政府信息公开申请情况", *rows)).encode())
    assert list(report.tables["requests"]["received"].values()) == [2, 0, 0, 0, 0, 0, 2]
    assert list(report.tables["requests"]["total_handled"].values()) == [1, 0, 0, 0, 0, 0, 1]
