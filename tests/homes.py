"""Homes for tests that start the program as people do: in a process of its own, on files of its own.

A home is built once a run, whichever worker comes first, and copied for each test: a folder, and on
PostgreSQL a database made from a template. The database of each worker is a copy of the blank home's too, so that
tables are made once a run.
"""

from __future__ import annotations

import fcntl
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connection

BLANK = "from gongkai.config import startup; startup.start_django(); startup.prepare_database()"
SAMPLE = BLANK + "\nfrom gongkai.config.sample.load import load_sample; load_sample(say=lambda *said: None)"
DATABASE = os.environ.get("DATABASE_URL", "")
UMASK = 0o077  # what `gongkai` sets for itself: a home is for its owner only
_numbers = itertools.count()


@dataclass(frozen=True)
class Home:
    """A home and the environment that leads a process to it."""

    folder: Path
    environment: dict[str, str]

    def gongkai(self, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run the command as a person would; it must end with `code` (None: any)."""
        return self._run([str(Path(sys.executable).with_name("gongkai")), *words], code)

    def python(self, source: str, *, code: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Run Python beside the home; it must end with `code` (None: any)."""
        return self._run([sys.executable, "-c", source], code)

    def start(self, source: str) -> subprocess.Popen[str]:
        """Start Python beside the home, without waiting for it."""
        return subprocess.Popen(
            [sys.executable, "-c", source],
            env=self.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            umask=UMASK,
        )

    def _run(self, command: list[str], code: int | None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=300, umask=UMASK
        )
        assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def _environment(folder: Path, database: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GONGKAI_", "DJANGO_", "DATABASE_URL"))}
    return kept | {"GONGKAI_HOME": str(folder)} | ({"DATABASE_URL": _url(database)} if database else {})


def _url(database: str) -> str:
    return urlunsplit(urlsplit(DATABASE)._replace(path=f"/{database}"))


def _statement(sql: str) -> None:
    with psycopg.connect(DATABASE, autocommit=True) as connection:
        connection.execute(sql.encode())


def make_blank(home: Home) -> None:
    """Give a home its tables and guards, and nobody in it."""
    home.python(BLANK)


def make_sample(home: Home) -> None:
    """Load the sample bureau into a home: as `gongkai demo` does it, and the same on PostgreSQL."""
    if "DATABASE_URL" in home.environment:
        home.python(SAMPLE)
    else:
        home.gongkai("demo", "--no-serve")


def build(shared: Path, make: Callable[[Home], None], *, database: bool) -> str:
    """Make a home below `shared` unless another worker has; return its name."""
    name = make.__name__.removeprefix("make_") + ("" if database == bool(DATABASE) else "_on_sqlite")
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / name).exists():
            making = shared / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir(mode=0o700)
            if database:
                _statement(f'DROP DATABASE IF EXISTS "home_{name}"')
                _statement(f'CREATE DATABASE "home_{name}"')
            make(Home(making, _environment(making, f"home_{name}" if database else "")))
            making.rename(shared / name)
    return name


@contextmanager
def copy(
    shared: Path, make: Callable[[Home], None], target: Path, *, database: bool = True
) -> Iterator[Home]:
    """Yield a copy of a home at `target`; its database goes when the test is over."""
    database = database and bool(DATABASE)
    name = build(shared, make, database=database)
    shutil.copytree(shared / name, target)
    own = f"copy_{os.getpid()}_{next(_numbers)}" if database else ""
    if database:
        _copy_database(shared, name, own)
    try:
        yield Home(target, _environment(target, own))
    finally:
        if database:
            _statement(f'DROP DATABASE "{own}" WITH (FORCE)')


def _copy_database(shared: Path, name: str, own: str) -> None:
    with (shared / f"{name}.lock").open("w") as lock:  # a template is copied while nobody uses it
        fcntl.flock(lock, fcntl.LOCK_EX)
        _statement(f'CREATE DATABASE "{own}" TEMPLATE "home_{name}"')


@contextmanager
def database_of_worker(shared: Path) -> Iterator[None]:
    """Let the connection of this process lead to a copy of the blank home's database: in memory, or on PostgreSQL."""
    name = build(shared, make_blank, database=bool(DATABASE))
    connection.close()
    if DATABASE:
        own = f"worker_{os.getpid()}"
        _copy_database(shared, name, own)
    else:
        own = f"file:worker_{os.getpid()}?mode=memory&cache=shared"
    connection.settings_dict["NAME"] = own
    if not DATABASE:
        connection.ensure_connection()
        with closing(sqlite3.connect(shared / name / "gongkai.sqlite3")) as made:
            made.backup(connection.connection)
    yield
    connection.close()
    if DATABASE:
        _statement(f'DROP DATABASE "{own}" WITH (FORCE)')


@contextmanager
def empty(target: Path) -> Iterator[Home]:
    """Yield a home that is not there yet, beside an empty database that goes when the test is over."""
    own = f"empty_{os.getpid()}_{next(_numbers)}" if DATABASE else ""
    if own:
        _statement(f'CREATE DATABASE "{own}"')
    try:
        yield Home(target, _environment(target, own))
    finally:
        if own:
            _statement(f'DROP DATABASE "{own}" WITH (FORCE)')
