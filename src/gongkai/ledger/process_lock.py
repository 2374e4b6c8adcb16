"""A lock by name between processes: while one works at a thing, no other does; it ends with its process.

On PostgreSQL it is an advisory lock of the session, beside SQLite a file, locked as SQLite locks its own. Both are
released when the process ends, however it ended, so nobody needs a clock to tell who is alive.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def process_lock(name: str, *, shared: bool = False) -> Iterator[bool]:
    """Yield whether the lock was acquired, without waiting for it; it is released when the block is left.

    A `shared` lock goes together with other shared ones, and with no exclusive one.
    """
    with (
        _advisory_lock(name, shared)
        if connection.vendor == "postgresql"
        else _file_lock(name, shared) as acquired
    ):
        yield acquired


def remove_lock(name: str) -> None:
    """Remove the file of a lock that nobody will ask for again."""
    _path(name).unlink(missing_ok=True)


@contextmanager
def _advisory_lock(name: str, shared: bool) -> Iterator[bool]:
    mode = "_shared" if shared else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock{mode}(hashtextextended(%s, 1))", [name])
        acquired: bool = cursor.fetchone()[0]
    try:
        yield acquired
    finally:
        if acquired:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock{mode}(hashtextextended(%s, 1))", [name])


@contextmanager
def _file_lock(name: str, shared: bool) -> Iterator[bool]:
    path = _path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    file = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        try:
            file.execute("BEGIN" if shared else "BEGIN EXCLUSIVE")
            file.execute("SELECT * FROM sqlite_master").fetchall()  # a shared lock begins with reading
            acquired = True
        except sqlite3.OperationalError:
            acquired = False
        yield acquired
    finally:
        file.close()


def _path(name: str) -> Path:
    return Path(settings.HOME) / "locks" / f"{name}.lock"
