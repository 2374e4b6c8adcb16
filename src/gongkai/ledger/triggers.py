"""The guards that the database itself keeps, composed from what the rooms declare.

What the database holds is compared with what is declared by definition, not by name: a guard replaced by one of the
same name that does nothing is as good as missing. `migrate` drops all of them first and installs all of them last:
SQLite's table rebuilds fail on triggers or lose them. Whoever owns the database can drop them too; that is detected
by `gongkai verify`, not prevented (docs/operations/threat-model.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from gongkai import registry
from gongkai.ledger.chain import sm3

PREFIX = "gk_"
PERIOD_LOCKED = "PERIOD_LOCKED"
UNNAMED = "UNNAMED"

# Of the days that a row touches (its own, and that of the row which it supersedes) each must be open, or unlocked under
# the last lock over it: a year finalized again ends the unlocks given before (`locks.last_over`).
COUNTED = """
EXISTS (
  SELECT 1 FROM (
    SELECT NEW.counted_on AS day UNION ALL SELECT o.counted_on FROM {table} AS o WHERE o.id = NEW.supersedes_id) AS d
  JOIN ledger_periodlock AS l ON l.id = (
    SELECT MAX(m.id) FROM ledger_periodlock AS m
    WHERE m.organ_code = NEW.organ_id AND d.day BETWEEN m.first_on AND m.last_on)
  WHERE NOT EXISTS (
    SELECT 1 FROM ledger_unlock AS u
    WHERE u.id = NEW.unlock_id AND u.lock_id = l.id AND u."table" = '{table}'
      AND (u.fact_key = NEW.supersedes_id
        OR (u.fact_key IS NULL AND NEW.supersedes_id IS NULL AND u.counted_on = NEW.counted_on
          AND u.number > (SELECT COUNT(*) FROM {table} AS a WHERE a.unlock_id = u.id)))))
"""

NOT_NAMED = """
NOT EXISTS (
  SELECT 1 FROM ledger_subject AS s JOIN ledger_entry AS e ON e.seq = s.entry_id
  WHERE s.model = '{label}' AND s.key = CAST(NEW."{key}" AS VARCHAR(64)) AND e.transaction_id = NEW.transaction_id)
"""

# On PostgreSQL. A finalization holds the same lock alone (transactions.hold_period): nobody counts meanwhile. Then
# what is so of nearly every row, a new one of an open period: to begin the whole condition costs more than the row.
COUNTED_FIRST = """
PERFORM pg_advisory_xact_lock_shared(hashtextextended(NEW.organ_id, 711));
IF NEW.supersedes_id IS NULL AND NOT EXISTS (
  SELECT 1 FROM ledger_periodlock AS l
  WHERE l.organ_code = NEW.organ_id AND NEW.counted_on BETWEEN l.first_on AND l.last_on) THEN RETURN NEW;
END IF;
"""


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, what it protects in words, the statements that make it, and what the database then
    holds as its definition."""

    name: str
    table: str
    says: str
    statements: tuple[str, ...]
    definition: str


