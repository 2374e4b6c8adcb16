"""A ledger comes in whole or not at all, and each error is named by its cell."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.apps import apps
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from gongkai import registry
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.registry import Importer
from gongkai.shell.ledgers.findings import findings
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import plan_import
from gongkai.shell.models import ImportRun
from gongkai.shell.spreadsheets.template import write_template

pytestmark = pytest.mark.django_db

OfficialDocument: Any = apps.get_model(
    "papers.OfficialDocument"
)  # a room above declares it; shell knows none

DAY = datetime.date(2024, 1, 10)
HEAD = [
    "发文字号",
    "标题",
    "公文种类",
    "公开属性",
    "属性理由",
    "成文日期",
    "承办科室",
    "有效性",
    "失效废止日期",
]


def row(number=1, **changed):
    values = {
        "发文字号": f"示工信发〔2023〕{number}号",
        "标题": f"示例·通知{number}",
        "公文种类": "通知",
        "公开属性": "主动公开",
        "属性理由": "",
        "成文日期": "2023-03-05",
        "承办科室": "示例科",
        "有效性": "有效",
        "失效废止日期": "",
    }
    return list({**values, **changed}.values())


def xlsx(*rows, above=(), head=HEAD, merge=()):
    ledger = Workbook()
    for each in (*above, head, *rows):
        ledger.active.append(list(each))
    for area in merge:
        ledger.active.merge_cells(area)
    file = io.BytesIO()
    ledger.save(file)
    return file.getvalue()


def csv(*rows, head=HEAD):
    return "\r\n".join(",".join(each) for each in (head, *rows)).encode("gb18030")


@pytest.fixture
def office():
    return bureau()


@pytest.fixture
def importer():
    return registry.one(Importer, "papers.instruments")


@pytest.fixture
def bring(office, importer):
    def bring(data, *, correct=False, viewer=None, name="公文.xlsx"):
        return run_import(viewer or office.disclosure_officer.on(DAY), importer, data, name, correct=correct)

    return bring


def said(plan):
    return [(error.cell, error.rule) for error in plan.errors]


@pytest.mark.parametrize("data", [xlsx(row(1), row(2)), csv(row(1), row(2))], ids=["xlsx", "gb18030"])
def test_an_import_is_one_action_and_one_entry(bring, data):
    before = Entry.objects.count()
    plan = bring(data)
    assert plan.done
    assert (plan.number_of("new"), plan.errors) == (2, [])
    assert OfficialDocument.objects.count() == 2
    assert Entry.objects.count() == before + 1
    run = ImportRun.objects.get()
    assert (run.new, run.known, run.changed, run.file_sm3) == (2, 0, 0, plan.sm3)
    entry = Entry.objects.first()
    assert entry.event == "shell.ledger_imported"
    assert entry.data["sm3"] == plan.sm3
    assert [line.entry.seq for line in history_of(OfficialDocument.objects.first())] == [entry.seq]
    assert list(problems()) == []


def test_importing_twice_changes_nothing(bring):
    data = xlsx(row(1), row(2))
    bring(data)
    entries, runs = Entry.objects.count(), ImportRun.objects.count()
    again = bring(data)
    assert (again.done, again.number_of("known"), again.errors) == (False, 2, [])
    assert (OfficialDocument.objects.count(), Entry.objects.count(), ImportRun.objects.count()) == (
        2,
        entries,
        runs,
    )


def test_one_wrong_row_keeps_all_out(bring):
    before = Entry.objects.count()
    plan = bring(xlsx(row(1), row(2, 成文日期="2023-02-30")))
    assert said(plan) == [("F3", "format")]
    assert "没有这一天" in plan.errors[0].message
    assert (OfficialDocument.objects.count(), Entry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("changed", "cell", "rule"),
    [
        ({"标题": ""}, "B2", "required"),
        ({"公文种类": "通知书"}, "C2", "format"),
        ({"成文日期": "去年三月"}, "F2", "format"),
        ({"成文日期": "2999-01-01"}, "F2", "format"),
        ({"发文字号": "=A1"}, "A2", "formula"),
    ],
)
def test_each_error_names_cell_rule_and_remedy(bring, changed, cell, rule):
    plan = bring(xlsx(row(1, **changed)))
    assert said(plan) == [(cell, rule)]
    assert "“" in plan.errors[0].message
    assert not OfficialDocument.objects.exists()


def test_dates_are_read_however_they_were_typed(bring):
    days = [datetime.date(2023, 3, 5), "2023年3月5日", "2023.3.5", "２０２３/３/５", "20230305"]
    plan = bring(xlsx(*(row(n, 成文日期=day) for n, day in enumerate(days, start=1))))
    assert plan.errors == []
    assert set(OfficialDocument.objects.values_list("made_on", flat=True)) == {datetime.date(2023, 3, 5)}


def test_a_title_above_other_names_and_another_order_are_tolerated(bring):
    head = ["文号", "发文日期*", "文种", "公开方式（必填）", "文件名称", "有效性", "备注"]
    one = ["示工信发〔2023〕1号", "2023-03-05", "通知", "主动公开", "示例·通知", "有效", "随便"]
    plan = bring(xlsx(one, above=[["某局公文台账"], []], head=head))
    assert plan.errors == []
    assert plan.notices == ["文件中这些列没有用到：备注。"]
    assert OfficialDocument.objects.get().title == "示例·通知"


def test_missing_and_renamed_columns_are_named(bring):
    plan = bring(xlsx(row(1), head=["发文字号", "题目", *HEAD[2:]]))
    assert said(plan) == [("A1", "missing_column")]
    assert "缺少“标题”列" in plan.errors[0].message
    assert "题目" in plan.errors[0].message


def test_a_column_that_stands_twice_is_named(bring):
    plan = bring(xlsx([*row(1), "示例"], head=[*HEAD, "文号"]))
    assert said(plan) == [("J1", "duplicate_column")]


def test_a_row_that_stands_twice_is_named(bring):
    plan = bring(xlsx(row(1), row(2), row(1)))
    assert said(plan) == [("A4", "duplicate")]
    assert "第 2 行" in plan.errors[0].message


def test_merged_cells_below_the_header_are_errors_and_above_it_are_not(bring):
    above = [["某局公文台账"]]
    assert bring(xlsx(row(1), above=above, merge=["A1:I1"])).errors == []
    plan = bring(xlsx(row(2), row(3, 承办科室=None), above=above, merge=["A1:I1", "G3:G4"]))
    assert said(plan) == [("G3", "merged"), ("G4", "merged")]


def test_a_file_without_rows_says_so(bring):
    assert said(bring(xlsx())) == [("A2", "empty")]
    assert {rule for _, rule in said(bring(b"nothing,here\n1,2"))} == {"missing_column"}


def test_a_changed_row_is_told_in_the_words_of_the_ledger(bring):
    bring(xlsx(row(1)))
    told = bring(xlsx(row(1, 公开属性="依申请公开", 属性理由="示例"))).errors[0].message
    assert "“公开属性”现为“主动公开”，文件中为“依申请公开”" in told
    assert "“属性理由”现为空，文件中为“示例”" in told


def book(**sheets):
    """Sheets by name, each its lines."""
    ledger = Workbook()
    ledger.remove(ledger.active)
    for name, lines in sheets.items():
        sheet = ledger.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return ledger


def packed(ledger):
    data = io.BytesIO()
    ledger.save(data)
    return data.getvalue()


def test_sheets_whose_heads_agree_are_one_ledger(bring):
    halves = book(上半年=[HEAD, row(1)], 下半年=[["某局"], HEAD[::-1], row(2)[::-1], row(3)[::-1]])
    plan = bring(packed(halves))
    assert (plan.number_of("new"), plan.errors) == (3, [])
    assert plan.notices == ["2 张工作表的表头一致，合在一起读取：“上半年” 1 行、“下半年” 2 行。"]


def test_errors_of_several_sheets_name_theirs(bring):
    halves = book(上半年=[HEAD, row(1)], 下半年=[HEAD, row(1), row(2, 标题="")])
    plan = bring(packed(halves))
    assert said(plan) == [("下半年!A2", "duplicate"), ("下半年!B3", "required")]
    assert "与“上半年”第 2 行重复" in plan.errors[0].message
    assert findings(plan)["rows"][0]["number"] == "下半年 2"


def test_sheets_that_are_not_read_are_told_with_their_rows(bring):
    ledger = book(台账=[HEAD, row(1)], 目录=[["甲"], ["乙"]], 旧表=[HEAD, row(2)], 空表=[], 选项=[["通知"]])
    ledger["旧表"].sheet_state = "hidden"
    plan = bring(packed(ledger))
    assert plan.number_of("new") == 1
    assert plan.notices == [
        "工作表“目录”有 2 行，没有读取：表头与“台账”不一致。属于本台账的，请把表头改成一致后重新导入。",
        "工作表“旧表”有 2 行，没有读取：工作表是隐藏的。属于本台账的，请取消隐藏后重新导入。",
    ]


def test_hidden_rows_are_read_and_told(bring):
    ledger = book(台账=[HEAD, row(1), row(2), row(3)])
    ledger["台账"].row_dimensions[3].hidden = True
    plan = bring(packed(ledger))
    assert plan.number_of("new") == 3
    assert plan.notices == ["第 3 行在文件中是隐藏的，也已读取。"]


def test_a_changed_row_is_red_unless_the_officer_corrects(bring):
    bring(xlsx(row(1), row(2)))
    changed = xlsx(row(1, 标题="示例·改"), row(2))
    refused = bring(changed)
    assert said(refused) == [("B2", "changed")]
    assert refused.may_correct
    assert "现为“示例·通知1”，文件中为“示例·改”" in refused.errors[0].message
    assert OfficialDocument.objects.count() == 2

    corrected = bring(changed, correct=True)
    assert (corrected.done, corrected.number_of("changed"), corrected.number_of("known")) == (True, 1, 1)
    old, new = OfficialDocument.objects.filter(doc_number="示工信发〔2023〕1号").order_by("pk")
    assert (new.supersedes, new.title) == (old, "示例·改")
    assert bring(changed).number_of("known") == 2


def test_a_dry_run_stores_nothing(office, importer):
    before = Entry.objects.count()
    plan = plan_import(office.disclosure_officer, importer, xlsx(row(1)), "公文.xlsx")
    assert (plan.number_of("new"), plan.done) == (1, False)
    assert (OfficialDocument.objects.count(), Entry.objects.count()) == (0, before)


def test_who_may_not_register_may_not_import(office, bring):
    with pytest.raises(NotAllowed):
        bring(xlsx(row(1)), viewer=office.auditor)


def test_another_organ_has_its_own_rows(bring):
    bring(xlsx(row(1)))
    other = bureau("QT").disclosure_officer
    assert bring(xlsx(row(1)), viewer=other).number_of("new") == 1


@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_every_template_holds_a_marked_example_that_is_not_imported(office, kind):
    importer = registry.one(Importer, kind)
    data = write_template(importer)
    plan = plan_import(office.system, importer, data, "模板.xlsx")
    assert said(plan) == [("A3", "empty")]
    assert plan.notices == ["第 3 行是示例行，没有导入。"]
    ledger = load_workbook(io.BytesIO(data))
    offered = {str(rule.formula1) for rule in ledger["填写"].data_validations.dataValidation}
    assert len(offered) == sum(bool(column.choices) for column in importer.columns)


@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_a_template_offers_the_words_of_a_closed_list(kind):
    importer = registry.one(Importer, kind)
    ledger = load_workbook(io.BytesIO(write_template(importer)))
    offered = {}
    for rule in ledger["填写"].data_validations.dataValidation:
        sheet, area = rule.formula1.split("!")
        head = ledger["填写"].cell(2, range_boundaries(str(rule.sqref))[0]).value
        offered[head] = [cell.value for (cell,) in ledger[sheet][area.replace("$", "")]]
    assert offered == {c.header: list(c.choices) for c in importer.columns if c.choices}


@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_every_example_reads(office, kind):
    importer = registry.one(Importer, kind)
    for column in importer.columns:
        if column.example:
            column.parse(column.example)
        for choice in column.choices:
            column.parse(choice)


@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_headers_of_a_ledger_mean_one_column_each(kind):
    columns = registry.one(Importer, kind).columns
    heads = [head for column in columns for head in (column.header, *column.aliases)]
    assert len(heads) == len(set(heads))
    assert set(registry.one(Importer, kind).named) <= {column.name for column in columns}


@pytest.mark.parametrize("sparse", [False, True], ids=["full", "sparse"])
@pytest.mark.parametrize("kind", [i.id for i in registry.all_of(Importer)])
def test_what_a_ledger_brought_in_is_known_the_second_time(office, kind, sparse):
    importer = registry.one(Importer, kind)
    columns = [column for column in importer.columns if column.required or not sparse]
    data = xlsx([column.example for column in columns], head=[column.header for column in columns])
    first = run_import(office.system.on(DAY), importer, data, "示例.xlsx")
    if first.errors:  # it leans on other ledgers, or the example needs what is optional
        assert not first.done
        return
    second = run_import(office.system.on(DAY), importer, data, "示例.xlsx")
    assert (second.number_of("known"), second.errors, second.done) == (1, [], False)
