"""What is stated for the website where the program cannot know it: one value a line and year, with its source."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.importer import importers_of
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Row
from gongkai.upkeep.models import SiteStatement
from gongkai.upkeep.report_form import LINES

YES_NO = ("是", "否")
YEARS = range(2018, 2100)  # the report exists since then (国办函〔2018〕12号)


def check_value(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with a value, by the line for which it is stated."""
    line, value = LINES[row["item"]], row["value"]
    if line.shape == "number" and not value.replace(".", "", 1).isdigit():
        said = f"“{line.label}”只填数字，没有的填 0"
        yield ImportIssue(column="value", rule="value", message=said)
    if line.shape == "yes_no" and value not in YES_NO:
        yield ImportIssue(column="value", rule="value", message=f"“{line.label}”填“是”或者“否”")


def check_year(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with the year: before there was such a report, or to come when it was stated."""
    if row["year"] not in YEARS or row["year"] > row["stated_on"].year:
        yield ImportIssue(column="year", rule="year", message="应是 2018 年以后、填报日期以前的年度")


STATEMENTS = LedgerSpec(
    id="upkeep.statements",
    title="网站填报数据",
    called="数据",
    unit="项",
    model=SiteStatement,
    key=("year", "item"),
    counted_by="stated_on",
    checks=(check_value, check_year),
    columns=(
        LedgerColumn(name="year", aliases=("年份",), example="2023"),
        LedgerColumn(name="item", aliases=("指标", "项目"), example="网站总访问量"),
        LedgerColumn(name="value", aliases=("数值", "取值"), example="12000"),
        LedgerColumn(name="source", aliases=("来源",), example="示例·网站访问统计"),
        LedgerColumn(name="stated_on", aliases=("日期",), example="2024-01-10"),
    ),
)

LEDGERS = (STATEMENTS,)
IMPORTERS = importers_of(LEDGERS)