def expected(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """Return every trigger that this installation must have on its existing tables, by name."""
    compose = _sqlite if connection.vendor == "sqlite" else _postgresql
    there = set(connection.introspection.table_names())
    triggers = (
        compose(guard, apps.get_model(guard.id))
        for guard in registry.all_of(registry.Guard)
        if apps.get_model(guard.id)._meta.db_table in there
    )
    return {trigger.name: trigger for group in triggers for trigger in group}


@dataclass(frozen=True)
class Present:
    """A trigger that the database has now, whoever made it."""

    name: str
    table: str
    definition: str

    @property
    def is_guard(self) -> bool:
        """Whether it carries the name of one of ours."""
        return self.name.startswith(PREFIX)


def present(connection: BaseDatabaseWrapper) -> dict[str, Present]:
    """Return every trigger of the tables of this installation, by name.

    On PostgreSQL the definition is whether it fires, on what, and the source of its function.
    """
    query = (
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, c.relname, concat_ws(' ', t.tgenabled, t.tgtype, t.tgqual IS NULL, l.lanname, p.prosrc)"
        " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
        " JOIN pg_language l ON l.oid = p.prolang"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: Present(name, table, definition) for name, table, definition in cursor.fetchall()}


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of guards that are not there as they should be: gone, switched off, or of another text."""
    there = present(connection)
    return sorted(
        name
        for name, trigger in expected(connection).items()
        if name not in there or there[name].definition != trigger.definition
    )


def foreign(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that this version did not declare: they may undo what a guard refused."""
    return sorted(present(connection).keys() - expected(connection).keys())


def drop_all(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away, so that tables can be rebuilt. Only `migrate` calls this."""
    with connection.cursor() as cursor:
        for name, table in [(t.name, t.table) for t in present(connection).values() if t.is_guard]:
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
                cursor.execute(f'DROP FUNCTION IF EXISTS "{name}"()')


def install_all(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place that is not there."""
    lost = set(missing(connection))
    with connection.cursor() as cursor:
        for trigger in expected(connection).values():
            if trigger.name in lost:
                for statement in trigger.statements:
                    cursor.execute(statement)


def conditions(guard: registry.Guard, model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Yield (code, SQL over NEW, what it is for) for everything that refuses an insert, on either database."""
    if guard.counted:
        yield PERIOD_LOCKED, COUNTED.format(table=model._meta.db_table), "年度报告定稿后不能增改"
    if guard.named:
        yield UNNAMED, _not_named(model), "没有记入台账的不收"
    for refusal in guard.refusals:
        yield refusal.code, refusal.condition, refusal.message.rstrip("。")


def _not_named(model: type[models.Model]) -> str:
    return NOT_NAMED.format(label=model._meta.label, key=model._meta.pk.column)


def _name(table: str, what: str, text: str) -> str:
    digest = sm3(text.encode())[:6]  # tells apart also what is cut: PostgreSQL keeps 63 characters of a name
    return f"{f'{PREFIX}{table}_{what}'[:56]}_{digest}".lower()


def _in_words(model: type[models.Model], says: str) -> str:
    return f"{model._meta.verbose_name}：{says}"


def _sqlite(guard: registry.Guard, model: type[models.Model]) -> Iterator[Trigger]:
    table = model._meta.db_table

    def trigger(what: str, moment: str, code: str, says: str, condition: str = "1") -> Trigger:
        body = f"BEGIN SELECT RAISE(ABORT, 'GK:{code}:{table}') WHERE {condition}; END"
        name = _name(table, what, moment + body)
        statement = f'CREATE TRIGGER "{name}" BEFORE {moment} ON "{table}" {body}'
        return Trigger(name, table, _in_words(model, says), (statement,), statement)

    if guard.append_only:
        changed = _unrecorded(guard, model) if guard.amendable else "1"
        yield trigger("update", "UPDATE", "APPEND_ONLY", "不能修改", changed)
        yield trigger("delete", "DELETE", "APPEND_ONLY", "不能删除")
        # INSERT OR REPLACE removes the old row without asking the delete trigger.
        yield trigger("replace", "INSERT", "APPEND_ONLY", "不能覆盖", _would_replace(model))
    for code, condition, says in conditions(guard, model):
        yield trigger(code, "INSERT", code, says, condition)


def _unrecorded(guard: registry.Guard, model: type[models.Model]) -> str:
    """SQL: an update keeps the transaction that recorded the row before, makes another row of it, or is not named."""
    key = model._meta.pk.column
    kept = f'NEW.transaction_id = OLD.transaction_id OR NEW."{key}" <> OLD."{key}"'
    return f"{kept} OR {_not_named(model)}" if guard.named else kept


def _would_replace(model: type[models.Model]) -> str:
    """SQL: a row stands in the table that shares a unique key with NEW (null shares with nothing).

    A key with a condition holds among the rows that fulfil it only, so both rows must.
    """
    meta = model._meta
    keys = [([f.column], "") for f in meta.concrete_fields if f.unique]
    keys += [
        ([str(meta.get_field(name).column) for name in constraint.fields], _condition(constraint, model))  # type: ignore[union-attr]
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields
    ]
    new = ", ".join(f'NEW."{f.column}" AS "{f.column}"' for f in meta.concrete_fields)
    clashes = []
    for key, only in keys:
        same = " AND ".join(f'r."{column}" = NEW."{column}"' for column in key)
        both = f" AND {only}) AND EXISTS (SELECT 1 FROM (SELECT {new}) WHERE {only})" if only else ")"
        clashes.append(f'EXISTS (SELECT 1 FROM "{meta.db_table}" AS r WHERE {same}{both}')
    return " OR ".join(clashes)


def _condition(constraint: models.UniqueConstraint, model: type[models.Model]) -> str:
    if constraint.condition is None:
        return ""
    editor = connections[DEFAULT_DB_ALIAS].schema_editor()
    return str(constraint._get_condition_sql(model, editor))  # type: ignore[attr-defined]


# The bits of pg_trigger.tgtype (src/include/catalog/pg_trigger.h).
TGTYPE = {"ROW": 1, "STATEMENT": 0, "BEFORE": 2, "INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}


def _tgtype(moment: str, scope: str) -> int:
    return sum(TGTYPE[word] for word in (scope, "BEFORE", *moment.split(" OR ")))


def _postgresql(guard: registry.Guard, model: type[models.Model]) -> Iterator[Trigger]:
    table = model._meta.db_table

    def trigger(
        what: str, moment: str, scope: str, code: str, says: str, condition: str = "TRUE", first: str = ""
    ) -> Trigger:
        body = (
            f"BEGIN {first} IF {condition} THEN RAISE EXCEPTION 'GK:{code}:{table}' USING ERRCODE = '23514';"
            " END IF; RETURN NEW; END"
        )
        name = _name(table, what, moment + body)
        return Trigger(
            name,
            table,
            _in_words(model, says),
            (
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $gk$ {body} $gk$',
                f'CREATE TRIGGER "{name}" BEFORE {moment} ON "{table}" FOR EACH {scope}'
                f' EXECUTE FUNCTION "{name}"()',
            ),
            f"O {_tgtype(moment, scope)} t plpgsql  {body} ",
        )

    if guard.append_only and guard.amendable:
        yield trigger("update", "UPDATE", "ROW", "APPEND_ONLY", "不能修改", _unrecorded(guard, model))
        yield trigger("delete", "DELETE", "ROW", "APPEND_ONLY", "不能删除")
    elif guard.append_only:
        yield trigger("change", "UPDATE OR DELETE", "ROW", "APPEND_ONLY", "不能修改或者删除")
    if guard.append_only:
        yield trigger("truncate", "TRUNCATE", "STATEMENT", "APPEND_ONLY", "不能清空")
    for code, condition, says in conditions(guard, model):
        first = COUNTED_FIRST if code == PERIOD_LOCKED else ""
        yield trigger(code, "INSERT", "ROW", code, says, condition, first)
