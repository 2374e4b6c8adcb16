"""How prose becomes headings and paragraphs: nothing added, nothing lost."""

import pytest
from hypothesis import given, settings

from gongkai.annualreport import Report, ReportSection
from gongkai.annualreport.tests.strategies import reports
from gongkai.annualreport.writers.outline import (
    Heading,
    ParagraphPlace,
    PrintedBlock,
    PrintedTable,
    TextBlock,
    outline,
    title_lines,
)


def body(text: str) -> list[PrintedBlock]:
    report = Report("示例局", 2023, {}, sections=(ReportSection("一", "总体情况", text),))
    blocks = list(outline(report))
    return blocks[
        1 : next(n for n, block in enumerate(blocks) if block == Heading(1, "二、主动公开政府信息情况"))
    ]


@pytest.mark.parametrize(
    ("line", "block"),
    [
        ("（一）主动公开", Heading(2, "（一）主动公开")),
        ("1.围绕高质量发展强化信息公开", Heading(3, "1.围绕高质量发展强化信息公开")),
        (
            "（二）依申请公开。共收到申请1件。",
            TextBlock(ParagraphPlace.BODY, "共收到申请1件。", "（二）依申请公开。"),
        ),
        ("（三）制度：一是健全", TextBlock(ParagraphPlace.BODY, "（三）制度：一是健全")),
        ("2.5万元以上的项目", TextBlock(ParagraphPlace.BODY, "2.5万元以上的项目")),
        ("2023年公开文件25份", TextBlock(ParagraphPlace.BODY, "2023年公开文件25份")),
    ],
)
def test_a_line_is_a_heading_when_it_reads_like_one(line: str, block: PrintedBlock) -> None:
    assert body(line) == [block]


@settings(max_examples=30)
@given(reports())
def test_the_outline_prints_every_word_once(report: Report) -> None:
    blocks = list(outline(report))
    words = [
        block.text if isinstance(block, Heading) else block.lead_in + block.text
        for block in blocks
        if not isinstance(block, PrintedTable)
    ]
    given_words = [
        line
        for text in (
            report.intro,
            *(f"{s.number}、{s.title}\n{s.text}" for s in report.sections),
            report.contact,
        )
        for line in text.split("\n")
        if line.strip()
    ]
    assert words == given_words
    assert sum(isinstance(block, PrintedTable) for block in blocks) == 3


def test_missing_parts_keep_their_heading_and_strange_ones_their_text() -> None:
    report = Report("示例局", 2023, {}, sections=(ReportSection("七", "附录", "补充。"),))
    headings = [block.text for block in outline(report) if isinstance(block, Heading)]
    assert [heading[0] for heading in headings] == list("一二三四五六七")


def test_the_title_breaks_after_the_organ() -> None:
    assert title_lines(Report("示例局", 2023, {})) == ("示例局", "2023年政府信息公开工作年度报告")
    assert title_lines(Report("示例局", 2023, {}, title="年度报告")) == ("年度报告",)
