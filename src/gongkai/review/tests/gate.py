"""Rows that somebody might try to store around the gate, and the tools to try it with."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.utils import timezone

from gongkai.bodies.actions.appoint import record_stand_in
from gongkai.bodies.models import Appointment, StandIn
from gongkai.bodies.tests.factory import Bureau, amended
from gongkai.ledger.errors import GuardViolation, translated
from gongkai.papers.actions.draft import add_version
from gongkai.papers.models import NumberDraw, NumberSeries, Version
from gongkai.review.models import Abandonment, Approval, Registration, Release, SecrecyForm, Step
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY


def sealed() -> dict[str, Any]:
    return {"transaction_id": uuid.uuid4(), "salt": b"0" * 16}


def approval_of(version: Version, **changes: Any) -> Approval:
    values = {"version": version, "organ_id": version.organ_id, "approved_on": DAY, **sealed()}
    return Approval(**values | changes)


def release_of(version: Version, **changes: Any) -> Release:
    values = {
        "approval_id": version.pk,
        "organ_id": version.organ_id,
        "address": f"/documents/{version.document_id}/",
        "released_on": DAY,
        "released_at": timezone.now(),
        "released_by_id": version.drafted_by_id,
        **sealed(),
    }
    return Release(**values | changes)


def abandonment_of(version: Version, officer: Any, **changes: Any) -> Abandonment:
    values = {
        "version": version,
        "organ_id": version.organ_id,
        "reason": "示例",
        "abandoned_by": officer.officer,
        "abandoned_on": DAY,
        **sealed(),
    }
    return Abandonment(**values | changes)


def step_of(version: Version, number: int, officer: Any, **changes: Any) -> Step:
    values = {
        "version": version,
        "organ_id": version.organ_id,
        "number": number,
        "officer": officer.officer,
        "verdict": "agree",
        "proofread": "示例·无差错",
        "decided_on": DAY,
        **sealed(),
    }
    return Step(**values | changes)


def draw_of(series: NumberSeries, number: int, **changes: Any) -> NumberDraw:
    values = {
        "series": series,
        "organ_id": series.organ_id,
        "year": DAY.year,
        "number": number,
        "purpose": "registered",
        "drawn_on": DAY,
        **sealed(),
    }
    return NumberDraw(**values | changes)


def registration_of(
    approval: Approval, draw: NumberDraw | None, officer: Any, **changes: Any
) -> Registration:
    values = {
        "approval": approval,
        "document": approval.version.document,
        "organ_id": approval.organ_id,
        "draw": draw,
        "doc_number": draw.doc_number if draw else approval.version.doc_number,
        "made_on": DAY,
        "dated_by": "signing",
        "registered_on": DAY,
        "registered_by": officer.officer,
        **sealed(),
    }
    made = Registration(**values)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def newer(office: Bureau, version: Version) -> Version:
    return add_version(
        viewer=office.drafter.on(DAY), document=version.document, content=factory.content(title="示例·改")
    )


def revised(office: Bureau, author: Any) -> Version:
    """A version under review whose document somebody else began."""
    return factory.submitted(office, newer(office, factory.drafted(office, viewer=author.on(DAY))))


def form_of(version: Version, officer: Any, **changes: Any) -> SecrecyForm:
    return SecrecyForm(
        version=version,
        organ_id=version.organ_id,
        filled_by=officer.officer,
        filled_on=DAY,
        **vars(factory.answers(**changes)),
        **sealed(),
    )


def again(version: Version, **changes: Any) -> Version:
    values = {f.attname: getattr(version, f.attname) for f in Version._meta.concrete_fields if f.name != "id"}
    return Version(**values | changes | sealed())


def shrink(office: Bureau, *staying: Any) -> None:
    """Leave only these people at work in the bureau."""
    for appointment in Appointment.objects.exclude(officer__in=[viewer.officer for viewer in staying]):
        amended(appointment, until_on=DAY - datetime.timedelta(1))


def stands_in(office: Bureau, viewer: Any, *, step: int, until_on: datetime.date = DAY) -> StandIn:
    return record_stand_in(
        viewer=office.system.on(datetime.date(2023, 1, 1)),
        officer=viewer.officer,
        step=step,
        reason="示例：单位只有两人",
        from_on=datetime.date(2023, 1, 1),
        until_on=until_on,
    )


def by_save(row: models.Model) -> None:
    row.save(force_insert=True)


def by_bulk_create(row: models.Model) -> None:
    type(row)._base_manager.bulk_create([row])


def by_bulk_create_ignoring_conflicts(row: models.Model) -> None:
    type(row)._base_manager.bulk_create([row], ignore_conflicts=True)


def by_sql(row: models.Model) -> None:
    insert(row, "INSERT INTO")


def by_sql_that_replaces(row: models.Model) -> None:
    if connection.vendor == "sqlite":
        insert(row, "INSERT OR REPLACE INTO")
    else:
        insert(row, "INSERT INTO", "ON CONFLICT DO NOTHING")


def insert(row: models.Model, verb: str, end: str = "") -> None:
    fields = [f for f in row._meta.concrete_fields if f.get_attname() != "id"]
    values = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'{verb} "{row._meta.db_table}" ({columns}) VALUES ({", ".join(["%s"] * len(fields))}) {end}',
            values,
        )


TOOLS = (by_save, by_bulk_create, by_bulk_create_ignoring_conflicts, by_sql, by_sql_that_replaces)


def refusal_of(row: models.Model, tool: Callable[[models.Model], None]) -> GuardViolation:
    """Return how the database refuses a row that somebody tries to store with a tool."""
    with pytest.raises(GuardViolation) as refusal, translated(), transaction.atomic():
        tool(row)
    return refusal.value
