"""The hash chain: how an entry and a fact become a digest, and the proof that nothing was altered since.

SM3 (GB/T 32905), because officials must recognise the algorithm; canonical JSON, because a digest must not
depend on spacing or on the database that returned the row.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.db import models

from gongkai.ledger.batches import each_once
from gongkai.ledger.models import Entry

GENESIS = "0" * 64
AS_IT_IS = {str, int, bool, type(None)}  # most values of most rows
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sm3(data: bytes) -> str:
    """Return the SM3 digest of the bytes, in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def canonical(value: Any) -> bytes:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return CANONICAL.encode(value).encode()


def link_hash(entry: Entry, subjects: Iterable[tuple[str, str]]) -> str:
    """Return the hash that an entry must carry, given the previous one it names."""
    return sm3(
        canonical(
            {
                "seq": entry.seq,
                "transaction_id": str(entry.transaction_id),
                "organ": entry.organ_code,
                "event": entry.event,
                "day": entry.day.isoformat(),
                "at": entry.recorded_at.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
                "actor": [entry.actor_number, entry.actor_post],
                "basis": entry.basis,
                "subjects": sorted([list(s) for s in subjects]),
                "data": entry.data,
                "previous": entry.previous,
            }
        )
    )


def fact_digest(fact: models.Model) -> str:
    """Return the salted digest of a row: every column but the salt itself, which goes first."""
    return fact_digests([fact])[0]


def fact_digests(facts: Sequence[models.Model]) -> list[str]:
    """Return the digest of each of some rows of one model.

    What is digested is `canonical` of the columns of the row. It is put together of the texts of single values, column
    by column: most columns of many rows say the same few things again and again.
    """
    if not facts:
        return []
    columns = [_texts(field, facts) for field in _digested(type(facts[0]))]
    return [
        sm3(bytes(fact.salt) + f"{{{','.join(texts)}}}".encode())  # type: ignore[attr-defined]
        for fact, texts in zip(facts, zip(*columns, strict=True), strict=True)
    ]


@cache
def _digested(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a digest in their canonical order."""
    return sorted((f for f in model._meta.concrete_fields if f.name != "salt"), key=lambda f: f.attname)


def _texts(field: models.Field[Any, Any], facts: Sequence[models.Model]) -> list[str]:
    """Return for each row what one column says, as it stands in the JSON of the row."""
    name = CANONICAL.encode(field.attname)

    def text(value: Any) -> str:
        return f"{name}:{CANONICAL.encode(value if type(value) in AS_IT_IS else _plain(field, value))}"

    return each_once([getattr(fact, field.attname) for fact in facts], text)


def facts_digest(digests: Iterable[str]) -> str:
    """Return one digest for many rows, whatever their order."""
    return sm3("".join(sorted(digests)).encode())


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    """A column's value as JSON knows it, the same before saving and after loading."""
    match value:
        case datetime.datetime():
            return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
        case datetime.date():
            return value.isoformat()
        case Decimal():
            return f"{value:.{field.decimal_places}f}"  # type: ignore[attr-defined]
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case Mapping():
            return {str(k): v for k, v in value.items()}
        case _:
            return value
