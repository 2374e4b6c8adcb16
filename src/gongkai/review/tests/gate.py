"""Rows that somebody might try to store around the gate, and the tools to try it with."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.db import connection, models
from django.utils import timezone

from gongkai.bodies.actions.appoint import record_stand_in
from gongkai.bodies.models import Appointment, StandIn
from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.actions.draft import add_version
from gongkai.papers.models import NumberDraw, NumberSeries, Version
from gongkai.review.models import Approval, Registration, Release, SecrecyForm, Signing, Step
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
        **sealed(),
    }
    return Release(**values | changes)


def step_of(version: Version, number: int, officer: Any, **changes: Any) -> Step:
    values = {
        "version": version,
        "organ_id": version.organ_id,
        "number": number,
        "officer": officer.officer,
        "verdict": "agree",
        "decided_on": DAY,
        **sealed(),
    }
    return Step(**values | changes)


def signing_of(approval: Approval, officer: Any, **changes: Any) -> Signing:
    values = {
        "approval": approval,
        "organ_id": approval.organ_id,
        "signed_by": officer.officer,
        "made_on": DAY,
        **sealed(),
    }
    return Signing(**values | changes)


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


def registration_of(signing: Signing, draw: NumberDraw, officer: Any, **changes: Any) -> Registration:
    values = {
        "signing": signing,
        "organ_id": signing.organ_id,
        "draw": draw,
        "doc_number": draw.doc_number,
        "registered_on": DAY,
        "registered_by": officer.officer,
        **sealed(),
    }
    return Registration(**values | changes)


def newer(office: Bureau, version: Version) -> Version:
    return add_version(
        viewer=office.drafter.on(DAY), document=version.document, content=factory.content(title="示例·改")
    )


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
    Appointment.objects.exclude(officer__in=[viewer.officer for viewer in staying]).update(
        until_on=DAY - datetime.timedelta(1)
    )


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
