"""The ledger of requests as a file: read in, refused by cell, known again, corrected."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.ledgers import REQUESTS
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.queries import first_reply_of
from gongkai.ledger.queries import head
from gongkai.ledger.verify import problems
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.importer import importers_of
from gongkai.shell.ledgers.planning import Plan
from gongkai.shell.spreadsheets.template import write_template

(IMPORTER,) = importers_of((REQUESTS,))
pytestmark = pytest.mark.django_db
DAY = datetime.date(2024, 1, 8)
ROW = {
    "登记编号": "2023-001",
    "申请人类别": "自然人",
    "申请人": "示例·申请人",
    "申请渠道": "当面提交",
    "申请内容": "示例·申请内容",
    "到达日期": "2023-05-10",
    "收到申请之日": "2023-05-10",
    "办理结果": "不予公开",
    "答复理由": "保护第三方合法权益",
    "成文日期": "2023-06-02",
}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def file_of(*rows: dict[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    lines = [",".join(heads), *(",".join(row.get(head, "") for head in heads) for row in rows)]
    return "\n".join(lines).encode("utf-8-sig")


def read_in(office: Bureau, *rows: dict[str, str], correct: bool = False) -> Plan:
    return run_import(
        office.disclosure_officer.on(DAY), IMPORTER, file_of(*rows), "示例.csv", correct=correct
    )


def test_a_row_becomes_a_case_with_its_facts(office: Bureau) -> None:
    plan = read_in(office, ROW)
    assert plan.errors == []
    case = InfoRequest.objects.get()
    assert (case.applicant_kind, case.channel) == ("natural", "counter")
    assert first_reply_of(case).law_ground.row == "denied_4"  # type: ignore[union-attr]
    assert list(problems()) == []


def test_the_same_file_again_changes_nothing(office: Bureau) -> None:
    rows = (ROW, {**ROW, "登记编号": "2023-002", "答复理由": "", "办理结果": "", "成文日期": ""})
    read_in(office, *rows)
    before = head().seq
    plan = read_in(office, *rows)
    assert [row.status for row in plan.rows] == ["known", "known"]
    assert head().seq == before
    assert Reply.objects.count() == 1


def test_officers_own_headers_and_words_are_understood(office: Bureau) -> None:
    row = {
        "申请编号": "1",
        "申请人类型": "公民",
        "申请人姓名": "示例·申请人",
        "申请方式": "平信",
        "申请公开内容": "示例",
        "来件日期": "2023年5月8日",
        "收到日期": "2023/5/10",
        "答复结果": "无法提供",
        "理由": "没有现成信息",
        "答复时间": "2023.6.2",
    }
    assert read_in(office, row).errors == []
    assert Receipt.objects.get().determined_by == "confirmation"
    assert Reply.objects.get().ground == "needs_making"


@pytest.mark.parametrize(
    ("change", "column", "sentence"),
    [
        ({"登记编号": ""}, "登记编号", "没有填写"),
        ({"申请人类别": "外星人"}, "申请人类别", "只能填：自然人、商业企业"),
        ({"到达日期": "2023-02-30"}, "到达日期", "没有这一天"),
        ({"到达日期": "2031-01-05"}, "到达日期", "晚于今天"),
        ({"到达日期": "五月十日"}, "到达日期", "不是日期"),
        ({"成文日期": "2031-01-05"}, "成文日期", "晚于今天"),
        ({"办理结果": "予以公开、不予公开"}, "办理结果", "填了 2 项（予以公开、不予公开），只能填一项"),
        ({"办理结果": "予以公开"}, "答复理由", "不一致，一件申请只有一个结果"),
        ({"答复理由": ""}, "答复理由", "没有理由，请填：属于国家秘密"),
        ({"办理结果": "", "答复理由": ""}, "办理结果", "没有办理结果"),
        ({"成文日期": ""}, "成文日期", "没有成文日期"),
        ({"成文日期": "2023-05-09"}, "成文日期", "早于收到申请之日 2023-05-10"),
        ({"收到申请之日": ""}, "收到申请之日", "请填 2023-05-10"),
        ({"收到申请之日": "2023-05-12"}, "收到申请之日", "当面提交以提交之日"),
        ({"收到申请之日": "2023-05-09"}, "收到申请之日", "早于到达日期"),
        ({"申请渠道": "互联网渠道", "收到申请之日": ""}, "收到申请之日", "已经答复而没有"),
    ],
)
def test_a_bad_row_is_named_by_cell_and_reason(
    office: Bureau, change: dict[str, str], column: str, sentence: str
) -> None:
    row = {**ROW, **change}
    row = {head: f'"{text}"' if "、" in text else text for head, text in row.items()}
    plan = read_in(office, {**ROW, "登记编号": "2023-000"}, row)
    letter = "ABCDEFGHIJ"[list(ROW).index(column)]
    first = plan.errors[0]
    assert first.cell == f"{letter}3"
    assert column in first.message
    assert sentence in first.message
    assert not InfoRequest.objects.exists()


def test_two_rows_with_one_number(office: Bureau) -> None:
    plan = read_in(office, ROW, {**ROW, "申请内容": "另一件"})
    assert [(e.cell, e.rule) for e in plan.errors] == [("A3", "duplicate")]


def test_a_changed_row_is_refused_and_corrected_when_asked(office: Bureau) -> None:
    read_in(office, ROW)
    changed = {**ROW, "申请人类别": "法律服务机构", "办理结果": "部分公开", "答复理由": "部分公开"}
    plan = read_in(office, changed)
    assert [e.rule for e in plan.errors] == ["changed"]
    assert Reply.objects.count() == 1
    assert read_in(office, changed, correct=True).errors == []
    assert Reply.objects.standing().get().ground == "partial"
    assert Receipt.objects.standing().get().applicant_kind == "legal"
    assert [row.status for row in read_in(office, changed).rows] == ["known"]
    assert list(problems()) == []


def test_a_correction_may_take_a_reply_back_and_give_it_again(office: Bureau) -> None:
    read_in(office, ROW)
    pending = {**ROW, "办理结果": "", "答复理由": "", "成文日期": ""}
    assert read_in(office, pending, correct=True).errors == []
    assert not Reply.objects.standing().exists()
    assert read_in(office, ROW, correct=True).errors == []
    assert Reply.objects.standing().get().ground == "third_party"


def test_the_template_reads_back(office: Bureau) -> None:
    plan = run_import(office.disclosure_officer.on(DAY), IMPORTER, write_template(IMPORTER), "模板.xlsx")
    assert [error.rule for error in plan.errors] == ["empty"]
    assert registry.one(registry.Register, "inforequests.requests").importer == IMPORTER.id


def test_many_rows_need_few_queries(office: Bureau) -> None:
    def rows(first: int, last: int) -> list[dict[str, str]]:
        return [{**ROW, "登记编号": f"{number}"} for number in range(first, last)]

    with CaptureQueriesContext(connection) as few:
        read_in(office, *rows(0, 10))
    with CaptureQueriesContext(connection) as many:
        read_in(office, *rows(10, 410))
    assert len(many) < len(few) + 20
