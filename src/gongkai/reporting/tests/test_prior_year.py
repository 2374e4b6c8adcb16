"""A report of an earlier year that is entered again takes the place of the first, which stays to be seen."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError

from gongkai.annualreport import FORM_2021, Report, tables_of
from gongkai.bodies.events import RecordCorrected
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.errors import DatabaseRejected, GuardViolation
from gongkai.ledger.models import Entry
from gongkai.ledger.transactions import ledger_transaction
from gongkai.ledger.verify import problems
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.models import PriorYearReport
from gongkai.reporting.queries import previous_report, prior_year_reports

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 8)
CARRIED = "requests.carried_over.natural"


def entered(b: Bureau, carried_over: int, year: int = 2022) -> PriorYearReport:
    report = Report(organ=b.organ.name, year=year, tables=tables_of(FORM_2021, {CARRIED: carried_over}))
    return enter_prior_year(viewer=b.disclosure_officer.on(DAY), report=report, source="示例")


def test_entered_again_it_takes_the_place_of_the_first_with_a_reason_on_record() -> None:
    b = bureau()
    first, other, second = entered(b, 3), entered(b, 1, year=2021), entered(b, 4)
    assert (second.supersedes, second.counted_on, bool(second.reason)) == (
        first,
        datetime.date(2022, 12, 31),
        True,
    )
    assert prior_year_reports(b.disclosure_officer) == {2021: other, 2022: second}
    before = previous_report(b.disclosure_officer, 2023)
    assert before is not None
    assert before.cell(CARRIED) == 4
    last = Entry.objects.latest("seq")
    assert (last.event, last.data["wrong"], last.data["right"]) == (RecordCorrected.id, first.pk, second.pk)
    assert list(problems()) == []


@pytest.mark.parametrize(("year", "corrects"), [(2022, False), (2021, True)])
def test_the_database_keeps_one_standing_report_a_year(year: int, corrects: bool) -> None:
    b = bureau()
    first = entered(b, 3)
    row = PriorYearReport(
        organ=b.organ,
        year=year,
        value=first.value,
        source="示例",
        counted_on=datetime.date(year, 12, 31),
        supersedes=first if corrects else None,
        reason="示例",
    )
    with (
        pytest.raises(GuardViolation if corrects else (DatabaseRejected, IntegrityError)),
        ledger_transaction(organ_code="SL", actor=b.system.actor, day=DAY) as tx,
    ):
        tx.add(row)
