"""The hash chain: how an entry and a fact become a digest, and the proof that nothing was altered since.

SM3 (GB/T 32905), because officials must recognise the algorithm; canonical JSON, because a digest must not
depend on spacing or on the database that returned the row.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from django.db import models

from gongkai.ledger.models import Entry

GENESIS = "0" * 64


def sm3(data: bytes) -> str:
    """Return the SM3 digest of the bytes, in hexadecimal."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def canonical(value: Any) -> bytes:
    """Return the one JSON text of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
    salt: bytes = bytes(fact.salt)  # type: ignore[attr-defined]
    row = {
        f.attname: _plain(f, getattr(fact, f.attname)) for f in fact._meta.concrete_fields if f.name != "salt"
    }
    return sm3(salt + canonical(row))


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
