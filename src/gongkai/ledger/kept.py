"""What follows from sealed rows alone, kept in this process while the head of the ledger stands.

Every sealed row is stored by a ledger transaction, and each of these moves the head, in whichever process it runs: what
was read of sealed rows under a head is what would be read of them again. Rows that are not sealed (tasks, sign-ins,
the days kept for open cases) move without it, so nothing that reads them is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection

from gongkai.ledger.transactions import in_transaction

T = TypeVar("T")


@dataclass(frozen=True)
class _Kept:
    head: str
    values: dict[Hashable, Any] = field(default_factory=dict)


_kept = _Kept("")


def head_hash() -> str:
    """Return the hash of the last link; asked at the beginning of every page, so without the ORM's detours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_head")
        found: str = cursor.fetchone()[0]
    return found


def kept(head: str | None, name: Hashable, read: Callable[[], T]) -> T:
    """Return what `read`, which reads sealed rows only, returned when it was first asked under this name and head.

    The head was asked before, so what is kept under it is never older. What a transaction has stored and not yet
    recorded is nobody else's: inside one, and without a head, it is read anew.
    """
    global _kept  # one a process: what was kept under an earlier head goes
    if head is None or in_transaction():
        return read()
    mine = _kept
    if mine.head != head:
        mine = _kept = _Kept(head)
    if name not in mine.values:
        mine.values[name] = read()
    value: T = mine.values[name]
    return value
