"""A ledger as the desk's search finds it: its rows, by the words of their text columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import models
from django.urls import reverse

from gongkai.bodies.records import Fact
from gongkai.registry import Findable
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.ledgers.stored import visible


def findables_of(ledgers: Sequence[LedgerSpec]) -> tuple[Findable, ...]:
    """Return what search finds of ledgers; one without a text column of its own has nothing to be found by."""
    return tuple(findable_of(ledger) for ledger in ledgers if _text_columns(ledger))


def findable_of(ledger: LedgerSpec) -> Findable:
    """Return what search finds of a ledger: each row as it stands, by its own texts, on the page of its register."""
    columns = _text_columns(ledger)
    is_fact = issubclass(ledger.model, Fact)
    return Findable(
        id=ledger.id,
        label=ledger.title,
        permission=f"{ledger.room}.view",
        query=partial(visible, ledger),
        title=str,
        texts=lambda record: [getattr(record, name) for name in columns],
        url=lambda record: reverse("shell:record", args=[ledger.id, record.pk]),
        day=lambda record: record.counted_on if is_fact else None,
    )


def _text_columns(ledger: LedgerSpec) -> list[str]:
    """The columns that hold words of somebody, not one of a closed list."""
    fields: dict[str, Any] = {field.name: field for field in ledger.model._meta.concrete_fields}
    return [
        column.name
        for column in ledger.columns
        if isinstance(fields.get(column.name), models.CharField | models.TextField)
        and not fields[column.name].choices
    ]
