"""Whether single rows are as they were when they were recorded, with the seal of this installation.

`verify` proves everything and takes its time; this proves a few rows at once, so that a page can ask before it shows
them. A row that somebody inserted or changed in the database, without the ledger's key, is not proven.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db import models

from gongkai.ledger import chain, keys
from gongkai.ledger.batches import BATCH, in_turn
from gongkai.ledger.models import Entry, Subject


def unproven(records: Iterable[models.Model]) -> set[models.Model]:
    """Return those of some ledgered records that are not as recorded: forged, changed, or without the ledger's word.

    For records that are stored once; of what is amended, `verify` knows what it was before.

    A few queries however many there are: one for the entries, one a model for the rows stored beside each.
    """
    asked: list[Any] = list(records)
    expected = _recorded({each.transaction_id for each in asked})
    by_model: dict[type[models.Model], list[Any]] = defaultdict(list)
    for each in asked:
        by_model[type(each)].append(each)
    found = set()
    for model, rows in by_model.items():
        digests = _stored(model, {row.transaction_id for row in rows})
        for row in rows:
            said = expected.get((row.transaction_id, model._meta.label))
            mine = chain.fact_digest(row)
            there = digests[row.transaction_id]
            if mine not in there or said != (len(there), chain.facts_digest(there)):
                found.add(row)
    return found


def happened_to(label: str, keys_: Collection[str], events: Collection[str]) -> dict[str, list[Entry]]:
    """Return by key what of some events happened to records of a model, in its order, with the subjects read.

    What has rows that say so may have lost them: the ledger still says it. A record is left out where any of its
    entries is not sealed with a key of ours. A few queries however many records there are.
    """
    named = Subject.objects.filter(model=label, key__in=keys_).values("entry")
    entries = Entry.objects.filter(pk__in=named, event__in=events).order_by("seq")
    found: dict[str, list[Entry]] = defaultdict(list)
    forged: set[str] = set()
    try:
        ring = keys.keyring()
    except keys.KeyMissing:
        return {}
    for entry in entries.prefetch_related("subjects"):
        about = {subject.key for subject in entry.subjects.all() if subject.model == label}
        for key in about:
            found[key].append(entry)
        if not is_sealed(entry, ring):
            forged |= about
    return {key: happened for key, happened in found.items() if key not in forged}


def is_sealed(entry: Entry, ring: keys.Keyring) -> bool:
    """Return whether the holder of one of the keys appended this entry, and it says what it said."""
    key = ring.named(entry.key_name)
    subjects = [(s.model, s.key) for s in entry.subjects.all()]
    return (
        key is not None
        and hmac.compare_digest(key.seal(entry.hash), entry.seal)
        and chain.link_hash(entry, subjects) == entry.hash
    )


def _recorded(transactions: set[UUID]) -> dict[tuple[UUID, str], tuple[int, str]]:
    """What sealed entries say was stored: number and digest by transaction and model."""
    try:
        ring = keys.keyring()
    except keys.KeyMissing:
        return {}
    entries = Entry.objects.filter(transaction_id__in=transactions).prefetch_related("subjects")
    return {
        (entry.transaction_id, label): (number, digest)
        for entry in entries
        if "facts" in entry.data and is_sealed(entry, ring)
        for label, (number, digest) in entry.data["facts"].items()
    }


def _stored(model: type[models.Model], transactions: set[UUID]) -> dict[UUID, list[str]]:
    digests: dict[UUID, list[str]] = defaultdict(list)
    rows: Any = model._base_manager
    for some in in_turn(rows.filter(transaction_id__in=transactions).iterator(), BATCH):
        for row, digest in zip(some, chain.fact_digests(some), strict=True):
            digests[row.transaction_id].append(digest)
    return digests
