"""Period locks and unlocks, tried with SQL alone: nobody opens a locked year unless the ledger says so."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from gongkai.ledger import triggers
from gongkai.ledger.errors import AppendOnly, GuardViolation, translated
from gongkai.ledger.models import Entry, PeriodLock, Unlock
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.ledger.verify import problems

pytestmark = pytest.mark.django_db

NAMED = {"table": "inforequests_reply", "fact_key": 7}


@pytest.fixture
def lock() -> PeriodLock:
    return lock_of_2023()


def sql(statement: str, *values: Any) -> None:
    """Say it to the database as somebody with its account would."""
    with translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def insert(lock: PeriodLock, transaction_id: UUID, **key: int) -> None:
    """Write an unlock as a row, with or without a key of its own."""
    row = {
        **key,
        "lock_id": lock.pk,
        "table": "inforequests_reply",
        "fact_key": 8,
        "reason": "自行解锁",
        "transaction_id": Unlock._meta.get_field("transaction_id").get_db_prep_value(
            transaction_id, connection
        ),
        "salt": b"0" * 16,
    }
    columns = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    sql(f"INSERT INTO ledger_unlock ({columns}) VALUES ({marks})", *row.values())


def test_an_unlock_of_the_program_is_taken_and_proven(lock: PeriodLock) -> None:
    made = unlock(lock, **NAMED)
    assert lock.unlocks.get() == made
    assert list(problems()) == []


@pytest.mark.parametrize("key", [{}, {"id": 1}])
def test_an_unlock_that_no_entry_names_is_refused(lock: PeriodLock, key: dict[str, int]) -> None:
    with pytest.raises(GuardViolation, match="没有记入台账的解锁无效"):
        insert(lock, uuid4(), **key)


def test_an_unlock_beside_a_genuine_one_is_refused(lock: PeriodLock) -> None:
    genuine = unlock(lock, **NAMED)
    for key in ({}, {"id": genuine.pk + 1}):
        with pytest.raises(GuardViolation, match="没有记入台账的解锁无效"):
            insert(lock, genuine.transaction_id, **key)
    assert lock.unlocks.get() == genuine


def test_a_genuine_unlock_is_not_replaced(lock: PeriodLock) -> None:
    genuine = unlock(lock, **NAMED)
    if connection.vendor == "sqlite":
        with pytest.raises(AppendOnly):
            sql(
                "INSERT OR REPLACE INTO ledger_unlock SELECT id, 'inforequests_receipt', fact_key, counted_on,"
                " number, reason, transaction_id, salt, lock_id FROM ledger_unlock"
            )
    else:
        with pytest.raises(AppendOnly):
            sql(
                "INSERT INTO ledger_unlock SELECT * FROM ledger_unlock"
                " ON CONFLICT (id) DO UPDATE SET fact_key = 9"
            )
    assert lock.unlocks.get().table == genuine.table


@pytest.mark.parametrize("table", ["ledger_periodlock", "ledger_unlock"])
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {}", "UPDATE {} SET transaction_id = transaction_id", "TRUNCATE {} CASCADE"]
)
def test_locks_and_unlocks_are_neither_removed_nor_changed(
    lock: PeriodLock, table: str, statement: str
) -> None:
    if "TRUNCATE" in statement and connection.vendor == "sqlite":
        pytest.skip("SQLite knows no TRUNCATE")
    unlock(lock, **NAMED)
    connection.check_constraints()  # keys are checked at the end; PostgreSQL truncates nothing before
    with pytest.raises(AppendOnly):
        sql(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger_unlock",
        "UPDATE ledger_unlock SET fact_key = 9",
        "UPDATE ledger_periodlock SET last_on = '2023-06-30'",
    ],
)
def test_without_the_triggers_it_is_found(lock: PeriodLock, statement: str) -> None:
    unlock(lock, **NAMED)
    triggers.drop_all(connection)
    sql(statement)
    triggers.install_all(connection)
    assert any("与当时的摘要不符" in problem.message for problem in problems())


def test_a_lock_that_the_program_did_not_make_is_found() -> None:
    PeriodLock.objects.create(
        organ_code="SL",
        first_on=datetime.date(2023, 1, 1),
        last_on=datetime.date(2023, 12, 31),
        transaction_id=uuid4(),
        salt=b"0" * 16,
    )
    assert not Entry.objects.exists()
    assert [p.message for p in problems()] == ["期间锁定：有记录没有写入台账。"]
