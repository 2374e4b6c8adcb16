"""The ways past an action by which a careless or dishonest hand may try to store a fact."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from uuid import uuid4

from django.db import connection, transaction

from gongkai.bodies.records import Fact
from gongkai.ledger.errors import translated


def _sealed(fact: Fact) -> Fact:
    fact.transaction_id = uuid4()
    fact.salt = secrets.token_bytes(16)
    return fact


def by_orm(fact: Fact) -> None:
    """Save the row."""
    with translated(), transaction.atomic():
        _sealed(fact).save(force_insert=True)


def by_bulk(fact: Fact) -> None:
    """Store it among many."""
    with translated(), transaction.atomic():
        type(fact)._default_manager.bulk_create([_sealed(fact)])


def by_sql(fact: Fact) -> None:
    """Write the row with SQL."""
    _sealed(fact)
    fields = [f for f in fact._meta.concrete_fields if f.name != "id"]
    values = [f.get_db_prep_save(getattr(fact, f.attname), connection) for f in fields]
    columns = ", ".join(f'"{f.column}"' for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    with translated(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {fact._meta.db_table} ({columns}) VALUES ({marks})", values)


WAYS: tuple[Callable[[Fact], None], ...] = (by_orm, by_bulk, by_sql)
