"""A text as blocks: tables, headings, pictures, links, and the one form in which they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.papers.blocks import (
    TextCell,
    TextHeading,
    TextParagraph,
    TextPicture,
    TextSpan,
    TextTable,
    blocks_of,
    canonical,
    flat,
    link,
    spans_of,
    written,
)

PIECES = st.sampled_from(
    [
        *"一二1.（）、[]()！!⇠⇡↵\\：。甲乙 \u3000",
        "\t",
        "\n",
        "\r\n",
        "](https://a.cn/",
        "![图](a.png)",
        "\n\n",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def table(text: str) -> TextTable:
    (found,) = blocks_of(text)
    assert isinstance(found, TextTable)
    return found


@pytest.mark.parametrize("piece", [" ", "\\", "1", "一", "\t", "\n", "[", "![", "1\t", "⇠"])
def test_no_text_takes_for_ever(piece: str) -> None:
    """Twice as long takes not four times as long: 50,000 characters of one kind would take minutes."""
    text = f"甲\t{piece * 50_000}乙\n{piece * 50_000}\t丙"
    assert flat(canonical(text)) is not None


@given(TEXTS)
def test_what_is_written_reads_the_same(text: str) -> None:
    blocks = blocks_of(text)
    assert blocks_of(written(blocks)) == blocks
    assert canonical(canonical(text)) == canonical(text)


def test_rows_pasted_from_a_sheet_are_a_table() -> None:
    found = table("指标\t2022年\t2023年\n申请件数\t3\t5\n\t\t备注")
    assert found.grid() == [
        [TextCell("指标", 0, 0), TextCell("2022年", 0, 1), TextCell("2023年", 0, 2)],
        [TextCell("申请件数", 1, 0), TextCell("3", 1, 1), TextCell("5", 1, 2)],
        [TextCell("", 2, 0), TextCell("", 2, 1), TextCell("备注", 2, 2)],
    ]
    assert found.heads == 1


def test_a_table_may_begin_with_an_empty_corner() -> None:
    assert [cell.text for cell in table("\t甲\t乙\n丙\t1\t2").cells] == ["", "甲", "乙", "丙", "1", "2"]
    assert table("\t甲\t乙\n丙\t1\t2").heads == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\t第一段。\n\t第二段。", ["第一段。", "第二段。"]),
        ("1.\t申请表\n2.\t身份证", ["1.申请表", "2.身份证"]),
        ("联系人：张三\t电话：0955", ["联系人：张三\u3000电话：0955"]),
        ("\t\n\t", []),
    ],
)
def test_tabs_that_only_indent_or_follow_a_number_make_no_table(text: str, said: list[str]) -> None:
    assert blocks_of(text) == tuple(TextParagraph(each) for each in said)


def test_tables_with_a_blank_line_between_them_are_two() -> None:
    text = "甲\t乙\n1\t2\n\n丙\t丁\n3\t4"
    assert [type(block) for block in blocks_of(text)] == [TextTable, TextTable]
    assert canonical(text) == text


def test_cells_that_go_on_are_joined() -> None:
    found = table("事项\t数量\t⇠\n⇡\t上年\t本年\n许可\t1\t2")
    assert found.cells[:2] == (TextCell("事项", 0, 0, 2, 1), TextCell("数量", 0, 1, 1, 2))
    assert found.heads == 2
    assert flat("事项\t数量\t⇠\n⇡\t上年\t本年\n许可\t1\t2").split("\n")[:2] == [
        "事项\t数量\t",
        "\t上年\t本年",
    ]


def test_cells_that_make_no_rectangle_stay_apart() -> None:
    found = table("甲\t⇠\t乙\n⇡\t丙\t丁")
    assert all(cell.rowspan == cell.colspan == 1 for cell in found.cells)
    assert len(found.cells) == 6


def test_a_mark_that_is_meant_is_kept() -> None:
    found = table("甲\t\\⇠\n一行↵二行\t\\\\↵")
    assert [cell.text for cell in found.cells] == ["甲", "⇠", "一行\n二行", "\\↵"]
    assert written([found]) == "甲\t\\⇠\n一行↵二行\t\\\\↵"


def test_headings_are_known_by_their_numbers() -> None:
    text = "各县（区）：\n一、总体要求\n（一）目标\n正文。\n二、公开什么，怎么公开。\n（三）时限：十日。"
    assert blocks_of(text) == (
        TextParagraph("各县（区）：", sent_to=True),
        TextHeading("一、总体要求", 1, 1),
        TextHeading("（一）目标", 2, 2),
        TextParagraph("正文。"),
        TextParagraph("二、公开什么，怎么公开。"),
        TextParagraph("（三）时限：十日。"),
    )


def test_headings_leave_no_level_out() -> None:
    blocks = blocks_of("（一）先行\n正文。\n1.其中\n正文。\n一、然后\n正文。")
    assert [(h.level, h.depth) for h in blocks if isinstance(h, TextHeading)] == [(2, 1), (3, 2), (1, 1)]


def test_numbered_lines_with_nothing_below_them_are_a_list() -> None:
    listed = "一、材料\n1.申请表\n2.身份证\n请带齐。"
    assert [type(block) for block in blocks_of(listed)] == [
        TextHeading,
        TextParagraph,
        TextParagraph,
        TextParagraph,
    ]
    headed = "1.申请\n到窗口。\n2.受理\n当场。"
    assert [type(block) for block in blocks_of(headed)] == [
        TextHeading,
        TextParagraph,
        TextHeading,
        TextParagraph,
    ]


def test_pictures_and_links() -> None:
    assert blocks_of("![公开大厅的入口](大厅(1).png)") == (TextPicture("大厅(1).png", "公开大厅的入口"),)
    text = f"见{link('办事指南', 'https://www.example.gov.cn/a(1)')}。"
    assert list(spans_of(text)) == [
        TextSpan("见"),
        TextSpan("办事指南", "https://www.example.gov.cn/a%281%29"),
        TextSpan("。"),
    ]
    assert flat(text) == "见办事指南（https://www.example.gov.cn/a%281%29）。"
    assert flat("![公开大厅的入口](a.png)") == "［图：公开大厅的入口］"  # noqa: RUF001


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "file:///c:/a", "", "//x.cn"])
def test_an_address_that_cannot_be_followed_is_no_link(href: str) -> None:
    assert link("点此", href) == "点此"
    assert [span.href for span in spans_of(f"[点此]({href})")] in ([""], [])


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("现通知如下。\n中卫市工业和信息化局\n2023年5月8日", ["中卫市工业和信息化局", "2023年5月8日"]),
        ("甲。\n市工信局\n市财政局\n二○二三年五月八日", ["市工信局", "市财政局", "二○二三年五月八日"]),
        ("特此通知\n2023年5月8日", []),
        ("自下列日期起施行：\n2023年5月8日", []),
        ("2023年5月8日", []),
        ("市工信局\n2023年5月8日\n附件随文印发。", []),
    ],
)
def test_who_issues_it_and_when_are_known_at_the_end(text: str, signed: list[str]) -> None:
    found = blocks_of(text)
    assert [block.text for block in found if isinstance(block, TextParagraph) and block.signed] == signed
