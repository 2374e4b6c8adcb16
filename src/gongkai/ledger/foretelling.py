"""What the guards would refuse of rows that are not stored yet: the database is asked, and nothing is written.

The conditions are those of the triggers, asked of the rows as they stand in one parameter instead of in a table, so
that a dry run says what the import would meet.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection, models

from gongkai import registry
from gongkai.ledger.batches import batched
from gongkai.ledger.errors import DatabaseRejected, refusal_in_words
from gongkai.ledger.locks import attach_unlocks
from gongkai.ledger.triggers import PERIOD_LOCKED, conditions

PLACE = "gk_place"


def refused(
    facts: Sequence[models.Model], *, only: Collection[str] | None = None
) -> Iterator[tuple[int, DatabaseRejected]]:
    """Yield the place of each row of one model that its guards would refuse now, with each refusal.

    `only` are the codes to ask for; what a row says of another that is stored with it cannot be asked before.
    """
    if not facts:
        return
    model = type(facts[0])
    guard = next((g for g in registry.all_of(registry.Guard) if g.id == model._meta.label), None)
    asked = (
        [] if guard is None else [(c, sql) for c, sql, _ in conditions(guard, model) if not only or c in only]
    )
    if not asked:
        return
    if PERIOD_LOCKED in dict(asked):
        attach_unlocks(facts)
    query = " UNION ALL ".join(
        f"SELECT NEW.{PLACE}, '{code}' FROM new_rows AS NEW WHERE {sql}" for code, sql in asked
    )
    statement = f"WITH new_rows AS ({_rows_of(model)}) {query}"
    for batch in batched(list(enumerate(facts))):
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("%", "%%").replace("@rows", "%s"), [_as_json(model, batch)])
            found: list[tuple[int, str]] = cursor.fetchall()
        yield from ((place, refusal_in_words(code, model._meta.db_table)) for place, code in sorted(found))


def _rows_of(model: type[models.Model]) -> str:
    """SQL: the rows in the JSON that is the one parameter, each column of the type that the table gives it."""
    kept = _asked_of(model)
    if connection.vendor == "postgresql":
        columns = ", ".join(f'"{field.column}" {field.db_type(connection)}' for field in kept)
        return f"SELECT * FROM jsonb_to_recordset(CAST(@rows AS jsonb)) AS r({PLACE} bigint, {columns})"
    columns = ", ".join(f'{_read(field)} AS "{field.column}"' for field in kept)
    return f"SELECT json_extract(value, '$.{PLACE}') AS {PLACE}, {columns} FROM json_each(@rows)"


def _asked_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns that a condition may name."""
    return [
        f for f in model._meta.concrete_fields if not isinstance(f, models.BinaryField | models.JSONField)
    ]


def _read(field: models.Field[Any, Any]) -> str:
    found = f"json_extract(value, '$.{field.column}')"
    return f"CAST({found} AS NUMERIC)" if isinstance(field, models.DecimalField) else found


def _as_json(model: type[models.Model], batch: Sequence[tuple[int, models.Model]]) -> str:
    fields = _asked_of(model)
    rows = [
        {PLACE: place} | {f.column: f.get_db_prep_save(getattr(fact, f.attname), connection) for f in fields}
        for place, fact in batch
    ]
    return json.dumps(rows, ensure_ascii=False, default=str)
