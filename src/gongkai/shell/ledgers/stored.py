"""What stands in a ledger already, asked for many rows at once, and as a file would write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched
from gongkai.shell.ledgers.spec import Key, LedgerColumn, LedgerPart, LedgerSpec, Row

# The facts of each part, by the ids of the records that they belong to.
PartFacts = Mapping[LedgerPart, Mapping[int, Any]]


def visible(ledger: LedgerSpec, viewer: Viewer) -> Any:
    """Return the records of a ledger as they stand, with what their cells name."""
    rows: Any = ledger.model._default_manager.all()
    named = [column.name for column in ledger.columns if column.relation is not None]
    found = rows.visible_to(viewer).select_related(*named)
    return found.standing() if issubclass(ledger.model, Fact) else found


def standing(
    viewer: Viewer, ledger: LedgerSpec, keys: Sequence[Key], *, columns: Sequence[str] = ()
) -> dict[Key, Any]:
    """Return what stands under these keys; `columns` if the keys are others than the natural one."""
    by_key: dict[Key, Any] = {}
    for key, record in _under(viewer, ledger, keys, columns or ledger.key):
        by_key.setdefault(key, record)
    return by_key


def standing_rows(viewer: Viewer, ledger: LedgerSpec, keys: Sequence[Key]) -> dict[Key, Any]:
    """Return what stands under natural keys; where rows repeat, all of it, numbered as stored."""
    if not ledger.repeats:
        return standing(viewer, ledger, keys)
    found: dict[Key, Any] = {}
    number: Counter[Key] = Counter()
    for key, record in _under(viewer, ledger, keys, ledger.key):
        number[key] += 1
        found[*key, number[key]] = record
    return found


def _under(
    viewer: Viewer, ledger: LedgerSpec, keys: Sequence[Key], names: Sequence[str]
) -> Iterator[tuple[Key, Any]]:
    """Yield key and record of what stands under some of the keys, in the order in which it was stored."""
    columns = {column.name: column for column in ledger.columns}
    # A name of another record is compared here: a join would lead the database to all rows of that record.
    asked_by = [(i, name) for i, name in enumerate(names) if columns[name].relation is None]
    for batch in batched(list(dict.fromkeys(keys))):
        among = {f"{name}__in": {key[i] for key in batch} for i, name in asked_by}
        wanted = set(batch)
        for record in visible(ledger, viewer).filter(**among).order_by("pk"):
            key = tuple(cell_of(record, columns[name]) for name in names)
            if key in wanted:
                yield key, record


def existing_rows(ledger: LedgerSpec, viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return what stands under natural keys as a file would write it."""
    found = standing_rows(viewer, ledger, keys)
    facts = part_facts(ledger, list(found.values()))
    return {key: row_of(ledger, record, facts) for key, record in found.items()}


def row_of(ledger: LedgerSpec, record: Any, facts: PartFacts) -> dict[str, Any]:
    """Return the cells of a record and of the facts that belong to it."""
    row = {column.name: cell_of(record, column) for column in ledger.columns}
    said: dict[LedgerPart | None, Any] = {None: record}
    for part in ledger.parts:
        owner = said[part.to]
        fact = said[part] = facts[part].get(owner.pk) if owner is not None else None
        cells = {column.name: None if fact is None else cell_of(fact, column) for column in part.columns}
        row |= {name: value for name, value in cells.items() if fact is not None or name not in row}
    return row


def cell_of(record: Any, column: LedgerColumn) -> Any:
    """Return what stands in a cell: a 否 of a column that need not be filled in says nothing."""
    if column.read is not None:
        return column.read(record)
    value = getattr(record, column.name)
    if column.relation is not None:
        return None if value is None else getattr(value, column.relation.by)
    of = record._meta.get_field(column.name)
    return value or None if isinstance(of, models.BooleanField) and of.blank and not of.null else value


# ---- The facts of parts ------------------------------------------------------------------------------------------


def part_facts(ledger: LedgerSpec, records: Sequence[Any]) -> PartFacts:
    """Return the standing facts of each part, by the ids of what they belong to."""
    owners: dict[LedgerPart | None, Sequence[Any]] = {None: records}
    found: dict[LedgerPart, Mapping[int, Any]] = {}
    for part in ledger.parts:
        first = first_rows(owners[part.to])
        facts = {pk: fact for pk, fact in last_facts(part, set(first.values())).items() if not fact.voids}
        found[part] = {pk: facts[root] for pk, root in first.items() if root in facts}
        owners[part] = list(found[part].values())
    return found


def last_facts(part: LedgerPart, keys: set[int]) -> dict[int, Any]:
    """Return the last row of each line of a part's facts, which stands or voids: by the key that it links to."""
    by = f"{part.link}_id"
    facts: Any = part.model._default_manager
    return {
        getattr(fact, by): fact
        for batch in batched(sorted(keys))
        for fact in facts.filter(**{f"{part.link}__in": batch}, **part.where, superseded_by=None)
        .select_related(part.link)
        .order_by("-voids", "pk")  # one that stands is kept before one that voids
    }


def first_rows(records: Sequence[Any]) -> dict[int, int]:
    """Return for each record the id by which others name it: of a fact, the first row of its line of corrections."""
    first: dict[int, int] = {record.pk: record.pk for record in records}
    before: dict[int, int] = {
        record.pk: record.supersedes_id for record in records if getattr(record, "supersedes_id", None)
    }
    while before:
        first.update(before)
        rows = type(records[0])._default_manager.filter(pk__in=set(before.values()))
        earlier: dict[int, int | None] = dict(rows.values_list("pk", "supersedes_id"))
        before = {pk: root for pk, parent in before.items() if (root := earlier[parent])}
    return first
