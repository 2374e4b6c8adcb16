"""How rows become records and facts, in bulk: what differs from what stands takes its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models

from gongkai.bodies.corrections import successor
from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import BATCH
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, LedgerSpec, Row
from gongkai.shell.ledgers.stored import first_rows, last_facts, standing_rows

REASON = "导入台账更正"
Named = Mapping[str, Mapping[str, Any]]  # by column and text: the records that cells name
Pairs = Sequence[tuple[Any, Row]]  # what a row says belongs to


def stored_value(model: type[models.Model], column: LedgerColumn, value: Any) -> Any:
    """Return what the model holds for a cell: an empty cell of text is empty text, an unmarked one no."""
    of: Any = next((each for each in model._meta.concrete_fields if each.name == column.name), None)
    if value is not None or of is None:
        return value
    if isinstance(of, models.BooleanField) and not of.null:
        return False
    return "" if of.empty_strings_allowed and not of.null else None


def store_rows(
    tx: LedgerTransaction, ledger: LedgerSpec, viewer: Viewer, rows: Sequence[Row], named: Named
) -> list[Any]:
    """Return the record of each row, stored or changed with the facts that belong to it."""
    # Two people entering the same key wait for one another; the guard then refuses the second.
    Organ.objects.select_for_update().get(pk=viewer.organ_code)
    known = standing_rows(viewer, ledger, [ledger.key_of(row) for row in rows])
    before = [known.get(ledger.row_key(row)) for row in rows]
    values = [values_of(viewer, ledger, row, named) for row in rows]
    if issubclass(ledger.model, Fact):
        records = _store_facts(tx, ledger, before, values)
    else:
        records = _store_records(viewer, ledger.model, before, values)
    owners: dict[LedgerPart | None, Pairs] = {None: list(zip(records, rows, strict=True))}
    for part in reversed(ledger.parts):
        if part.voided_when_gone:
            tx.add_all(list(_gone(part, owners[None])))
    for part in ledger.parts:
        owners[part] = _store_part(tx, viewer, part, owners[part.to], named)
    if ledger.after is not None:
        ledger.after(viewer, records)
    return records


def values_of(
    viewer: Viewer, of: LedgerSpec | LedgerPart, row: Row, named: Named, **owner: Any
) -> dict[str, Any]:
    """Return what a row says of a record or a fact, by the names of the model's columns."""
    values: dict[str, Any] = dict(owner)
    for column in of.columns:
        value = row[column.name]
        if column.relation is not None:
            values[column.name] = named[column.name][value] if value else None
        else:
            values[column.name] = stored_value(of.model, column, value)
    if of.counted_by:
        values["counted_on"] = row[of.counted_by]
    values |= of.derive(viewer, values)
    fields = {each.name: each.attname for each in of.model._meta.concrete_fields}
    return {
        fields[name]: value.pk if isinstance(value, models.Model) else value
        for name, value in values.items()
        if name in fields
    }


def _differs(record: Any, values: Mapping[str, Any]) -> bool:
    return any(getattr(record, name) != value for name, value in values.items())


def _in_cells(of: LedgerSpec | LedgerPart, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that stand in cells: what is derived from them alone changes no fact."""
    names = {column.name for column in of.columns}
    fields = {each.attname for each in of.model._meta.concrete_fields if each.name in names}
    return {name: value for name, value in values.items() if name in fields}


def _store_records(
    viewer: Viewer, model: Any, before: Sequence[Any], values: Sequence[Mapping[str, Any]]
) -> list[Any]:
    """Return the records that say these values: new ones, and those that stand, put right."""
    records, changed = [], []
    for record, said in zip(before, values, strict=True):
        if record is None:
            records.append(model(organ_id=viewer.organ_code, **said))
            continue
        if _differs(record, said):
            changed.append(record)
            for name, value in said.items():
                setattr(record, name, value)
        records.append(record)
    model._default_manager.bulk_create([record for record in records if record.pk is None], batch_size=BATCH)
    if changed:
        names = {model._meta.get_field(name).name for name in values[0]}
        model._default_manager.bulk_update(changed, fields=names, batch_size=BATCH)
    return records


def _store_facts(
    tx: LedgerTransaction,
    of: LedgerSpec | LedgerPart,
    before: Sequence[Any],
    values: Sequence[Mapping[str, Any]],
) -> list[Any]:
    """Return the facts that say these values: what stands if it does, else a new one, in the place of a wrong one."""
    model: Any = of.model
    facts = [
        model(**said)
        if wrong is None
        else successor(wrong, reason=REASON, **said)
        if wrong.voids or _differs(wrong, _in_cells(of, said))
        else wrong
        for wrong, said in zip(before, values, strict=True)
    ]
    tx.add_all([fact for fact in facts if fact.pk is None])
    return facts


def _store_part(
    tx: LedgerTransaction, viewer: Viewer, part: LedgerPart, owners: Pairs, named: Named
) -> Pairs:
    """Return the facts of a part with their rows, for what belongs to them in turn."""
    told = [(owner, row) for owner, row in owners if row[part.counted_by]]
    first = first_rows([owner for owner, _ in told])
    last = last_facts(part, set(first.values()))
    link = f"{part.link}_id"
    values = [
        values_of(viewer, part, row, named, **{part.link: owner}) | {**part.where, link: first[owner.pk]}
        for owner, row in told
    ]
    facts = _store_facts(tx, part, [last.get(said[link]) for said in values], values)
    return [(fact, row) for fact, (_, row) in zip(facts, told, strict=True)]


def _gone(part: LedgerPart, owners: Pairs) -> Iterator[Fact]:
    """Yield the rows that void what the file no longer says of its records."""
    last = last_facts(part, {record.pk for record, _ in owners})
    for record, row in owners:
        fact = last.get(record.pk)
        if fact is not None and not fact.voids and not row[part.counted_by]:
            yield successor(fact, reason=REASON, voids=True)
