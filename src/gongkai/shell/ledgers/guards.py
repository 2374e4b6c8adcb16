"""What the database refuses of ledgers, whoever asks: a key twice, a changed key, a name of nothing, another's fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.bodies.records import Fact
from gongkai.registry import Guard, Refusal
from gongkai.shell.ledgers.spec import LedgerPart, LedgerSpec, Reference

# A row of {table} (as o) that holds: it voids nothing and nothing took its place.
HOLDS = "NOT o.voids AND NOT EXISTS (SELECT 1 FROM {table} AS later WHERE later.supersedes_id = o.id)"
Besides = Mapping[Any, Sequence[Refusal]]


def guards_of(ledgers: Iterable[LedgerSpec], besides: Besides | None = None) -> tuple[Guard, ...]:
    """Return the guards of ledgers: of each record or fact that is a row, and of the facts that belong to it.

    A fact is counted and append-only, one stands for a key, and what it refers to is there; one that belongs to a
    record stays with it. `besides` are refusals of some models over and above that.
    """
    kept, more = tuple(ledgers), besides or {}
    return (*(_guard(ledger, kept, more) for ledger in kept), *_guards_of_parts(kept, more))


def _guard(ledger: LedgerSpec, ledgers: tuple[LedgerSpec, ...], besides: Besides) -> Guard:
    own = besides.get(ledger.model, ())
    if not issubclass(ledger.model, Fact):
        return Guard(id=ledger.model._meta.label, amendable=True, refusals=tuple(own))
    return Guard(
        id=ledger.model._meta.label, counted=True, refusals=(*_refusals_of_fact(ledger, ledgers), *own)
    )


def _refusals_of_fact(ledger: LedgerSpec, ledgers: tuple[LedgerSpec, ...]) -> Iterator[Refusal]:
    code = ledger.model.__name__.upper()
    naming = [(other, reference) for other in ledgers for reference in other.refers if reference.to is ledger]
    if not ledger.repeats:
        yield Refusal(
            code=f"{code}_TWICE",
            condition=another_stands(_table(ledger), "organ_id", *_key_columns(ledger)),
            message=f"这一{ledger.called}已登记；有误请更正原记录，不要重复登记。",
        )
    yield Refusal(
        code=f"{code}_KEY",
        condition=_changes_key(ledger),
        message=f"更正不能改动{'、'.join(ledger.header(name) for name in ledger.key)}；写错的请作废后重新登记。",
    )
    for number, reference in enumerate(ledger.refers, start=1):
        yield Refusal(
            code=f"{code}_REF{number}",
            condition=_names_nothing(reference),
            message=f"所填的{reference.to.called}没有登记，或者日期早于它；请核对名称和日期。",
        )
    for number, (other, reference) in enumerate(naming, start=1):
        yield Refusal(
            code=f"{code}_HELD{number}",
            condition=_leaves_without(other, reference),
            message=f"“{other.title}”中还有属于这一{ledger.called}的记录；请先处理那些记录。",
        )


def _guards_of_parts(ledgers: tuple[LedgerSpec, ...], besides: Besides) -> Iterator[Guard]:
    parts: dict[type[Fact], list[tuple[LedgerSpec, LedgerPart]]] = defaultdict(list)
    for ledger in ledgers:
        for part in ledger.parts:
            parts[part.model].append((ledger, part))
    for model, of in parts.items():
        stays = stays_with(
            model,
            *dict.fromkeys(part.link for _, part in of),
            called="、".join(dict.fromkeys(ledger.called for ledger, _ in of)),
            same=dict.fromkeys(column for _, part in of for column in part.where),
        )
        yield Guard(id=model._meta.label, counted=True, refusals=(stays, *besides.get(model, ())))


def stays_with(model: type[Fact], *links: str, called: str, same: Iterable[str] = ()) -> Refusal:
    """Refuse a fact in another organ than what its `links` name, and a correction of what belongs to another.

    `same` are further columns that a correction keeps.
    """
    table = model._meta.db_table
    fields: list[Any] = [model._meta.get_field(link) for link in links]
    owners = {field.column: field.related_model._meta for field in fields}
    elsewhere = [
        f"NEW.{link} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {of.db_table} AS c"
        f" WHERE c.{of.pk.column} = NEW.{link} AND c.organ_id = NEW.organ_id)"
        for link, of in owners.items()
    ]
    kept = [
        *(f"COALESCE(o.{link}, 0) = COALESCE(NEW.{link}, 0)" for link in owners),
        *(f"o.{column} = NEW.{column}" for column in same),
    ]
    moved = (
        f"NEW.supersedes_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} AS o"
        f" WHERE o.id = NEW.supersedes_id AND {' AND '.join(kept)})"
    )
    return Refusal(
        code="OF_ANOTHER",
        condition=" OR ".join([*elsewhere, moved]),
        message=f"更正只能在同一{called}之内，记录与{called}须属同一机关；请从该{called}的页面更正。",
    )


def another_stands(table: str, *columns: str) -> str:
    """SQL: NEW says something, and another row with the same columns holds, which it does not correct."""
    same = " AND ".join(f"o.{column} = NEW.{column}" for column in columns)
    return (
        f"NOT NEW.voids AND EXISTS (SELECT 1 FROM {table} AS o WHERE {same}"
        f" AND o.id <> COALESCE(NEW.supersedes_id, 0) AND {HOLDS.format(table=table)})"
    )


def _table(ledger: LedgerSpec) -> str:
    return ledger.model._meta.db_table


def _key_columns(ledger: LedgerSpec) -> list[str]:
    of = {field.name: field.column for field in ledger.model._meta.concrete_fields}
    return [of[name] for name in ledger.key]


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
