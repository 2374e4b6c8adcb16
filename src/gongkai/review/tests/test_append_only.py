"""What went through the gate stays as it was: no update, deletion, replacement or truncation, by any way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, models, transaction

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.errors import AppendOnly, GuardViolation, translated
from gongkai.papers.models import Document, NumberDraw, NumberSeries, Version
from gongkai.review.actions.correct_answer import correct_answer
from gongkai.review.actions.release import release
from gongkai.review.models import (
    AnswerCorrection,
    Approval,
    Registration,
    Release,
    Seat,
    SeatAnswer,
    SeatQuestion,
    SeatRecall,
    SeatRule,
    SeatTreatment,
    SecrecyForm,
    Step,
    Withdrawal,
)
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import by_save, draw_of, registration_of, sealed
from gongkai.review.tests.seats import ALWAYS, answered, asked, recall_of, seat_for, treatment_of

pytestmark = pytest.mark.django_db

GUARDED = (
    *(Document, Version, SecrecyForm, Step, Approval, Release, Withdrawal),
    *(NumberSeries, NumberDraw, Registration),
    *(Seat, SeatRule, SeatQuestion, SeatAnswer, AnswerCorrection, SeatRecall, SeatTreatment),
)


@pytest.fixture
def full() -> Bureau:
    """A bureau with a row in each guarded table."""
    office = bureau()
    approval = factory.approved(office)
    made = release(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    by_save(Withdrawal(release=made, organ=office.organ, reason="示例", withdrawn_on=DAY, **sealed()))
    signed = factory.approved(office, factory.official(office))
    draw = draw_of(NumberSeries.objects.get(), 1)
    for row in (draw, registration_of(signed, draw, office.disclosure_officer)):
        by_save(row)
    version = factory.drafted(office)
    seat = seat_for(office, ALWAYS)
    given = answered(office.drafter, asked(office, version, seat), "comment", "示例")
    by_save(treatment_of(given, office.drafter))
    again = correct_answer(viewer=office.drafter.on(DAY), question=given.question, reason="示例")
    answered(office.drafter, again)
    by_save(recall_of(asked(office, version, seat), office.drafter))
    return office


def update(model: type[models.Model]) -> None:
    model._base_manager.update(organ="SL")


def update_by_sql(model: type[models.Model]) -> None:
    execute(f'UPDATE "{model._meta.db_table}" SET organ_id = organ_id')


def delete(model: type[models.Model]) -> None:
    model._base_manager.all()._raw_delete("default")


def delete_by_sql(model: type[models.Model]) -> None:
    execute(f'DELETE FROM "{model._meta.db_table}"')


def replace(model: type[models.Model]) -> None:
    columns = ", ".join(f'"{f.column}"' for f in model._meta.concrete_fields)
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        execute(f'INSERT OR REPLACE INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"')
    else:
        key = model._meta.pk.column
        execute(
            f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM "{table}"'
            f' ON CONFLICT ("{key}") DO UPDATE SET organ_id = EXCLUDED.organ_id'
        )


def truncate(model: type[models.Model]) -> None:
    if connection.vendor == "sqlite":
        delete_by_sql(model)
    else:
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("way", [update, update_by_sql, delete, delete_by_sql, replace, truncate])
@pytest.mark.parametrize("model", GUARDED)
def test_rows_cannot_be_altered(
    model: type[models.Model], way: Callable[[type[models.Model]], None], full: Bureau
) -> None:
    before = model._base_manager.count()
    # On PostgreSQL an upsert meets the insert guards first; either way the row stays.
    with pytest.raises((AppendOnly, GuardViolation)), translated(), transaction.atomic():
        way(model)
    assert model._base_manager.count() == before > 0
