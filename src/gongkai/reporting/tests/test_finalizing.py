"""A year is counted from records, reviewed, finalized; then the records move and the finalized report does not."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection, transaction

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, tables_of
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests.cases import answered, registered
from gongkai.ledger.errors import AppendOnly, GuardViolation, PeriodLocked, translated
from gongkai.ledger.verify import problems
from gongkai.reporting import queries
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.blockers import name_of, record_blockers
from gongkai.reporting.compiling import compile_year
from gongkai.reporting.models import Candidate, Finalization
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.models import Approval
from gongkai.review.secrecy import SecrecyAnswers

pytestmark = pytest.mark.django_db

D = datetime.date
DAY = D(2024, 1, 8)


def ask(b: Bureau, number: str, on: datetime.date, kind: str = "natural") -> InfoRequest:
    return registered(b, number, arrived_on=on, kind=kind)


def reply(b: Bureau, request: InfoRequest, ground: str, on: datetime.date) -> None:
    answered(b, request, ground=ground, decided_on=on)


def last_year(b: Bureau, carried_over: int = 0, year: int = 2022) -> None:
    figures = {f"requests.carried_over.{c.id}": 0 for c in REQUEST_COLUMNS}
    figures |= {"requests.carried_over.natural": carried_over, "requests.carried_over.total": carried_over}
    report = Report(organ=b.organ.name, year=year, tables=tables_of(FORM_2021, figures))
    enter_prior_year(viewer=b.disclosure_officer.on(DAY), report=report, source="示例")


def reviewed(b: Bureau, year: int = 2023, *, on: datetime.date = DAY) -> Candidate:
    candidate = build_candidate(viewer=b.disclosure_officer.on(on), year=year)
    form = SecrecyAnswers(section="办公室", channel="网站", level_statement="不涉密", pledged=True)
    submit(viewer=b.disclosure_officer.on(on), version=candidate.version, form=form, proofread="示例")
    for viewer in (b.section_head, b.deputy_head):
        decide(viewer=viewer.on(on), version=candidate.version, agree=True, opinion="同意", proofread="示例")
    return candidate


def finalized(b: Bureau, year: int = 2023) -> Finalization:
    return finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=reviewed(b, year))


def test_every_cell_of_the_form_is_counted_by_some_room() -> None:
    report = compile_year(bureau().disclosure_officer, 2023).report
    assert [cell.id for cell, value in report.cells() if value is None] == []


def test_table_three_is_counted_from_the_cases() -> None:
    b = bureau()
    first = ask(b, "示1", D(2022, 12, 20))
    second = ask(b, "示2", D(2023, 3, 1), "legal")
    ask(b, "示3", D(2023, 12, 25))
    reply(b, first, "third_party", D(2023, 1, 10))
    reply(b, second, "other_organ", D(2023, 3, 9))
    report = compile_year(b.disclosure_officer, 2023).report
    shown = {
        cell.id.removeprefix("requests."): v for cell, v in report.cells() if cell.table == "requests" and v
    }
    assert shown == {
        "received.natural": 1,
        "received.legal": 1,
        "received.total": 2,
        "carried_in.natural": 1,
        "carried_in.total": 1,
        "denied_4.natural": 1,
        "denied_4.total": 1,
        "unable_1.legal": 1,
        "unable_1.total": 1,
        "total_handled.natural": 1,
        "total_handled.legal": 1,
        "total_handled.total": 2,
        "carried_over.natural": 1,
        "carried_over.total": 1,
    }


def test_a_reviewed_candidate_is_finalized_and_released_and_its_period_locked() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    done = finalized(b)
    assert done.number == 1
    released = release(viewer=b.disclosure_officer.on(DAY), version=done.candidate.version)
    assert [r.address for _, r in queries.released_reports(b.organ)] == [released.address]
    with pytest.raises(PeriodLocked, match="已锁定"):
        ask(b, "示2", D(2023, 5, 4))
    ask(b, "示3", D(2024, 1, 3))
    assert list(problems()) == []


def test_the_finalized_report_stays_when_the_records_of_another_year_move() -> None:
    b = bureau()
    last_year(b)
    case = ask(b, "示1", D(2023, 12, 20))
    done = finalized(b)
    kept = queries.value_of(done.candidate)
    reply(b, case, "third_party", D(2024, 1, 4))
    assert queries.value_of(queries.standing_finalization(b.disclosure_officer, 2023).candidate) == kept  # type: ignore[union-attr]
    assert compile_year(b.disclosure_officer, 2023).report.tables == kept.tables


def test_a_record_changed_after_the_candidate_blocks_its_finalization_and_is_named() -> None:
    b = bureau()
    last_year(b)
    candidate = reviewed(b)
    ask(b, "示1", D(2023, 3, 1))
    with pytest.raises(ActionBlocked) as refused:
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=candidate)
    assert any("本年新收 · 自然人 0 → 1" in sentence for sentence in refused.value.sentences)
    assert not Finalization.objects.exists()


def test_what_last_year_carried_over_must_come_in_this_year() -> None:
    b = bureau()
    last_year(b, carried_over=2)
    ask(b, "示1", D(2022, 12, 20))
    with pytest.raises(ActionBlocked) as refused:
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=reviewed(b))
    broken = [s for s in refused.value.sentences if "跨年结转" in s]
    assert broken
    assert "1" in broken[0]
    assert "2" in broken[0]


def test_without_last_years_report_nothing_is_finalized() -> None:
    b = bureau()
    with pytest.raises(ActionBlocked, match="2022 年度报告"):
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=reviewed(b))


def test_an_unreviewed_candidate_is_not_finalized() -> None:
    b = bureau()
    last_year(b)
    candidate = build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    with pytest.raises(ActionBlocked, match="审查"):
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=candidate)


def test_a_year_that_is_not_over_is_not_finalized() -> None:
    b = bureau()
    last_year(b)
    found = record_blockers(
        b.disclosure_officer.on(D(2023, 12, 31)), compile_year(b.disclosure_officer, 2023)
    )
    assert any("尚未结束" in blocker.message for blocker in found)


def test_a_report_that_is_not_final_is_not_released() -> None:
    b = bureau()
    last_year(b)
    with pytest.raises(ActionBlocked, match="尚未定稿"):
        release(viewer=b.disclosure_officer.on(DAY), version=reviewed(b).version)


def test_a_second_finalization_of_the_same_candidate_is_refused() -> None:
    b = bureau()
    last_year(b)
    done = finalized(b)
    with pytest.raises(ActionBlocked, match="已于"):
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=done.candidate)


def test_a_finalization_that_names_another_approval_is_refused_by_the_database() -> None:
    b = bureau()
    last_year(b)
    done = finalized(b)
    other = build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    row = Finalization(
        organ=b.organ,
        candidate=other,
        approval=Approval.objects.get(pk=done.approval_id),
        lock=done.lock,
        number=2,
        finalized_on=DAY,
        head_seq=1,
        head_hash="0" * 64,
        transaction_id=done.transaction_id,
        salt=b"0" * 16,
    )
    with pytest.raises(GuardViolation, match="不一致"), translated(), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_finalization SET number = 9",
        "DELETE FROM reporting_finalization",
        "UPDATE reporting_countedcell SET value = '9'",
        "UPDATE papers_version SET body = '{}'",
        "DELETE FROM ledger_periodlock",
    ],
)
def test_sql_cannot_alter_what_was_finalized(statement: str) -> None:
    b = bureau()
    last_year(b)
    finalized(b)
    with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_figure_leads_to_its_records() -> None:
    b = bureau()
    case = ask(b, "示1", D(2023, 3, 1))
    ask(b, "示2", D(2023, 4, 3), "research")
    behind = queries.records_of_cell(b.disclosure_officer, 2023, "requests.received.natural")
    assert [r.request.number for r in behind.query] == [case.number]
    total = queries.records_of_cell(b.disclosure_officer, 2023, "requests.received.total")
    assert sorted(r.request.number for r in total.query) == ["示1", "示2"]


def test_two_organs_count_apart() -> None:
    ours, theirs = bureau("A"), bureau("B")
    ask(ours, "示1", D(2023, 3, 1))
    ask(theirs, "示1", D(2023, 3, 1), "legal")
    value = compile_year(ours.disclosure_officer, 2023).report
    assert (value.cell("requests.received.total"), value.cell("requests.received.legal")) == (1, 0)


def test_a_figure_of_the_prose_leads_to_its_records_whatever_room_counts_it() -> None:
    b = bureau()
    for measure in registry.all_of(registry.Measure):
        if measure.table is None:
            behind = queries.records_of_cell(b.disclosure_officer, 2023, measure.id)
            assert [one.id for one in behind.measures] == [measure.id]
            assert behind.query.count() == 0
            assert name_of(measure.id) == measure.name


def test_the_records_behind_a_total_are_asked_once_not_cell_by_cell() -> None:
    b = bureau()
    reply(b, ask(b, "示1", D(2023, 3, 1)), "third_party", D(2023, 3, 9))
    ask(b, "示2", D(2023, 3, 2))
    behind = queries.records_of_cell(b.disclosure_officer, 2023, "requests.total_handled.total")
    assert behind.query.count() == 1
    assert str(behind.query.query).count("CASE") <= 2 * 3, "the cell of a record, for its row and its column"
