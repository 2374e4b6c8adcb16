"""Homes for tests that start the program as people do: in a process of its own, on files of its own.

A home is built once a run, whichever worker comes first, and copied for each test: a folder, and on
PostgreSQL a database made from a template.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

BLANK = "from gongkai.config import startup; startup.start_django(); startup.prepare_database()"
SAMPLE = BLANK + "\nfrom gongkai.config.sample.load import load_sample; load_sample(say=lambda *said: None)"
DATABASE = os.environ.get("DATABASE_URL", "")


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
        )

    def _run(self, command: list[str], code: int | None) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        assert code is None or done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def _environment(folder: Path, database: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GONGKAI_", "DATABASE_URL"))}
    return kept | {"GONGKAI_HOME": str(folder)} | ({"DATABASE_URL": _url(database)} if DATABASE else {})


def _url(database: str) -> str:
    return urlunsplit(urlsplit(DATABASE)._replace(path=f"/{database}"))


def _statement(sql: str) -> None:
    with psycopg.connect(DATABASE, autocommit=True) as connection:
        connection.execute(sql.encode())


def build(shared: Path, kind: str, source: str) -> str:
    """Build the home of a kind below `shared` unless another worker has; return the name of its database."""
    folder, database = shared / kind, f"home_{kind}"
    with (shared / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = shared / f"{kind}.making"
            shutil.rmtree(making, ignore_errors=True)
            making.mkdir()
            if DATABASE:
                _statement(f'DROP DATABASE IF EXISTS "{database}"')
                _statement(f'CREATE DATABASE "{database}"')
            Home(making, _environment(making, database)).python(source)
            making.rename(folder)
    return database


@contextmanager
def copy(shared: Path, kind: str, target: Path) -> Iterator[Home]:
    """Yield a copy of the home of a kind at `target`; its database goes when the test is over."""
    shutil.copytree(shared / kind, target)
    database = f"copy_{os.getpid()}_{target.parent.name}"[:60]
    if DATABASE:
        with (shared / f"{kind}.lock").open(
            "w"
        ) as lock:  # a template must have no other user while it is copied
            fcntl.flock(lock, fcntl.LOCK_EX)
            _statement(f'CREATE DATABASE "{database}" TEMPLATE "home_{kind}"')
    try:
        yield Home(target, _environment(target, database))
    finally:
        if DATABASE:
            _statement(f'DROP DATABASE "{database}" WITH (FORCE)')
