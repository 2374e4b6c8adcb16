"""A ledger as the officer sees it: the register that lists what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import models
from django.urls import reverse

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, LedgerSpec
from gongkai.shell.ledgers.stored import cell_of, part_facts, row_of, standing_row, typed, visible


def register_of(
    ledger: LedgerSpec,
    *,
    group: str,
    empty: str,
    title: str = "",
    order: str = "-counted_on",
    columns: Sequence[str | Column] = (),
    optional: Collection[str] = (),
    plain: Collection[str] = (),
    personal: Collection[str] = (),
) -> Register:
    """Return the register of a ledger, newest first.

    `columns` are those of the ledger unless others are given: by name, also a choice that is derived (a field of the
    model that the ledger has no column for), or as they are.
    `optional` ones are shown when asked for, `plain` ones are neither sorted nor filtered by, `personal` ones stand
    in no file that leaves the organ. Of the facts that belong to a row its page shows all, the list what is asked for.
    """
    own = {column.name: column for column in ledger.columns}
    of_parts = {column.name for part in ledger.parts for column in part.columns}
    return Register(
        id=ledger.id,
        title=title or ledger.title,
        group=group,
        query=partial(visible, ledger),
        columns=tuple(
            column
            if isinstance(column, Column)
            else replace(
                _column(ledger, own[column], order, plain=column in plain)
                if column in own
                else _part_column(ledger, column)
                if column in of_parts
                else _choice(ledger.model, column),
                optional=column in optional,
                personal=column in personal,
            )
            for column in columns or own
        ),
        permission=f"{ledger.room}.view",
        order=order,
        noun=ledger.unit,
        empty=empty,
        importer=ledger.id,
        ledger=ledger,
        details=partial(_details, ledger) if ledger.parts else None,
        together=partial(_read, ledger) if ledger.parts else None,
    )


def register_of_facts(
    model: type[Fact],
    ledgers: Sequence[LedgerSpec],
    *,
    id: str,
    title: str,
    query: Callable[[Viewer], Any],
    columns: Sequence[str | Column],
    order: str = "-counted_on",
    unit: str = "",
    group: str = "",
    empty: str = "",
    optional: Collection[str] = (),
    personal: Collection[str] = (),
    details: Callable[[Any], Sequence[tuple[str, Any]]] | None = None,
) -> Register:
    """Return the register of the facts of one model that belong to rows of ledgers.

    `columns` are those of the fact or, where there is one ledger, of the row, by name; or as they are. The day by which
    the facts are counted is sorted and filtered by, the fact's own words to choose from are filtered by. Each fact
    leads to its row, unless it has `details`: then it has a page of its own.
    """
    parts = [(ledger, part) for ledger in ledgers for part in ledger.parts if part.model is model]
    ledger, part = parts[0]
    said = {column.name: column for column in part.columns}
    own = {column.name: column for column in ledger.columns}

    def named(name: str) -> Column:
        of_fact = name in said or name not in own
        if of_fact and getattr(model._meta.get_field(name), "choices", None):
            label = ledger.header(name) if name in said else ""
            return replace(_choice(model, name, label), optional=name in optional)
        column = said.get(name) or own[name]
        fact = partial(_said_in, column) if name in said else partial(_said_of_row, part, column)
        counted = name == part.counted_by
        return Column(
            id=name,
            label=ledger.header(name),
            value=fact,
            field="counted_on" if counted else None,
            filter="date" if counted else None,
            optional=name in optional,
            personal=name in personal,
        )

    return Register(
        id=id,
        title=title,
        group=group,
        query=query,
        columns=tuple(each if isinstance(each, Column) else named(each) for each in columns),
        permission=f"{ledger.room}.view",
        order=order,
        noun=unit or ledger.unit,
        empty=empty,
        details=details,
        page=None if details else partial(_row_page, parts),
    )


def _said_in(column: LedgerColumn, record: Any) -> Any:
    of: Any = record._meta.get_field(column.name)
    return _label(column.name, record) if of.choices else cell_of(record, column)


def _said_of_row(part: LedgerPart, column: LedgerColumn, fact: Any) -> Any:
    return _said_in(column, getattr(fact, part.link))


def _row_page(parts: Sequence[tuple[LedgerSpec, LedgerPart]], fact: Any) -> str:
    """Return the page of the row to which a fact belongs, whichever ledger's it is."""
    for ledger, part in parts:
        owner = getattr(fact, part.link)
        if owner is not None:
            row = getattr(owner, part.to.link) if part.to is not None else owner
            return reverse("shell:record", args=[ledger.id, row.pk])
    raise LookupError(fact)


