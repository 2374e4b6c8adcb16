"""The register of official documents and normative documents: numbers, reasons, days, corrections, figures."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import registry
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.viewer import NotAllowed, Viewer
from gongkai.ledger.errors import AppendOnly, GuardViolation, PeriodLocked, translated
from gongkai.ledger.tests.locks import lock_of_2023
from gongkai.ledger.transactions import ledger_transaction
from gongkai.ledger.verify import problems
from gongkai.papers import queries
from gongkai.papers.document_number import fault_of
from gongkai.papers.models import ORDER, NormativeDesignation, NormativeRepeal, OfficialDocument
from gongkai.shell.ledgers.import_run import run_import

DAY = datetime.date(2024, 1, 8)


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def official_document(number: str = "示工信发〔2023〕5号", **changes: Any) -> dict[str, Any]:
    return {
        "doc_number": number,
        "title": "示例·通知",
        "genre": "通知",
        "attribute": "proactive",
        "attribute_reason": "",
        "made_on": datetime.date(2023, 3, 15),
        "section": "",
        "validity": "in_force",
        "ended_on": None,
    } | changes


def normative(number: str, registration: str, made_on: datetime.date, **changes: Any) -> dict[str, Any]:
    return {
        "doc_number": number,
        "title": "示例·办法",
        "made_on": made_on,
        "registration_number": registration,
        "determined_on": made_on,
        "determined_by": "示例市司法局",
        "expires_on": None,
    } | changes


def enter_rows(office: Bureau, ledger: str, *rows: dict[str, Any], viewer: Viewer | None = None) -> list[Any]:
    """Store rows as an import does: inside an act that records it."""
    viewer = viewer or office.disclosure_officer
    with ledger_transaction(organ_code=viewer.organ_code, actor=viewer.actor, day=DAY) as tx:
        facts = registry.one(registry.Importer, ledger).compose(viewer.on(DAY), rows).store(tx)
        tx.record(OrganOpened(), subjects=facts)
    return list(facts)


def enter_documents(office: Bureau, *rows: dict[str, Any]) -> list[OfficialDocument]:
    return enter_rows(office, "papers.instruments", *rows)


def enter_normative(office: Bureau, *rows: dict[str, Any]) -> None:
    enter_rows(office, "papers.normative", *rows)


def enter_repeal(office: Bureau, number: str, on: datetime.date) -> None:
    row = {"doc_number": number, "manner": "repealed", "repealed_on": on, "basis": "示例·废止决定"}
    enter_rows(office, "papers.repeals", row)


@pytest.mark.parametrize(
    ("number", "genre"),
    [
        ("示工信发〔2023〕5号", "通知"),
        ("卫政办发〔2020〕91号", ""),
        ("示例市人民政府令第12号", ORDER),
        ("第1号", ORDER),
    ],
)
def test_a_right_number_has_no_fault(number: str, genre: str) -> None:
    assert fault_of(number, genre) == ""


@pytest.mark.parametrize(
    ("number", "genre", "says"),
    [
        ("示工信发[2023]5号", "通知", "六角括号"),
        ("示工信发（2023）5号", "通知", "六角括号"),
        ("示工信发〔23〕5号", "通知", "四位"),
        ("示工信发〔2023〕05号", "通知", "虚位"),
        ("示工信发〔2023〕第5号", "通知", "第"),
        ("示工信发〔2023〕5 号", "通知", "发文字号"),
        ("示工信发〔2023〕5", "通知", "发文字号"),
        ("〔2023〕5号", "通知", "发文字号"),
        ("", "通知", "发文字号"),
        ("第1号", "通知", "发文字号"),
        ("示例令第01号", ORDER, "虚位"),
        ("示工信发〔2023〕5号", ORDER, "令"),
    ],
)
def test_a_wrong_number_is_told_why(number: str, genre: str, says: str) -> None:
    assert says in fault_of(number, genre)


@given(
    code=st.text(alphabet="示例工信发办函局", min_size=1, max_size=20),
    year=st.integers(1900, 2099),
    serial=st.integers(1, 99999),
)
def test_every_number_in_the_form_of_the_standard_passes(code: str, year: int, serial: int) -> None:
    assert fault_of(f"{code}〔{year}〕{serial}号") == ""


def test_a_number_is_entered_once_and_corrected_by_another_row(office: Bureau) -> None:
    (first,) = enter_documents(office, official_document())
    (second,) = enter_documents(office, official_document(title="示例·更正的标题"))
    assert second.supersedes == first
    assert [i.title for i in queries.official_documents(office.disclosure_officer)] == ["示例·更正的标题"]
    assert list(problems()) == []


def test_the_same_number_twice_is_refused_by_the_database(office: Bureau) -> None:
    with pytest.raises(GuardViolation, match="已登记"):
        enter_documents(office, official_document(), official_document())
    assert not OfficialDocument.objects.exists()


def test_another_organ_may_have_the_same_number(office: Bureau) -> None:
    enter_documents(office, official_document())
    other = bureau("SL2")
    enter_documents(other, official_document())
    assert queries.official_documents(other.disclosure_officer).count() == 1


def test_who_may_not_register_is_told(office: Bureau) -> None:
    with pytest.raises(NotAllowed, match="登记公文台账"):
        enter_rows(office, "papers.instruments", official_document(), viewer=office.drafter)


def test_a_locked_period_takes_no_document(office: Bureau) -> None:
    lock_of_2023()
    with pytest.raises(PeriodLocked):
        enter_documents(office, official_document())
    enter_documents(office, official_document(made_on=datetime.date(2024, 1, 5)))


@pytest.mark.parametrize("model", [OfficialDocument, NormativeDesignation, NormativeRepeal])
def test_entries_are_never_altered(model: Any, office: Bureau) -> None:
    enter_documents(office, official_document())
    enter_normative(office, normative("示工信发〔2023〕5号", "SL-1", datetime.date(2023, 3, 15)))
    enter_repeal(office, "示工信发〔2023〕5号", datetime.date(2023, 9, 1))
    with pytest.raises(AppendOnly), translated():
        model.objects.update(doc_number="示工信发〔2023〕6号")


def figure(office: Bureau, measure: str, year: int = 2023) -> int:
    records: int = registry.one(registry.Measure, measure).records(office.disclosure_officer, year).count()
    return records


def test_documents_are_counted_by_attribute_and_by_the_day_they_were_made(office: Bureau) -> None:
    reason = {"attribute_reason": "示例理由"}
    enter_documents(
        office,
        official_document("示工信发〔2023〕1号"),
        official_document("示工信发〔2023〕2号", attribute="on_request", **reason),
        official_document("示工信发〔2023〕3号", attribute="withheld", **reason),
        official_document("示工信发〔2023〕4号", made_on=datetime.date(2022, 12, 31)),
    )
    assert figure(office, "papers.instruments") == 2
    assert figure(office, "papers.instruments_proactive") == 1
    assert figure(office, "papers.instruments_on_request") == 1
    assert figure(office, "papers.instruments_proactive", 2022) == 1


def test_an_official_document_alone_is_no_normative_document(office: Bureau) -> None:
    enter_documents(office, official_document(title="示例·关于印发某办法的通知"))
    assert figure(office, "papers.normative_made") == 0


def test_normative_documents_are_counted_by_determination_and_repeal(office: Bureau) -> None:
    enter_normative(
        office,
        normative("示工信规〔2019〕1号", "SL-19-1", datetime.date(2019, 4, 1)),
        normative("示工信规〔2020〕1号", "SL-20-1", datetime.date(2020, 4, 1)),
        normative(
            "示工信规〔2021〕1号",
            "SL-21-1",
            datetime.date(2021, 4, 1),
            expires_on=datetime.date(2023, 12, 30),
        ),
        normative("示工信规〔2023〕1号", "SL-23-1", datetime.date(2023, 4, 1)),
    )
    enter_repeal(office, "示工信规〔2019〕1号", datetime.date(2023, 6, 1))
    enter_repeal(office, "示工信规〔2020〕1号", datetime.date(2024, 1, 2))
    assert figure(office, "papers.normative_made") == 1
    assert figure(office, "papers.normative_repealed") == 1
    assert figure(office, "papers.normative_in_force") == 2
    assert figure(office, "papers.normative_in_force", 2022) == 3
    assert figure(office, "papers.regulations") == 0


def test_a_cell_names_its_row_and_column(office: Bureau) -> None:
    enter_normative(office, normative("示工信规〔2023〕1号", "SL-23-1", datetime.date(2023, 4, 1)))
    measure = registry.one(registry.Measure, "papers.normative_made")
    assert measure.annotate_cells is not None
    row = measure.annotate_cells(measure.records(office.disclosure_officer, 2023)).get()
    assert (row.cell_row, row.cell_column) == ("normative", "made")


def test_a_registration_number_belongs_to_one_document(office: Bureau) -> None:
    day = datetime.date(2023, 4, 1)
    with pytest.raises(GuardViolation, match="登记号已使用"):
        enter_normative(
            office,
            normative("示工信规〔2023〕1号", "SL-1", day),
            normative("示工信规〔2023〕2号", "SL-1", day),
        )


def issues(office: Bureau, importer: str, row: dict[str, Any]) -> list[str | None]:
    declared = registry.one(registry.Importer, importer)
    assert declared.check is not None
    found = list(declared.check(office.disclosure_officer, row))
    if declared.check_all is not None:
        found += declared.check_all(office.disclosure_officer, [row])[0]
    return [issue.column for issue in found]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"doc_number": "示工信发[2023]5号"}, "doc_number"),
        ({"genre": ORDER}, "doc_number"),
        ({"attribute": "withheld"}, "attribute_reason"),
        ({"attribute": "on_request"}, "attribute_reason"),
        ({"validity": "repealed"}, "ended_on"),
        ({"ended_on": datetime.date(2023, 9, 1)}, "validity"),
        ({"validity": "lapsed", "ended_on": datetime.date(2023, 1, 1)}, "ended_on"),
    ],
)
def test_a_row_that_contradicts_itself_is_named_by_its_cell(
    changes: dict[str, Any], column: str, office: Bureau
) -> None:
    assert issues(office, "papers.instruments", official_document(**changes)) == [column]


@pytest.mark.parametrize("text", ["2023-02-30", "2023-13-01", "2999-01-01", "某日"])
def test_an_impossible_or_future_day_is_refused(text: str) -> None:
    columns = registry.one(registry.Importer, "papers.instruments").columns
    made_on = next(column for column in columns if column.name == "made_on")
    with pytest.raises(ValueError, match="请"):
        made_on.parse(text)


def test_a_determination_agrees_with_the_register(office: Bureau) -> None:
    enter_documents(office, official_document())
    row = normative("示工信发〔2023〕5号", "SL-1", datetime.date(2023, 3, 16))
    assert issues(office, "papers.normative", row) == ["made_on", "title"]


def test_only_what_was_determined_is_repealed(office: Bureau) -> None:
    row = {
        "doc_number": "示工信规〔2023〕1号",
        "manner": "repealed",
        "repealed_on": DAY,
        "basis": "示例·废止决定",
    }
    assert issues(office, "papers.repeals", row) == ["doc_number"]


LEDGER = """示例局发文登记簿
序号,文号,文件标题,文种,公开方式,不公开理由,发文日期,有效性
1,示工信发〔2023〕1号,示例·通知一,通知,主动公开,,2023年3月15日,有效
2,示工信发〔2023〕2号,示例·通知二,通知,依申请公开,示例理由,2023/4/1,有效
"""


def test_a_ledger_as_officers_keep_it_is_imported_once(office: Bureau) -> None:
    importer = registry.one(registry.Importer, "papers.instruments")
    data = LEDGER.encode("gb18030")
    plan = run_import(office.disclosure_officer.on(DAY), importer, data, "发文登记簿.csv")
    assert plan.errors == []
    assert OfficialDocument.objects.count() == 2
    again = run_import(office.disclosure_officer.on(DAY), importer, data, "发文登记簿.csv")
    assert [row.status for row in again.rows] == ["known", "known"]
    assert OfficialDocument.objects.count() == 2
    assert figure(office, "papers.instruments_on_request") == 1


def test_a_wrong_row_is_named_by_its_cell_and_nothing_is_stored(office: Bureau) -> None:
    importer = registry.one(registry.Importer, "papers.instruments")
    wrong = LEDGER.replace("〔2023〕2号", "[2023]02号").replace("2023年3月15日", "2999-01-01")
    plan = run_import(office.disclosure_officer.on(DAY), importer, wrong.encode(), "发文登记簿.csv")
    assert [(error.cell, error.rule) for error in plan.errors] == [
        ("G3", "format"),
        ("B4", "document_number"),
    ]
    assert not OfficialDocument.objects.exists()


def test_a_changed_row_is_red_until_it_is_a_correction(office: Bureau) -> None:
    importer = registry.one(registry.Importer, "papers.instruments")
    run_import(office.disclosure_officer.on(DAY), importer, LEDGER.encode(), "1.csv")
    changed = LEDGER.replace("通知一", "通知一改").encode()
    plan = run_import(office.disclosure_officer.on(DAY), importer, changed, "2.csv")
    assert [error.rule for error in plan.errors] == ["changed"]
    run_import(office.disclosure_officer.on(DAY), importer, changed, "2.csv", correct=True)
    titles = queries.official_documents(office.disclosure_officer).values_list("title", flat=True)
    assert sorted(titles) == ["示例·通知一改", "示例·通知二"]
    assert list(problems()) == []
