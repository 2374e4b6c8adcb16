"""The chain proves what was recorded, and the database refuses to alter it."""

from __future__ import annotations

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.ledger import triggers
from gongkai.ledger.errors import AppendOnly, translated
from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.models import Entry, Head, PeriodLock
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.ledger.verify import problems

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 3, 1)
ACTOR = Actor("001", "示例·管理员")


def happen(times: int = 1) -> None:
    for _ in range(times):
        with ledger_transaction(organ_code="SL", actor=ACTOR, day=DAY) as tx:
            tx.record(FactsUnlocked(number=1), subjects=[Head.objects.get()])


def test_every_entry_links_to_the_one_before() -> None:
    happen(3)
    first, second, third = Entry.objects.order_by("seq")
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert Head.objects.get().hash == third.hash
    assert list(problems()) == []


def test_nested_acts_share_one_id_and_one_transaction() -> None:
    with ledger_transaction(organ_code="SL", actor=ACTOR, day=DAY) as outer:
        outer.record(FactsUnlocked(number=1), subjects=[])
        with ledger_transaction(organ_code="SL", actor=ACTOR, day=DAY) as inner:
            inner.record(FactsUnlocked(number=1), subjects=[])
    assert Entry.objects.values("transaction_id").distinct().count() == 1


def test_nothing_is_recorded_when_an_act_fails() -> None:
    with (
        pytest.raises(ValueError, match="half way"),
        ledger_transaction(organ_code="SL", actor=ACTOR, day=DAY) as tx,
    ):
        tx.record(FactsUnlocked(number=1), subjects=[])
        raise ValueError("half way")
    assert not Entry.objects.exists()


STATEMENTS = (
    "UPDATE ledger_entry SET day = '2020-01-01'",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_subject SET key = '9'",
    "DELETE FROM ledger_subject",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_sql_cannot_alter_the_chain(statement: str) -> None:
    happen()
    with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(problems()) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_sqlite_cannot_replace_a_row() -> None:
    happen()
    columns = ", ".join(f'"{f.column}"' for f in Entry._meta.concrete_fields)
    copy = f"INSERT OR REPLACE INTO ledger_entry ({columns}) SELECT {columns} FROM ledger_entry"
    with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_postgresql_cannot_truncate() -> None:
    happen()
    with pytest.raises(AppendOnly), translated(), transaction.atomic(), connection.cursor() as cursor:
        # A table with pending checks is refused before the guard is asked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE ledger_entry CASCADE")


def test_a_second_head_is_refused() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Head.objects.create(pk=2)


def test_an_entry_altered_by_whoever_took_the_guards_away_is_found() -> None:
    happen(2)
    triggers.drop_all(connection)
    Entry.objects.filter(seq=1).update(actor_number="002")
    found = [p.where for p in problems()]
    assert "ledger:1" in found
    assert any(where.startswith("gk_ledger_entry") for where in found)


def test_an_entry_removed_by_whoever_took_the_guards_away_is_found() -> None:
    happen(3)
    triggers.drop_all(connection)
    last = Entry.objects.get(seq=3)
    last.subjects.all().delete()
    last.delete()
    triggers.install_all(connection)
    assert [p.where for p in problems()] == ["ledger:head"]


def test_missing_guards_are_named_and_come_back() -> None:
    triggers.drop_all(connection)
    assert triggers.missing(connection)
    triggers.install_all(connection)
    assert triggers.missing(connection) == []


def test_a_lock_needs_its_days_in_order() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        PeriodLock.objects.create(
            organ_code="SL",
            first_on=DAY,
            last_on=DAY - datetime.timedelta(1),
            transaction_id="0" * 32,
            salt=b"0" * 16,
        )
