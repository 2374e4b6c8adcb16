"""A backup is made: one file with the database, the attachments and the checkpoints; the keys apart.

Who takes the backup away must not be able to record in this system's name. So sessions are left out, and what can be
made anew: static files, released downloads, the session key.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from gongkai.config.backup_file import (
    FORMAT,
    LEDGER_KEYS,
    MANIFEST,
    NAMES,
    POSTGRESQL,
    SIGNING_KEY,
    SQLITE,
    Manifest,
    add,
)
from gongkai.config.postgresql_tools import run_postgresql
from gongkai.config.refusal import CommandRefused
from gongkai.config.sample import MARK


def make_backup(target: Path) -> Manifest:
    """Write a backup to a file that is not there yet, whole or not at all, and return what it holds.

    Officers go on working: the database is read as of one moment, attachments are never changed once stored.
    Raises `CommandRefused`, or `OSError` where the disk takes nothing.
    """
    from django.conf import settings  # noqa: PLC0415 - settings load with the command

    must_be_new(target)
    checkpoint = _checkpoint()  # taken first: what follows it in the database is consistent with it
    with tempfile.TemporaryDirectory(prefix=".gongkai-backup-", dir=target.parent) as scratch:
        part = Path(scratch) / target.name
        members: dict[str, str] = {}
        with zipfile.ZipFile(part, "x", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for path in sorted(settings.CHECKPOINTS.glob("checkpoint-*.txt")):
                members[f"checkpoints/{path.name}"] = add(archive, path, f"checkpoints/{path.name}")
            database = _snapshot(Path(scratch))
            members[database.name] = add(archive, database, database.name)
            for path in sorted(Path(settings.MEDIA_ROOT).glob("??/*")):
                name = f"files/{path.parent.name}/{path.name}"
                if path.is_file() and NAMES.fullmatch(name):
                    members[name] = add(archive, path, name)
            if (mark := settings.HOME / MARK).exists():
                members[MARK] = add(archive, mark, MARK)
            made = Manifest(version("gongkai"), checkpoint, members)
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **asdict(made)}, indent=1))
        _hand_over(part, target)
    return made


def keep_keys(target: Path) -> list[str]:
    """Write the keys to a file of their own that is not there yet, and return the names of those that are in it."""
    from django.conf import settings  # noqa: PLC0415 - settings load with the command

    from gongkai.ledger.keys import VARIABLE  # noqa: PLC0415

    must_be_new(target)
    found = {SIGNING_KEY: Path(settings.SIGNING_KEY)}
    if not os.environ.get(VARIABLE):  # where the environment gives the keys, a file beside it is not in use
        found[LEDGER_KEYS] = Path(settings.LEDGER_KEYS)
    with tempfile.TemporaryDirectory(prefix=".gongkai-backup-", dir=target.parent) as scratch:
        part = Path(scratch) / target.name
        with zipfile.ZipFile(part, "x") as archive:
            for name, path in found.items():
                if path.exists():
                    archive.write(path, name)
            kept = archive.namelist()
        if kept:
            _hand_over(part, target)
    return kept


def must_be_new(target: Path) -> None:
    """Raise `CommandRefused` where a file cannot be written, because it is there or its folder is not."""
    if target.exists():
        raise CommandRefused(f"{target} 已经存在，没有覆盖；请换一个文件名。", code="exists", exit_code=2)
    if not target.parent.is_dir():
        raise CommandRefused(f"没有文件夹 {target.parent}，请先建立。", code="no_folder", exit_code=2)


def _snapshot(folder: Path) -> Path:
    """The database as of one moment, as a file in the folder; sessions are left out.

    With them, who took the backup away could go on as whoever is signed in.
    """
    from django.db import connection  # noqa: PLC0415 - settings load with the command

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / SQLITE)])
        with closing(sqlite3.connect(folder / SQLITE)) as copy, copy:
            copy.execute("PRAGMA secure_delete = ON")  # what was deleted does not stay in free pages
            copy.execute("DELETE FROM django_session")
        return folder / SQLITE
    words = ("--format=custom", "--no-owner", "--exclude-table-data=django_session")
    run_postgresql("pg_dump", *words, f"--file={folder / POSTGRESQL}")
    return folder / POSTGRESQL


def _checkpoint() -> str:
    """The signed checkpoint of the chain as it is; empty while nothing is recorded."""
    from gongkai.ledger import checkpoints, queries  # noqa: PLC0415 - models load after start_django
    from gongkai.ledger.errors import BrokenChain  # noqa: PLC0415

    if not queries.head().seq:
        return ""
    try:
        return checkpoints.take_checkpoint().text
    except BrokenChain as error:
        raise CommandRefused(
            f"台账核验不通过，不做成备份，以免日后当作完好的来恢复：{error}"
            "请运行 gongkai verify 查明；要保全现状的，停止服务后把整个文件夹复制一份。",
            code="broken_chain",
        ) from error


def _hand_over(part: Path, target: Path) -> None:
    """Give what was written its name once the disk has it, readable by its owner only."""
    part.chmod(0o600)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.rename(target)
