"""Holding a name: while one process is at a thing, no other is; when it is gone, so is its hold.

PostgreSQL keeps such names with the session, as advisory locks. Beside SQLite a file stands for each, locked as
SQLite locks its own. Both let go when the process ends, however it ended, so nobody asks a clock who is alive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def holding(name: str, *, shared: bool = False) -> Iterator[bool]:
    """Yield whether the name could be held, without waiting for it; then it is held until the block is left.

    A `shared` hold goes together with other shared ones, and with nothing else.
    """
    with _session(name, shared) if connection.vendor == "postgresql" else _file(name, shared) as held:
        yield held


def forget(name: str) -> None:
    """Leave nothing of a name that nobody will hold again."""
    _path(name).unlink(missing_ok=True)


@contextmanager
def _session(name: str, shared: bool) -> Iterator[bool]:
    mode = "_shared" if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock{mode}(hashtextextended(%s, 1))", [name])
        held: bool = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock{mode}(hashtextextended(%s, 1))", [name])


@contextmanager
def _file(name: str, shared: bool) -> Iterator[bool]:
    path = _path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    file = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        try:
            file.execute("BEGIN" if shared else "BEGIN EXCLUSIVE")
            file.execute("SELECT * FROM sqlite_master").fetchall()  # a shared hold begins with reading
            held = True
        except sqlite3.OperationalError:
            held = False
        yield held
    finally:
        file.close()


def _path(name: str) -> Path:
    return Path(settings.HOME) / "locks" / f"{name}.lock"
