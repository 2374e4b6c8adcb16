"""签发 and 登记 as the database keeps them: one day, one number, one version."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.errors import DatabaseRejected, translated
from gongkai.papers.models import NumberSeries
from gongkai.review.models import Approval, Signing
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import by_save, draw_of, registration_of, sealed, signing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def series(office: Bureau) -> NumberSeries:
    return stored(NumberSeries(organ=office.organ, prefix="示工信发", used_for="发文", **sealed()))


@pytest.fixture
def approval(office: Bureau) -> Approval:
    return factory.approved(office)


@pytest.fixture
def signing(office: Bureau, approval: Approval) -> Signing:
    return stored(signing_of(approval, office.deputy_head))


def stored(row: Any) -> Any:
    by_save(row)
    return row


def refused(row: models.Model) -> None:
    with pytest.raises((DatabaseRejected, IntegrityError)), translated(), transaction.atomic():
        by_save(row)


def test_a_signed_version_is_registered_with_the_number_that_was_drawn(
    office: Bureau, series: NumberSeries, signing: Signing
) -> None:
    made = stored(registration_of(signing, stored(draw_of(series, 1)), office.disclosure_officer))
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


def test_the_last_step_signs_on_its_day(office: Bureau, approval: Approval) -> None:
    refused(signing_of(approval, office.section_head))
    refused(signing_of(approval, office.deputy_head, made_on=DAY - datetime.timedelta(days=1)))


def test_a_version_and_a_number_are_registered_once(
    office: Bureau, series: NumberSeries, signing: Signing
) -> None:
    first, second = stored(draw_of(series, 1)), stored(draw_of(series, 2))
    stored(registration_of(signing, first, office.disclosure_officer))
    refused(registration_of(signing, second, office.disclosure_officer))
    other = stored(signing_of(factory.approved(office), office.deputy_head))
    refused(registration_of(other, first, office.disclosure_officer))


def test_a_registration_bears_the_number_drawn_and_follows_the_signing(
    office: Bureau, series: NumberSeries, signing: Signing
) -> None:
    officer = office.disclosure_officer
    skipped = stored(draw_of(series, 1, purpose="skipped", reason="示例·打印作废"))
    refused(registration_of(signing, skipped, officer))
    drawn = stored(draw_of(series, 2))
    refused(registration_of(signing, drawn, officer, doc_number="示工信发〔2023〕3号"))
    refused(registration_of(signing, drawn, officer, registered_on=DAY - datetime.timedelta(days=1)))
