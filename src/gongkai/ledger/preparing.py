"""Rows made ready before the transaction that stores them.

On SQLite everybody else waits to write from the first statement of a transaction to its end. So what stores much gets
its keys, salts and digests before, and stands there as the parameters of one statement: within it is only inserted.
What was made ready holds as long as nothing was recorded meanwhile, which the head of the chain tells: whoever made
it ready asks for the head again within the transaction, and begins anew if it moved.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, models

from gongkai.ledger import chain
from gongkai.ledger.batches import BATCH, batched, each_once
from gongkai.ledger.errors import UnprintableText
from gongkai.ledger.locks import attach_unlocks
from gongkai.typeset import has_unprintable

Stored = Callable[[int], None]  # is told how many rows were stored since it was told last


@dataclass(frozen=True)
class PreparedRows:
    """Rows of one model as they will stand, the digest of each, and on SQLite what its statement is given."""

    rows: Sequence[Any]
    digests: Sequence[str]
    parameters: Sequence[tuple[Any, ...]]


class DrawnKeys:
    """The keys that the database would give rows itself, drawn before the rows are stored."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}  # on SQLite, by table, while what has them is not stored

    def give(self, rows: Sequence[Any]) -> None:
        """Give rows of one model without a key the next ones. On SQLite nobody else may store of it before them."""
        rows = [row for row in rows if row.pk is None]
        if not rows:
            return
        table = type(rows[0])._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                    [f'"{table}"', type(rows[0])._meta.pk.column, len(rows)],
                )
                keys = [key for (key,) in cursor.fetchall()]
            else:
                if table not in self.last:
                    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
                    (self.last[table],) = cursor.fetchone() or (0,)
                first = self.last[table] + 1
                self.last[table] += len(rows)
                keys = list(range(first, first + len(rows)))
        for row, key in zip(rows, keys, strict=True):
            row.pk = key


@dataclass
class Preparation:
    """What one transaction will store; `id` is its own."""

    id: UUID
    keys: DrawnKeys = field(default_factory=DrawnKeys)

    def rows(self, rows: Sequence[Any]) -> PreparedRows:
        """Return rows of one model made ready, in the order in which they are to be stored."""
        if not rows:
            return PreparedRows(rows, [], [])
        attach_unlocks(rows)
        self.keys.give(rows)
        mark(rows, self.id)
        return PreparedRows(rows, chain.fact_digests(rows), _parameters(rows))


def mark(rows: Sequence[Any], transaction_id: UUID, *, fields: Sequence[str] = ()) -> None:
    """Give rows the id of the transaction that stores them, and each a salt of its own.

    Raises `UnprintableText` where a text that is stored has a character that no file can hold: of all fields, or of
    those that alone are stored anew.
    """
    for row in rows:
        _require_printable(row, [row._meta.get_field(name) for name in fields] or row._meta.concrete_fields)
        row.transaction_id = transaction_id
        row.salt = secrets.token_bytes(16)


def _require_printable(row: models.Model, fields: Sequence[Any]) -> None:
    for each in fields:
        value = getattr(row, each.attname)
        if isinstance(value, str) and has_unprintable(value):
            sentence = f"“{each.verbose_name}”含有无法显示的字符，请删去后重新输入。"
            raise UnprintableText("UNPRINTABLE", sentence)


def insert(prepared: PreparedRows, stored: Stored) -> None:
    """Store rows that were made ready, within the transaction.

    On SQLite by one prepared statement: SQL text of many rows would be composed and parsed anew every few dozen of
    them. PostgreSQL plans what a guard asks once a session. Of a table that it knows nothing of, any index that
    begins with the organ looks as good as the right one, and each row of a large import would read all rows before
    it: so it is told what stands there after the first of them.
    """
    if not prepared.rows:
        return
    model = type(prepared.rows[0])
    if connection.vendor == "sqlite":
        statement = _statement(model)
        with connection.cursor() as cursor:
            for batch in batched(prepared.parameters):
                cursor.executemany(statement, batch)
                stored(len(batch))
        for row in prepared.rows:
            row._state.adding, row._state.db = False, connection.alias
        return
    for number, batch in enumerate(batched(prepared.rows)):
        model._default_manager.bulk_create(batch)
        stored(len(batch))
        if number == 0 and len(prepared.rows) > BATCH:
            _tell_planner(model)


def _tell_planner(model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        (known,) = cursor.fetchone()
        if known < BATCH:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _statement(model: type[models.Model]) -> str:
    columns = ", ".join(f'"{each.column}"' for each in model._meta.concrete_fields)
    marks = ", ".join(["%s"] * len(model._meta.concrete_fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})'  # noqa: S608 - our own names


def _parameters(rows: Sequence[models.Model]) -> Sequence[tuple[Any, ...]]:
    if connection.vendor != "sqlite":
        return []
    columns = [
        each_once(
            [getattr(row, of.attname) for row in rows], partial(of.get_db_prep_save, connection=connection)
        )
        for of in type(rows[0])._meta.concrete_fields
    ]
    return list(zip(*columns, strict=True))
