"""Reads of the chain: what happened to a record, what happened in an organ, the head to keep elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet

from gongkai import registry
from gongkai.ledger.models import Entry, Head, LedgeredRow, Subject


@dataclass(frozen=True)
class HistoryLine:
    """An entry as people read it."""

    entry: Entry
    label: str
    sentence: str


def entries_of(record: models.Model, *facts: models.Model) -> QuerySet[Entry]:
    """Return the entries of what happened to a record, newest first, also what higher rooms did to it.

    What was stored in bulk (an import) is no subject of its entry: the transaction ties them, unless it names the
    record, and then others beside it (a bureau that begins). A record that was amended is tied by each transaction
    that stored it, a case also by those of its `facts`.
    """
    named = Subject.objects.filter(model=record._meta.label, key=str(record.pk)).values("entry")
    naming = Entry.objects.filter(pk__in=named).values("transaction_id")
    transactions = {each.transaction_id for each in (record, *facts) if isinstance(each, LedgeredRow)}
    tied = _tied(named, naming, transactions)
    while before := {UUID(was[0]) for entry in tied if (was := _replaced(entry, record))} - transactions:
        transactions |= before
        tied = _tied(named, naming, transactions)
    return tied


def entries_naming(label: str, keys: Collection[str]) -> dict[Entry, str]:
    """Return the entries that name any of these records of a model, each with the key of the first it names."""
    found = Subject.objects.filter(model=label, key__in=keys).select_related("entry").order_by("-pk")
    return {subject.entry: subject.key for subject in found}


def _tied(named: Any, naming: Any, transactions: set[UUID]) -> QuerySet[Entry]:
    stored = Q(transaction_id__in=transactions) & ~Q(transaction_id__in=naming)
    return Entry.objects.filter(Q(pk__in=named) | stored).order_by("-seq")


def _replaced(entry: Entry, record: models.Model) -> list[str] | None:
    """What an entry says of the row that a record was before: its transaction and its digest."""
    was: list[str] | None = entry.data.get("replaced", {}).get(record._meta.label, {}).get(str(record.pk))
    return was


def line_of(entry: Entry) -> HistoryLine:
    """Return an entry with its event's label and sentence."""
    event = registry.one(registry.Event, entry.event)
    return HistoryLine(entry, event.label, event.sentence(entry.data))


def head() -> Head:
    """Return the last link: finalization records and filing packages carry it, a copy elsewhere shows a forgery."""
    return Head.objects.get(pk=1)
