"""What stands in a ledger already, asked for many rows at once, and as a file would write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched
from gongkai.registry import ImportColumn
from gongkai.shell.ledgers.spec import Key, LedgerColumn, LedgerPart, LedgerSpec, Relation, Row
from gongkai.shell.values import shown

# The facts of each part, by the ids of the records that they belong to.
PartFacts = Mapping[LedgerPart, Mapping[int, Any]]
OFFERED = 200  # names in a list to choose from


def visible(ledger: LedgerSpec, viewer: Viewer) -> Any:
    """Return the records of a ledger as they stand, with what their cells name."""
    rows: Any = ledger.model._default_manager.all()
    named = [column.name for column in ledger.columns if column.relation is not None]
    return rows.visible_to(viewer).standing().select_related(*named)


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
    said = facts_said(ledger, record, facts)
    for part in ledger.parts:
        fact = said[part]
        cells = {column.name: None if fact is None else cell_of(fact, column) for column in part.columns}
        row |= {name: value for name, value in cells.items() if fact is not None or name not in row}
    return row


def standing_row(ledger: LedgerSpec, record: Any) -> dict[str, Any]:
    """Return the cells of one record and of the facts that belong to it."""
    return row_of(ledger, record, part_facts(ledger, [record]))


def facts_said(ledger: LedgerSpec, record: Any, facts: PartFacts) -> dict[LedgerPart | None, Any]:
    """Return the fact of each part that belongs to a record, the record itself under None."""
    said: dict[LedgerPart | None, Any] = {None: record}
    for part in ledger.parts:
        owner = said[part.to]
        said[part] = facts[part].get(owner.pk) if owner is not None else None
    return said


def facts_of(ledger: LedgerSpec, record: Any) -> list[Fact]:
    """Return the standing facts that a row says: the record where it is one, and what belongs to it before that."""
    said = facts_said(ledger, record, part_facts(ledger, [record]))
    return [fact for fact in reversed(said.values()) if isinstance(fact, Fact)]


def last_said(ledger: LedgerSpec, record: Any) -> list[Fact]:
    """Return the last fact of each line that belongs to a record, whether it stands or voids."""
    owners: dict[LedgerPart | None, Any] = {None: record}
    for part in ledger.parts:
        if (owner := owners.get(part.to)) is not None:
            root = first_rows([owner])[owner.pk]
            owners[part] = last_facts(part, {root}).get(root)
    return [fact for part, fact in owners.items() if part is not None and fact is not None]


def cell_of(record: Any, column: LedgerColumn) -> Any:
    """Return what stands in a cell: a 否 of a column that need not be filled in says nothing."""
    if column.read is not None:
        return column.read(record)
    value = getattr(record, column.name)
    if column.relation is not None:
        return None if value is None else getattr(value, column.relation.by)
    of = record._meta.get_field(column.name)
    return value or None if isinstance(of, models.BooleanField) and of.blank and not of.null else value


def typed(column: ImportColumn, value: Any) -> str:
    """Return what stands in a cell as an officer would type it: a choice in the ledger's word."""
    if value is None:
        return ""
    words = {column.parse(word): word for word in column.choices}
    return words.get(value) or (str(value) if isinstance(value, int | Decimal) else shown(value))


def named_records(viewer: Viewer, ledger: LedgerSpec, rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """Return for each column that names records those that the rows name, by the texts of the cells."""
    return {
        name: by_text(viewer, model, relation, [row[name] for row in rows])
        for name, model, relation in ledger.relations
    }


def by_text(viewer: Viewer, model: Any, relation: Relation, texts: Sequence[str | None]) -> dict[str, Any]:
    """Return the records of the organ that texts name, by the text."""
    records = model._default_manager.visible_to(viewer).standing()
    return {
        getattr(record, relation.by): record
        for batch in batched(sorted({text for text in texts if text}))
        for record in records.filter(**{f"{relation.by}__in": batch})
    }


def offered(viewer: Viewer, ledger: LedgerSpec, name: str) -> list[str]:
    """Return what may be typed into a cell that names what is recorded already, the newest first; empty for others."""
    known: Iterable[str] = next(_offering(viewer, ledger, name), ())
    return list(dict.fromkeys(each for each in islice(known, OFFERED) if each))


def _offering(viewer: Viewer, ledger: LedgerSpec, name: str) -> Iterator[Iterable[str]]:
    """Yield the names of what a cell refers to: a row of another ledger, a record, what its column offers."""
    for reference in ledger.refers:
        for own, other in reference.columns:
            if own == name:
                yield visible(reference.to, viewer).order_by("-pk").values_list(other, flat=True)
    for column, model, by in ledger.relations:
        if column == name:
            records = model._default_manager.visible_to(viewer).standing()
            yield records.order_by("-pk").values_list(by.by, flat=True)
    for _, each in ledger.all_columns:
        if each.name == name and each.offered is not None:
            yield each.offered(viewer)


def names(viewer: Viewer, model: Any, relation: Relation) -> list[str]:
    """Return the names of the records that a cell may name."""
    records = model._default_manager.visible_to(viewer).standing().order_by(relation.by)
    return list(records.values_list(relation.by, flat=True))


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