def _details(ledger: LedgerSpec, record: Any) -> list[tuple[str, Any]]:
    """Return all cells of a row, with their heads."""
    said = _row(ledger, record)
    return [(column.header, typed(column, said[column.name])) for column in ledger.file_columns]


def _read(ledger: LedgerSpec, viewer: Viewer, records: Sequence[Any]) -> None:
    """Read at once what belongs to the records of a page."""
    facts = part_facts(ledger, records)
    for record in records:
        record.row_said = row_of(ledger, record, facts)


def _row(ledger: LedgerSpec, record: Any) -> Mapping[str, Any]:
    if not hasattr(record, "row_said"):
        record.row_said = standing_row(ledger, record)
    said: Mapping[str, Any] = record.row_said
    return said


def _part_column(ledger: LedgerSpec, name: str) -> Column:
    """Return the column of a fact that belongs to the row: it is read beside it, so neither sorted nor filtered by."""
    column = next(each for each in ledger.file_columns if each.name == name)

    def value(record: Any) -> Any:
        said = _row(ledger, record)[name]
        return typed(column, said) if column.choices else said

    return Column(id=name, label=column.header, value=value)


def _column(ledger: LedgerSpec, column: LedgerColumn, order: str, *, plain: bool) -> Column:
    name = column.name
    of: Any = ledger.model._meta.get_field(name)
    choices: Callable[[Viewer], Sequence[tuple[str, str]]] | None = None
    value: Callable[[Any], Any] = partial(cell_of, column=column)
    field: str | None = name
    how: Any = None
    match of:
        case models.ForeignKey() if column.relation is not None:
            how, choices = "choice", partial(_named, of.related_model, column.relation.by)
        case _ if of.choices:
            value, how, choices = (
                partial(_label, name),
                "choice",
                lambda viewer: [c for c in of.choices if c[0]],
            )
        case models.DateField():
            how = "date"
            # The same day as `counted_on`, and the one by which the register is read in order.
            field = order.lstrip("-") if name == ledger.counted_by else name
        case models.CharField():
            how = "text"
        case models.IntegerField() | models.DecimalField():
            pass
        case _:
            field = None
    if plain:
        field = how = choices = None
    return Column(
        id=name,
        label=ledger.header(name),
        value=value,
        field=field,
        filter=how,
        choices=choices,
        numeric=isinstance(of, models.IntegerField | models.DecimalField),
    )


def _choice(model: type[models.Model], name: str, label: str = "") -> Column:
    """Return the column of a field with words to choose from, which is filtered by them."""
    of: Any = model._meta.get_field(name)
    return Column(
        id=name,
        label=label or str(of.verbose_name),
        value=partial(_label, name),
        field=name,
        filter="choice",
        choices=lambda viewer: [choice for choice in of.choices if choice[0]],
    )


def _label(name: str, record: Any) -> str:
    return str(getattr(record, f"get_{name}_display")()) if getattr(record, name) else ""


def _named(model: Any, by: str, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the records of the viewer's organ to choose from."""
    records = model._default_manager.visible_to(viewer).standing().order_by(by)
    return [(str(pk), name) for pk, name in records.values_list("pk", by)]
