"""gongkai restore."""

from __future__ import annotations

import os
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import click

from gongkai.config import startup
from gongkai.config.backup_file import POSTGRESQL, SQLITE, Manifest, read_manifest, unpack
from gongkai.config.refusal import CommandRefused
from gongkai.config.restoring import new_home, put_database, put_keys


@click.command(
    help="从备份文件恢复到一个新的文件夹（GONGKAI_HOME），已有的数据一律不覆盖；恢复后随即核验。"
    "用 PostgreSQL 的，DATABASE_URL 指向一个空数据库。\n\n"
    "示例：GONGKAI_HOME=/srv/gongkai gongkai restore gongkai-20240131.zip --keys gongkai-keys.zip"
)
@click.argument("backup", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="备份文件")
@click.option(
    "--keys",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="gongkai backup --keys 另存的密钥文件；密钥由环境变量给出的不用。",
)
def command(backup: Path, keys: Path | None) -> None:
    """Restore a backup into a home of its own and verify it; exit 1 when something is not as it was."""
    home, made = startup.home(), read_manifest(backup)
    given = bool({"GONGKAI_LEDGER_KEYS", "GONGKAI_LEDGER_KEYS_FILE"} & os.environ.keys())
    if keys is None and not given:
        raise CommandRefused(
            "没有台账密钥，恢复出来的台账不能核验、不能再记；请用 --keys 给出另存的密钥文件。",
            code="keys",
            exit_code=2,
        )
    _must_fit(made)
    with new_home(home) as folder:
        unpack(backup, made, folder)
        if keys is not None:
            put_keys(keys, folder, needs_ledger_keys=not given)
    try:
        startup.start_django()
        if made.database == POSTGRESQL:
            put_database(home / POSTGRESQL)
        startup.prepare_database()
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    found = _problems(made.checkpoint)
    for line in found:
        click.echo(line)
    if not found:
        click.echo(f"已恢复到 {home}，台账、附件与备份时一致。请运行 gongkai serve。")
    sys.exit(1 if found else 0)


def _must_fit(made: Manifest) -> None:
    """Raise `CommandRefused` where this program or its database is another than the backup needs."""
    own = version("gongkai")
    if _numbers(made.version) > _numbers(own):
        sentence = f"备份由更新的版本 {made.version} 做成，本程序是 {own}；请先升级程序，再恢复。"
        raise CommandRefused(sentence, code="version", exit_code=2)
    if (made.database == SQLITE) != (not os.environ.get("DATABASE_URL")):
        needed = "不要设置 DATABASE_URL" if made.database == SQLITE else "请把 DATABASE_URL 指向一个空数据库"
        kind = "内置的 SQLite" if made.database == SQLITE else "PostgreSQL"
        raise CommandRefused(f"备份的数据库是{kind}，{needed}。", code="database", exit_code=2)


def _numbers(version_of: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version_of)]


def _problems(checkpoint: str) -> list[str]:
    """Return what is not as it was when the backup was made."""
    from gongkai.ledger import checkpoints, verify  # noqa: PLC0415 - models load after start_django

    reached = [checkpoints.read_checkpoint(checkpoint)] if checkpoint else []
    return verify.in_words([*verify.everything(), *checkpoints.inconsistencies(reached)])
