"""Rows are proven one by one, by the sealed word of the ledger."""

from __future__ import annotations

import datetime
from uuid import uuid4

import pytest
from django.db import connection

from gongkai.bodies.events import OrganOpened
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.ledger.proof import unproven
from gongkai.shell.models import ImportRun

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 3, 1)


def test_rows_are_proven_one_by_one() -> None:
    office = bureau()
    with office.disclosure_officer.transaction() as tx:
        first, second = tx.add_all([_run(office, "一"), _run(office, "二")])
        tx.record(OrganOpened(), subjects=[])
    assert unproven([first, second]) == set()
    forged = _run(office, "伪")
    forged.transaction_id, forged.salt = uuid4(), b"0" * 16
    forged.save(force_insert=True)
    beside = _run(office, "旁")
    beside.transaction_id, beside.salt = first.transaction_id, b"0" * 16
    assert unproven([forged]) == {forged}
    beside.save(force_insert=True)
    assert unproven([first, forged, beside]) == {first, forged, beside}, "one more row than was recorded"


def test_a_changed_row_is_not_proven() -> None:
    office = bureau()
    with office.disclosure_officer.transaction() as tx:
        run = tx.add(_run(office, "一"))
        tx.record(OrganOpened(), subjects=[])
    triggers.drop_all(connection)
    ImportRun.objects.update(file_name="换掉")
    assert unproven([ImportRun.objects.get(pk=run.pk)])
    assert unproven([run]), "what stands in memory does not speak for the table"


def _run(office: Bureau, name: str) -> ImportRun:
    counts = dict.fromkeys(("new", "known", "changed"), 0)
    return ImportRun(
        organ=office.organ, kind="x", file_name=name, file_sm3="0" * 64, imported_on=DAY, **counts
    )
