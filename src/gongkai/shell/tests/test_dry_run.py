"""A dry run says all that the import would refuse, in words and numbers that agree, before anything is written."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.models import Entry
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.registry import Importer
from gongkai.shell.ledgers.findings import findings
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan, plan_import
from gongkai.shell.spreadsheets.errors import UnreadableFile

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)
DOCUMENT = {
    "发文字号": "示工信发〔2023〕1号",
    "标题": "示例·通知",
    "公文种类": "通知",
    "公开属性": "主动公开",
    "成文日期": "2023-03-05",
    "有效性": "有效",
}
REQUEST = {
    "登记编号": "2023-001",
    "申请人类别": "自然人",
    "申请人": "示例·申请人",
    "申请渠道": "当面提交",
    "申请内容": "示例·申请内容",
    "到达日期": "2023-12-20",
    "收到申请之日": "2023-12-20",
}
ANSWER = {"办理结果": "部分公开", "答复理由": "部分公开（区分处理）", "成文日期": "2024-01-05"}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def csv(*rows: dict[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return "\n".join([",".join(heads), *(",".join(r.get(h, "") for h in heads) for r in rows)]).encode()


def dry(office: Bureau, kind: str, *rows: dict[str, str], correct: bool = False) -> Plan:
    viewer, importer = office.system.on(DAY), registry.one(Importer, kind)
    with CaptureQueriesContext(connection) as asked:
        plan = plan_import(viewer, importer, csv(*rows), "示例.csv", correct=correct)
    assert all(each["sql"].lstrip("( ").startswith(("SELECT", "WITH")) for each in asked.captured_queries)
    return plan


def real(office: Bureau, kind: str, *rows: dict[str, str], correct: bool = False) -> Plan:
    viewer, importer = office.system.on(DAY), registry.one(Importer, kind)
    return run_import(viewer, importer, csv(*rows), "示例.csv", correct=correct)


def said(plan: Plan) -> list[tuple[str, str]]:
    return [(error.cell, error.rule) for error in plan.errors]


def test_a_locked_year_is_told_of_every_row(office: Bureau) -> None:
    lock_of_2023()
    rows = [
        DOCUMENT,
        {**DOCUMENT, "发文字号": "示工信发〔2024〕1号", "成文日期": "2024-01-04"},
        {**DOCUMENT, "发文字号": "示工信发〔2023〕2号"},
    ]
    told = dry(office, "papers.instruments", *rows)
    assert said(told) == [("E2", "period_locked"), ("E4", "period_locked")]
    assert "已定稿" in told.errors[0].message
    assert (told.number_of("error"), told.number_of("new")) == (2, 1)
    entries = Entry.objects.count()
    met = real(office, "papers.instruments", *rows)
    assert (said(met), met.done, Entry.objects.count()) == (said(told), False, entries)


def test_a_locked_year_is_told_of_the_part_of_a_row_that_counts_in_it(office: Bureau) -> None:
    real(office, "inforequests.requests", REQUEST)
    lock_of_2023()
    answered = {**REQUEST, **ANSWER}
    assert dry(office, "inforequests.requests", answered, correct=True).errors == []
    new = {**answered, "登记编号": "2023-002"}
    column = "ABCDEFGHIJ"[list(answered).index("收到申请之日")]
    assert said(dry(office, "inforequests.requests", new)) == [(f"{column}2", "period_locked")]
    assert said(real(office, "inforequests.requests", new)) == [(f"{column}2", "period_locked")]
    assert real(office, "inforequests.requests", answered, correct=True).done


def test_a_correction_in_a_locked_year_is_not_offered(office: Bureau) -> None:
    real(office, "papers.instruments", DOCUMENT)
    changed = {**DOCUMENT, "标题": "示例·改"}
    assert dry(office, "papers.instruments", changed).may_correct
    locked = lock_of_2023()
    told = dry(office, "papers.instruments", changed)
    assert [rule for _, rule in said(told)] == ["changed", "period_locked"]
    assert (told.may_correct, findings(told)["differing"]) == (False, 0)
    document: Any = apps.get_model("papers.OfficialDocument")
    unlock(
        locked,
        table=document._meta.db_table,
        fact_key=document.objects.get().pk,
    )
    assert dry(office, "papers.instruments", changed).may_correct
    assert real(office, "papers.instruments", changed, correct=True).done


def test_an_unlocked_addition_lets_in_as_many_as_it_names(office: Bureau) -> None:
    document: Any = apps.get_model("papers.OfficialDocument")
    unlock(
        lock_of_2023(),
        table=document._meta.db_table,
        counted_on=datetime.date(2023, 3, 5),
        number=1,
    )
    both = [DOCUMENT, {**DOCUMENT, "发文字号": "示工信发〔2023〕2号"}]
    assert said(dry(office, "papers.instruments", *both)) == [("E3", "period_locked")]
    assert real(office, "papers.instruments", DOCUMENT).done
    assert said(dry(office, "papers.instruments", both[1])) == [("E2", "period_locked")]


def test_after_a_second_lock_only_its_own_unlocks_let_in(office: Bureau) -> None:
    document: Any = apps.get_model("papers.OfficialDocument")
    addition = {"table": document._meta.db_table, "counted_on": datetime.date(2023, 3, 5), "number": 1}
    unlock(lock_of_2023(), **addition)
    last = lock_of_2023()
    assert said(dry(office, "papers.instruments", DOCUMENT)) == [("E2", "period_locked")]
    unlock(last, **addition)
    assert said(dry(office, "papers.instruments", DOCUMENT)) == []
    assert real(office, "papers.instruments", DOCUMENT).done


def test_what_other_ledgers_hold_in_place_is_told(office: Bureau) -> None:
    decision = {
        "决定类别": "行政许可",
        "决定文号": "示许〔2023〕1号",
        "事项名称": "节能审查",
        "项目或者文书名称": "示例项目",
        "行政相对人": "示例公司",
        "决定日期": "2023-05-08",
        "准予": "是",
        "公开日期": "2023-05-10",
    }
    assert real(office, "proactive.decisions", decision).done
    later = {**decision, "决定日期": "2023-05-12", "公开日期": "2023-05-15"}
    told = dry(office, "proactive.decisions", later, correct=True)
    met = real(office, "proactive.decisions", later, correct=True)
    assert said(told) == said(met) == [("B2", "decision_public")]
    assert "已登记公开" in told.errors[0].message


@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_the_dry_run_of_every_ledger_says_what_the_import_says(office: Bureau, kind: str) -> None:
    importer = registry.one(Importer, kind)
    row = {column.header: column.example for column in importer.columns}
    for locked in (False, True):
        if locked:
            lock_of_2023()
            row[next(c.header for c in importer.columns if c.name == importer.named[0])] += "2"
        told = dry(office, kind, row)
        assert said(told) == said(real(office, kind, row))


def test_rows_are_not_counted_where_the_header_cannot_be_read(office: Bureau) -> None:
    plan = dry(office, "papers.instruments", {"发文字号": "示工信发〔2023〕1号", "题目": "示例"})
    found = findings(plan)
    assert found["counts"] == [("有误", len(found["errors"]), "处", "error")]
    assert len(found["errors"]) == 5


def test_a_file_without_any_header_is_told_once_and_by_what_it_is(office: Bureau) -> None:
    viewer, importer = office.system.on(DAY), registry.one(Importer, "papers.instruments")
    plan = plan_import(viewer, importer, "甲,乙\n1,2".encode(), "公文.xlsx")
    assert said(plan) == [("A1", "missing_column")]
    assert "没有找到公文台账的表头" in plan.errors[0].message
    assert "内容却是文本" in plan.errors[0].message
    assert "内容却是文本" not in plan_import(viewer, importer, b"1,2", "公文.csv").errors[0].message
    with pytest.raises(UnreadableFile, match="内容是网页"):
        plan_import(viewer, importer, b"<html><table><tr><td>1</td></tr></table></html>", "公文.xlsx")


def test_the_page_of_a_refused_file_does_not_look_as_if_rows_had_gone_in(office: Bureau) -> None:
    wrong = {**DOCUMENT, "发文字号": "示工信发〔2023〕2号", "成文日期": "五月"}
    page = render_to_string(
        "shell/import_plan.html",
        {
            "task": SimpleNamespace(result={}, parameters={"name": "示例.csv"}),
            "importer": registry.one(Importer, "papers.instruments"),
            "found": findings(dry(office, "papers.instruments", DOCUMENT, wrong)),
        },
    )
    counts = page.partition('class="plan-counts"')[2].partition("</p>")[0]
    assert "（没有导入）" in counts
    assert "plan-new" not in counts
    assert "plan-refused" in page
