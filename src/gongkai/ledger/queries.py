"""Reads of the chain: what happened to a record, what happened in an organ, the head to keep elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from gongkai import registry
from gongkai.ledger.models import Entry, Head, Subject


@dataclass(frozen=True)
class HistoryLine:
    """An entry as people read it."""

    entry: Entry
    label: str
    sentence: str


def history_of(record: models.Model, *facts: models.Model) -> list[HistoryLine]:
    """Return what happened to a record, newest first, also what higher rooms did to it.

    What was stored in bulk (an import) is no subject of its entry: the transaction ties them. A case that carries no
    transaction itself is tied by those of its `facts`.
    """
    named = Subject.objects.filter(model=record._meta.label, key=str(record.pk)).values("entry")
    transactions = {each.transaction_id for each in (record, *facts) if hasattr(each, "transaction_id")}
    entries = Entry.objects.filter(Q(pk__in=named) | Q(transaction_id__in=transactions))
    return [line_of(entry) for entry in entries.order_by("-seq")]


def line_of(entry: Entry) -> HistoryLine:
    """Return an entry with its event's label and sentence."""
    event = registry.one(registry.Event, entry.event)
    return HistoryLine(entry, event.label, event.message.format_map(entry.data))


def head() -> Head:
    """Return the last link: finalization records and filing packages carry it, a copy elsewhere shows a forgery."""
    return Head.objects.get(pk=1)
