"""A book as the officer sees it: the register that lists what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import models

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.imports.books import Book, Reference
from gongkai.shell.registers.values import shown


def register_of(
    book: Book,
    *,
    group: str,
    empty: str,
    optional: tuple[str, ...] = (),
    details: Callable[[Any], Sequence[tuple[str, Any]]] | None = None,
    books: Sequence[Book] = (),
) -> Register:
    """Return the register of a book, newest first; `optional` columns are shown when asked for.

    Unless the room gives `details`, the page of a row tells, besides its columns, what stands about it in
    those of `books` that refer to this one.
    """
    columns = tuple(_column(book, c.name, c.name in optional) for c in book.cells)
    naming = [(other, reference) for other in books for reference in other.refers if reference.to is book]

    def query(viewer: Viewer) -> Any:
        facts: Any = book.model._default_manager.all()
        return facts.visible_to(viewer).standing()

    return Register(
        id=book.id,
        title=book.title,
        group=group,
        query=query,
        columns=columns,
        act=f"{book.room}.view",
        order="-counted_on",
        noun=book.unit,
        empty=empty,
        importer=book.id,
        details=details or (partial(_details, columns, naming) if naming else None),
    )


def _details(
    columns: Sequence[Column], naming: Sequence[tuple[Book, Reference]], record: Any
) -> list[tuple[str, Any]]:
    own = [(column.label, column.value(record)) for column in columns]
    return own + [(other.title, _said(other, reference, record)) for other, reference in naming]


def _said(book: Book, reference: Reference, record: Any) -> str:
    """What the facts of a book say about the record that they name, oldest first, one after another."""
    facts: Any = book.model._default_manager.all()
    same = {own: getattr(record, other) for own, other in reference.columns}
    found = facts.standing().filter(organ=record.organ_id, **same).order_by("counted_on", "pk")
    cells = [_column(book, cell.name, False) for cell in book.cells if cell.name not in same]
    texts = ("，".join(text for cell in cells if (text := shown(cell.value(fact)))) for fact in found)
    return "；".join(texts) or "没有登记"


def _column(book: Book, name: str, optional: bool) -> Column:
    of: Any = book.model._meta.get_field(name)
    label = book.header(name)
    if of.choices:
        choices = list(of.choices)
        return Column(
            id=name,
            label=label,
            value=lambda r: getattr(r, f"get_{name}_display")(),
            field=name,
            filter="choice",
            choices=lambda viewer: choices,
            optional=optional,
        )

    def value(record: Any) -> Any:
        return getattr(record, name)

    match of:
        case models.DateField():
            by = "counted_on" if name == book.counted_by else name  # the same day, and the indexed one
            return Column(id=name, label=label, value=value, field=by, filter="date", optional=optional)
        case models.IntegerField() | models.DecimalField():
            return Column(id=name, label=label, value=value, field=name, numeric=True, optional=optional)
        case models.CharField():
            return Column(id=name, label=label, value=value, field=name, filter="text", optional=optional)
        case _:
            return Column(id=name, label=label, value=value, optional=optional)
