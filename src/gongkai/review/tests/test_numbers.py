"""登记 as the database keeps it: one document, one number, one day, by their grounds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.errors import DatabaseRejected, translated
from gongkai.papers.models import NumberSeries
from gongkai.review.models import Approval
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import (
    approval_of,
    by_save,
    draw_of,
    registration_of,
    release_of,
    sealed,
    step_of,
)

pytestmark = pytest.mark.django_db
BEFORE = DAY - datetime.timedelta(days=1)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def series(office: Bureau) -> NumberSeries:
    return stored(NumberSeries(organ=office.organ, prefix="示工信发", used_for="发文", **sealed()))


@pytest.fixture
def approval(office: Bureau, series: NumberSeries) -> Approval:
    return factory.approved(office, factory.official(office))


@pytest.fixture
def on_paper(office: Bureau) -> Approval:
    """An instrument that was signed on paper, in a series that is nobody's here."""
    said = {"series": "", "doc_number": "某函〔2023〕7号", "made_on": BEFORE}
    version = factory.examined(office, factory.official(office, **said))
    stored(step_of(version, 3, office.deputy_head))
    return stored(approval_of(version))


def stored(row: Any) -> Any:
    by_save(row)
    return row


def refused(row: models.Model) -> None:
    with pytest.raises((DatabaseRejected, IntegrityError)), translated(), transaction.atomic():
        by_save(row)


def test_a_signed_document_is_registered_with_the_number_that_was_drawn(
    office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    made = stored(registration_of(approval, stored(draw_of(series, 1)), office.disclosure_officer))
    assert made.doc_number == "示工信发〔2023〕1号"


def test_a_number_is_taken_once_a_series_and_year(series: NumberSeries) -> None:
    stored(draw_of(series, 1))
    refused(draw_of(series, 1))
    stored(draw_of(series, 1, year=2024))


def test_a_series_stands_once_in_an_organ(office: Bureau, series: NumberSeries) -> None:
    refused(NumberSeries(organ=office.organ, prefix=series.prefix, used_for="函", **sealed()))


@pytest.mark.parametrize("purpose", ["reserved", "skipped", "lost"])
def test_a_number_that_is_not_registered_says_why(series: NumberSeries, purpose: str) -> None:
    refused(draw_of(series, 1, purpose=purpose))


def test_another_organ_takes_no_number_here(series: NumberSeries) -> None:
    refused(draw_of(series, 1, organ_id=bureau("QT").organ.code))


def test_a_document_and_a_number_are_registered_once(
    office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    first, second = stored(draw_of(series, 1)), stored(draw_of(series, 2))
    stored(registration_of(approval, first, office.disclosure_officer))
    refused(registration_of(approval, second, office.disclosure_officer))
    refused(
        registration_of(factory.approved(office, factory.official(office)), first, office.disclosure_officer)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"doc_number": "示工信发〔2023〕3号"},
        {"registered_on": BEFORE},
        {"made_on": BEFORE},
        {"made_on": BEFORE, "dated_by": "meeting"},
        {"made_on": BEFORE, "dated_by": "joint", "dated_note": "示例·与示例局联合发文"},
        {"made_on": DAY + datetime.timedelta(days=1), "dated_by": "meeting", "dated_note": "示例·会议"},
        {"dated_by": "paper"},
        {"draw_id": None},
    ],
)
def test_number_and_day_stand_on_their_grounds(
    changes: dict[str, Any], office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    refused(registration_of(approval, stored(draw_of(series, 2)), office.disclosure_officer, **changes))


def test_a_meeting_before_the_signing_gives_its_day(
    office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    met = {"made_on": BEFORE, "dated_by": "meeting", "dated_note": "示例·局长办公会"}
    stored(registration_of(approval, stored(draw_of(series, 1)), office.disclosure_officer, **met))


def test_a_skipped_number_and_one_of_another_series_are_refused(
    office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    officer = office.disclosure_officer
    refused(
        registration_of(approval, stored(draw_of(series, 1, purpose="skipped", reason="示例·作废")), officer)
    )
    letters = stored(NumberSeries(organ=office.organ, prefix="示工信函", used_for="函", **sealed()))
    refused(registration_of(approval, stored(draw_of(letters, 1)), officer))


def test_what_was_signed_on_paper_keeps_its_number_and_day(office: Bureau, on_paper: Approval) -> None:
    refused(registration_of(on_paper, None, office.disclosure_officer, dated_by="paper"))
    stored(registration_of(on_paper, None, office.disclosure_officer, dated_by="paper", made_on=BEFORE))


def test_only_an_official_document_is_registered(office: Bureau, series: NumberSeries) -> None:
    notice = factory.approved(office)
    refused(registration_of(notice, stored(draw_of(series, 1)), office.disclosure_officer))


def test_an_official_document_without_its_number_is_not_released(
    office: Bureau, series: NumberSeries, approval: Approval
) -> None:
    refused(release_of(approval.version))
    stored(registration_of(approval, stored(draw_of(series, 1)), office.disclosure_officer))
    stored(release_of(approval.version))
