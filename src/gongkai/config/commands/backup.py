"""gongkai backup."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from gongkai.config import backup, backup_file, startup
from gongkai.config.refusal import CommandRefused


@click.command(
    help="把记录、附件和核验点做成一个备份文件，并且当场恢复一遍、核验通过才算做成；工作不用停。"
    "台账密钥另存，与备份分开保管。\n\n"
    "示例：gongkai backup /备份盘/gongkai-20240131.zip --keys /另一处/gongkai-keys.zip"
)
@click.argument("target", type=click.Path(path_type=Path), metavar="备份文件")
@click.option(
    "--keys", type=click.Path(path_type=Path), metavar="文件", help="把台账密钥和签名密钥另存到这个文件。"
)
def command(target: Path, keys: Path | None) -> None:
    """Make a backup and prove it by restoring it; exit 1 when what was restored is not whole."""
    startup.start_django()
    from django.db import connection  # noqa: PLC0415 - settings load with the command

    if keys is not None:
        backup.must_be_new(keys)
    made = backup.make_backup(target)
    attached = sum(name.startswith("files/") for name in made.members)
    size = target.stat().st_size / 1024 / 1024
    click.echo(f"已做成备份 {target}：数据库和 {attached} 个附件，{size:.1f} MB。")
    if keys is not None:
        kept = backup.keep_keys(keys)
        if backup_file.LEDGER_KEYS in kept:
            click.echo(f"台账密钥和签名密钥另存在 {keys}。")
        else:
            click.echo(f"台账密钥由环境变量给出，不在 {keys} 里；请在那里另行保管，恢复时同样给出。")
    else:
        click.echo("台账密钥不在备份里；还没有另存的，请用 --keys 另存一份，与备份分开保管。")
    if connection.vendor != "sqlite":
        backup_file.read_again(target, made)
        click.echo("备份已读回，逐项核对。恢复验证要用一个空数据库：见 gongkai restore --help。")
        return
    if sentence := _fault_of_restored(target):
        raise CommandRefused(f"备份已写成，但是恢复验证没有通过：{sentence}", code="not_proven")
    click.echo("已在临时文件夹中恢复一遍，台账、附件与备份时一致。")


def _fault_of_restored(backup: Path) -> str:
    """Return what a restored copy is found to lack, with the keys of here; empty when it is whole."""
    from django.conf import settings  # noqa: PLC0415 - settings load with the command

    with tempfile.TemporaryDirectory(prefix=".gongkai-proof-", dir=backup.parent) as scratch:
        environment = os.environ | {
            "GONGKAI_HOME": str(Path(scratch) / "home"),
            "GONGKAI_LEDGER_KEYS_FILE": str(settings.LEDGER_KEYS),
        }
        environment.pop("GONGKAI_CHECKPOINTS", None)
        words = [sys.executable, "-c", "from gongkai.config.command import main; main()"]
        done = subprocess.run(
            [*words, "restore", str(backup)], env=environment, capture_output=True, text=True, check=False
        )
    return "" if done.returncode == 0 else (done.stdout + done.stderr).strip()
