"""The ledgers as files: read in, refused by cell, known again, corrected."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.queries import head
from gongkai.ledger.verify import problems
from gongkai.proactive.models import (
    AdministrativeDecision,
    Channel,
    Disclosure,
    FeeCollection,
    FollowerSnapshot,
    InspectionResult,
    ProposalReply,
    PublicationRecord,
)
from gongkai.proactive.tests.things import channel
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan
from gongkai.shell.spreadsheets.template import write_template

pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 1, 8)

ROWS: dict[str, dict[str, str]] = {
    "channels": {
        "渠道名称": "示例·网站",
        "渠道类别": "网站",
        "责任人": "办公室负责人",
        "开设日期": "2014年7月1日",
    },
    "publications": {"渠道": "示例·微博", "标题": "示例·动态", "发布日期": "2023-05-10", "主题": "重大项目"},
    "followers": {"渠道": "示例·微博", "统计日": "2023-12-29", "粉丝数": "73"},
    "decisions": {
        "决定类别": "行政许可",
        "文号": "示许〔2023〕1号",
        "事项": "节能审查",
        "项目名称": "示例·项目",
        "建设单位": "示例·企业",
        "决定日期": "2023-05-10",
        "准予": "是",
        "公开日期": "2023-05-16",
        "公开网址": "https://example.com/1",
    },
    "results": {
        "批次": "示例·专项监察",
        "对象类别": "企业",
        "企业名称": "示例·企业",
        "监察结论": "示例：符合要求",
        "结果日期": "2023-09-12",
        "公开日期": "2023-09-20",
    },
    "fees": {
        "收费项目": "示例",
        "收费依据": "示例",
        "票据号码": "示1",
        "金额": "1,200.50",
        "收费日期": "2023-05-10",
    },
    "proposals": {
        "类别": "建议",
        "届次": "示例届次",
        "编号": "1",
        "案由": "示例·建议",
        "代表": "示例·代表",
        "主办会办": "主办",
        "交办日期": "2023-03-01",
        "答复日期": "2023-05-10",
        "公开属性": "主动公开",
        "公开日期": "2023-06-10",
    },
}
STORED = {
    "channels": Channel,
    "publications": PublicationRecord,
    "followers": FollowerSnapshot,
    "decisions": AdministrativeDecision,
    "results": InspectionResult,
    "fees": FeeCollection,
    "proposals": ProposalReply,
}


@pytest.fixture
def office() -> Bureau:
    office = bureau()
    channel(office)
    return office


def file_of(*rows: dict[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    lines = [heads, *([row.get(head, "") for head in heads] for row in rows)]
    return "\n".join(",".join(f'"{text}"' for text in line) for line in lines).encode("utf-8")


def read_in(office: Bureau, kind: str, *rows: dict[str, str], correct: bool = False) -> Plan:
    importer = registry.one(registry.Importer, f"proactive.{kind}")
    return run_import(
        office.disclosure_officer.on(DAY), importer, file_of(*rows), "示例.csv", correct=correct
    )


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_goes_in_once(office: Bureau, kind: str) -> None:
    before = STORED[kind]._default_manager.count()
    assert read_in(office, kind, ROWS[kind]).errors == []
    assert STORED[kind]._default_manager.count() == before + 1
    seq = head().seq
    assert [row.status for row in read_in(office, kind, ROWS[kind]).rows] == ["known"]
    assert head().seq == seq
    assert list(problems()) == []


@pytest.mark.parametrize("kind", ROWS)
def test_the_template_is_read_back(office: Bureau, kind: str) -> None:
    importer = registry.one(registry.Importer, f"proactive.{kind}")
    plan = run_import(office.disclosure_officer.on(DAY), importer, write_template(importer), "模板.xlsx")
    assert [error.rule for error in plan.errors] == ["empty"]


def test_what_the_file_says_is_stored(office: Bureau) -> None:
    for kind, row in ROWS.items():
        read_in(office, kind, row)
    assert PublicationRecord.objects.get().medium == "weibo"
    assert FeeCollection.objects.get().amount == Decimal("1200.50")
    assert {d.subject for d in Disclosure.objects.all()} == {"licensing", "enterprise", "proposal"}


CHANGES: dict[str, dict[str, str]] = {
    "channels": {"责任人": "新任负责人"},
    "publications": {"主题": ""},
    "followers": {"粉丝数": "74"},
    "decisions": {"项目名称": "示例·更正后的项目", "公开日期": "2023-05-17"},
    "results": {"监察结论": "示例：更正后的结论"},
    "fees": {"金额": "1,300.00"},
    "proposals": {"案由": "示例·更正后的题目", "公开日期": "2023-06-12"},
}


@pytest.mark.parametrize("kind", ROWS)
def test_a_changed_row_is_refused_and_corrected_when_asked(office: Bureau, kind: str) -> None:
    read_in(office, kind, ROWS[kind])
    changed = {**ROWS[kind], **CHANGES[kind]}
    assert [error.rule for error in read_in(office, kind, changed).errors] == ["changed"]
    assert read_in(office, kind, changed, correct=True).errors == []
    assert [row.status for row in read_in(office, kind, changed).rows] == ["known"]
    assert list(problems()) == []


BAD = [
    ("channels", {"渠道类别": "布告栏"}, "渠道类别", "只能填：政府网站"),
    ("channels", {"开设日期": "2031-01-01"}, "开设日期", "晚于今天"),
    ("publications", {"渠道": "示例·抖音"}, "渠道", "没有登记，请先登记公开渠道"),
    ("publications", {"发布日期": "2014-06-01"}, "发布日期", "早于渠道“示例·微博”的开设日期"),
    ("publications", {"发布日期": "2023-02-29"}, "发布日期", "没有这一天"),
    ("publications", {"标题": ""}, "标题", "必填"),
    ("followers", {"粉丝数": "七十三"}, "粉丝数", "不是整数"),
    ("followers", {"粉丝数": "-1"}, "粉丝数", "不能是负数"),
    ("decisions", {"决定类别": "行政许可、行政处罚"}, "决定类别", "填了 2 项"),
    ("decisions", {"准予": ""}, "准予", "行政许可必须填写"),
    ("decisions", {"公开日期": "2023-05-01"}, "公开日期", "早于“决定日期”2023-05-10"),
    ("decisions", {"公开日期": ""}, "公开日期", "有公开网址的应填写公开日期"),
    ("results", {"对象类别": "个人"}, "对象类别", "只能填：项目、企业"),
    ("results", {"公开日期": "2023-09-01"}, "公开日期", "早于“结果日期”"),
    ("fees", {"金额": "-5"}, "金额", "负数"),
    ("fees", {"金额": "1.234"}, "金额", "最多 2 位小数"),
    ("proposals", {"答复日期": "2023-02-01"}, "答复日期", "早于“交办日期”"),
    ("proposals", {"公开属性": ""}, "公开属性", "答复与公开应当同步审查"),
    ("proposals", {"公开属性": "不公开"}, "公开日期", "公开属性不是主动公开"),
    ("proposals", {"答复日期": ""}, "答复日期", "没有填写"),
]


@pytest.mark.parametrize(("kind", "change", "column", "sentence"), BAD)
def test_a_bad_row_is_named_by_cell_and_reason(
    office: Bureau, kind: str, change: dict[str, str], column: str, sentence: str
) -> None:
    before = STORED[kind]._default_manager.count()
    plan = read_in(office, kind, {**ROWS[kind], **change})
    letter = "ABCDEFGHIJ"[list(ROWS[kind]).index(column)]
    assert any(e.cell == f"{letter}2" and sentence in e.message for e in plan.errors), plan.errors
    assert STORED[kind]._default_manager.count() == before


def test_a_withheld_answer_needs_its_reason(office: Bureau) -> None:
    row = {**ROWS["proposals"], "公开属性": "不公开", "公开日期": ""}
    assert ["写明" in e.message for e in read_in(office, "proposals", row).errors] == [True]
    assert read_in(office, "proposals", {**row, "不公开理由": "示例"}).errors == []


def test_many_publications_need_few_queries(office: Bureau) -> None:
    def rows(first: int, last: int) -> list[dict[str, str]]:
        return [{**ROWS["publications"], "标题": f"示例·{number}"} for number in range(first, last)]

    with CaptureQueriesContext(connection) as few:
        read_in(office, "publications", *rows(0, 10))
    with CaptureQueriesContext(connection) as many:
        read_in(office, "publications", *rows(10, 410))
    assert len(many) < len(few) + 15


def test_an_account_may_post_one_sentence_twice_a_day(office: Bureau) -> None:
    post = ROWS["publications"]
    assert read_in(office, "publications", post, post).number_of("new") == 2
    assert read_in(office, "publications", post, post).number_of("known") == 2
    other = {**post, "网址": "https://www.example.cn/另一条"}
    assert read_in(office, "publications", post, other, post).number_of("new") == 1
    (error,) = read_in(office, "publications", {**post, "网址": "https://www.example.cn/改正"}).errors
    assert "如果是另一条" in error.message
    assert PublicationRecord.objects.standing().count() == 3
