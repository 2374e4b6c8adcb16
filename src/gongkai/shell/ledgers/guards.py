"""What the database refuses of ledgers, whoever asks: a key twice, a changed key, a name of nothing."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.spec import LedgerSpec, Reference

# A row of {table} (as o) that holds: it voids nothing and nothing took its place.
HOLDS = "NOT o.voids AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = o.id)"


def guards_of(ledgers: Iterable[LedgerSpec]) -> tuple[Guard, ...]:
    """Return the guard of each ledger: counted, append-only, one standing row a key, references that hold."""
    kept = tuple(ledgers)
    return tuple(_guard(ledger, kept) for ledger in kept)


def _guard(ledger: LedgerSpec, ledgers: tuple[LedgerSpec, ...]) -> Guard:
    code = ledger.model.__name__.upper()
    naming = [(other, reference) for other in ledgers for reference in other.refers if reference.to is ledger]
    refusals = []
    if not ledger.repeats:
        refusals.append(
            Refusal(
                code=f"{code}_TWICE",
                condition=f"NOT NEW.voids AND {_another_stands(ledger)}",
                message=f"这一{ledger.called}已登记；有误请更正原记录，不要重复登记。",
            )
        )
    refusals += [
        Refusal(
            code=f"{code}_KEY",
            condition=_changes_key(ledger),
            message=f"更正不能改动{'、'.join(ledger.header(name) for name in ledger.key)}；写错的请作废后重新登记。",
        )
    ]
    refusals += [
        Refusal(
            code=f"{code}_REF{number}",
            condition=_names_nothing(reference),
            message=f"所填的{reference.to.called}没有登记，或者日期早于它；请核对名称和日期。",
        )
        for number, reference in enumerate(ledger.refers, start=1)
    ]
    refusals += [
        Refusal(
            code=f"{code}_HELD{number}",
            condition=_leaves_without(other, reference),
            message=f"“{other.title}”中还有属于这一{ledger.called}的记录；请先处理那些记录。",
        )
        for number, (other, reference) in enumerate(naming, start=1)
    ]
    return Guard(id=ledger.model._meta.label, counted=True, refusals=(*refusals, *ledger.refusals))


def _table(ledger: LedgerSpec) -> str:
    return ledger.model._meta.db_table


def _key_columns(ledger: LedgerSpec) -> list[str]:
    of = {field.name: field.column for field in ledger.model._meta.concrete_fields}
    return [of[name] for name in ledger.key]


def _another_stands(ledger: LedgerSpec) -> str:
    table = _table(ledger)
    same = " AND ".join(f"o.{name} = NEW.{name}" for name in ("organ_id", *_key_columns(ledger)))
    holds = HOLDS.format(table=table)
    return (
        f"EXISTS (SELECT 1 FROM {table} AS o WHERE {same}"
        f" AND o.id <> COALESCE(NEW.supersedes_id, 0) AND {holds})"
    )


def _changes_key(ledger: LedgerSpec) -> str:
    same = " AND ".join(f"o.{name} = NEW.{name}" for name in ("organ_id", *_key_columns(ledger)))
    return (
        "NEW.supersedes_id IS NOT NULL AND NOT EXISTS"
        f" (SELECT 1 FROM {_table(ledger)} AS o WHERE o.id = NEW.supersedes_id AND {same})"
    )


def _names_nothing(reference: Reference) -> str:
    table = _table(reference.to)
    same = " AND ".join(f"o.{other} = NEW.{own}" for own, other in reference.columns)
    order = (
        f" AND (o.{reference.after[1]} IS NULL OR o.{reference.after[1]} <= NEW.{reference.after[0]})"
        if reference.after
        else ""
    )
    return (
        f"NOT NEW.voids AND NEW.{reference.columns[0][0]} <> '' AND NOT EXISTS (SELECT 1 FROM {table} AS o"
        f" WHERE o.organ_id = NEW.organ_id AND {same}{order} AND {HOLDS.format(table=table)})"
    )


def _leaves_without(ledger: LedgerSpec, reference: Reference) -> str:
    """SQL: NEW voids a row that rows of `ledger` name, or moves its day behind theirs."""
    table = _table(ledger)
    same = " AND ".join(f"o.{own} = NEW.{other}" for own, other in reference.columns)
    late = f" OR NEW.{reference.after[1]} > o.{reference.after[0]}" if reference.after else ""
    return (
        f"EXISTS (SELECT 1 FROM {table} AS o WHERE o.organ_id = NEW.organ_id AND {same}"
        f" AND (NEW.voids{late}) AND {HOLDS.format(table=table)})"
    )
