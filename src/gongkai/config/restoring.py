"""What a backup is restored into: a home of its own, with its keys, and an empty database. Nothing is overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gongkai.config.backup_file import LEDGER_KEYS, SIGNING_KEY, opened
from gongkai.config.postgresql_tools import run_postgresql
from gongkai.config.refusal import CommandRefused


@contextmanager
def new_home(home: Path) -> Iterator[Path]:
    """Yield a folder that becomes the home when all went well, and goes when not. Raises `CommandRefused`."""
    if home.exists() and any(home.iterdir()):
        raise CommandRefused(
            f"{home} 不是空的，没有恢复；请设置 GONGKAI_HOME 指向一个新的文件夹。",
            code="not_empty",
            exit_code=2,
        )
    home.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".gongkai-restore-", dir=home.parent))
    try:
        yield made
        with suppress(FileNotFoundError):
            home.rmdir()
        made.rename(home)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def put_keys(keys: Path, folder: Path, *, needs_ledger_keys: bool) -> None:
    """Write the keys of a file of keys into a home. Raises `CommandRefused` for what is none, or lacks the ledger's."""
    with opened(keys) as archive:
        names = set(archive.namelist())
        if not names or names - {LEDGER_KEYS, SIGNING_KEY}:
            raise CommandRefused(
                f"{keys.name} 不是 gongkai backup --keys 存下的密钥文件。", code="keys", exit_code=2
            )
        if needs_ledger_keys and LEDGER_KEYS not in names:
            raise CommandRefused(
                f"{keys.name} 里没有台账密钥：做备份时它由环境变量给出。请同样给出 GONGKAI_LEDGER_KEYS 再恢复。",
                code="keys",
                exit_code=2,
            )
        for name in names:
            path = folder / name
            path.touch(mode=0o600)
            path.write_bytes(archive.read(name))


def put_database(dump: Path) -> None:
    """Read a PostgreSQL dump into the empty database of the settings, and remove it. Raises `CommandRefused`."""
    from django.db import connection  # noqa: PLC0415 - settings load with the command

    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    connection.close()
    if tables:
        raise CommandRefused(
            "DATABASE_URL 所指的数据库不是空的，没有恢复；请另建一个空数据库。", code="not_empty", exit_code=2
        )
    words = (
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        f"--dbname={connection.settings_dict['NAME']}",
    )
    run_postgresql("pg_restore", *words, str(dump))
    dump.unlink()
