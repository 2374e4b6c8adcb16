"""A ledger as the officer sees it: the register that lists what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.ledgers.spec import LedgerSpec


def register_of(
    ledger: LedgerSpec,
    *,
    group: str,
    empty: str,
    optional: tuple[str, ...] = (),
    details: Callable[[Any], Sequence[tuple[str, Any]]] | None = None,
) -> Register:
    """Return the register of a ledger, newest first; `optional` columns are shown when asked for."""
    columns = tuple(_column(ledger, c.name, c.name in optional) for c in ledger.columns)

    def query(viewer: Viewer) -> Any:
        facts: Any = ledger.model._default_manager.all()
        return facts.visible_to(viewer).standing()

    return Register(
        id=ledger.id,
        title=ledger.title,
        group=group,
        query=query,
        columns=columns,
        permission=f"{ledger.room}.view",
        order="-counted_on",
        noun=ledger.unit,
        empty=empty,
        importer=ledger.id,
        ledger=ledger,
        details=details,
    )


def _column(ledger: LedgerSpec, name: str, optional: bool) -> Column:
    of: Any = ledger.model._meta.get_field(name)
    label = ledger.header(name)
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
            by = "counted_on" if name == ledger.counted_by else name  # the same day, and the indexed one
            return Column(id=name, label=label, value=value, field=by, filter="date", optional=optional)
        case models.IntegerField() | models.DecimalField():
            return Column(id=name, label=label, value=value, field=name, numeric=True, optional=optional)
        case models.CharField():
            return Column(id=name, label=label, value=value, field=name, filter="text", optional=optional)
        case _:
            return Column(id=name, label=label, value=value, optional=optional)
