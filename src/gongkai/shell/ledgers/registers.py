"""A ledger as the officer sees it: the register that lists what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any

from django.db import models

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec
from gongkai.shell.ledgers.stored import cell_of, visible


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
    imported_only: bool = False,
    details: Callable[[Any], Sequence[tuple[str, Any]]] | None = None,
) -> Register:
    """Return the register of a ledger, newest first.

    `columns` are those of the ledger unless others are given, by name or, where the ledger has none, as they are.
    `optional` ones are shown when asked for, `plain` ones are neither sorted nor filtered by. `imported_only`: single
    rows are not entered on the screen.
    """
    own = {column.name: column for column in ledger.columns}
    return Register(
        id=ledger.id,
        title=title or ledger.title,
        group=group,
        query=partial(visible, ledger),
        columns=tuple(
            column
            if isinstance(column, Column)
            else _column(ledger, own[column], optional=column in optional, plain=column in plain)
            for column in columns or own
        ),
        permission=f"{ledger.room}.view",
        order=order,
        noun=ledger.unit,
        empty=empty,
        importer=ledger.id,
        ledger=None if imported_only else ledger,
        details=details,
    )


def _column(ledger: LedgerSpec, column: LedgerColumn, *, optional: bool, plain: bool) -> Column:
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
            field = "counted_on" if name == ledger.counted_by else name  # the same day, and the indexed one
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
        optional=optional,
    )


def _label(name: str, record: Any) -> str:
    return str(getattr(record, f"get_{name}_display")()) if getattr(record, name) else ""


def _named(model: Any, by: str, viewer: Viewer) -> list[tuple[str, str]]:
    """Return the records of the viewer's organ to choose from."""
    records = model._default_manager.visible_to(viewer).order_by(by)
    return [(str(pk), name) for pk, name in records.values_list("pk", by)]
