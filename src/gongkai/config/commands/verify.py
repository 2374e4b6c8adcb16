"""gongkai verify."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import is_zipfile

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused

if TYPE_CHECKING:
    from gongkai.ledger.checkpoints import Checkpoint


@click.command(
    help="核验台账和文件：账链是否完整、是否由本单位密钥记下、记录是否与当时一致、数据库保护是否就位、"
    "附件和网页组件是否缺失或者被改、工作台的查找索引与记录是否一致；有别处留存的核验点的，一并核对。\n\n"
    "示例：gongkai verify --against checkpoint-20240131-1204.txt"
)
@click.option(
    "--against",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="别处留存的核验点：文件、另存的邮件或者报送包，可以有多个。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Prove the ledger. Exit 1 when something is not as recorded, 2 when a checkpoint cannot be read."""
    startup.start_django()
    from gongkai.ledger import checkpoints, queries, verify  # noqa: PLC0415 - models load after start_django

    kept = [_read(file) for file in files]
    broken = list(checkpoints.inconsistencies(kept))
    found = [*verify.everything(), *broken]
    own = checkpoints.own_key() if kept else ""
    notices = [
        f"{file.name} 由另一把密钥签名（{checkpoint.key[:8]}…），请确认是谁给的。"
        for file, checkpoint in zip(files, kept, strict=True)
        if checkpoint.key != own
    ]
    last = max(kept, key=lambda each: each.length, default=None)
    since = checkpoints.appended_since(last) if last and not broken else {}
    head = queries.head()
    if as_json:
        value = {
            "ledger": {"entries": head.seq, "head": head.hash},
            "problems": [asdict(each) for each in found],
            "checkpoints": {"proven": len(kept) - len(broken), "notices": notices},
            "appended": {day.isoformat(): number for day, number in since.items()},
        }
        click.echo(json.dumps(value, ensure_ascii=False))
        sys.exit(1 if found else 0)
    for line in [*verify.in_words(found), *notices]:
        click.echo(line)
    if len(found) > len(verify.in_words(found)):
        click.echo(f"共 {len(found)} 处，逐处列出请加 --json。")
    if not found:
        click.echo(f"台账 {head.seq} 条，链条完整，记录和文件与当时一致。链首 {head.hash}")
    if last and not broken:
        click.echo(
            f"与 {len(kept)} 个核验点一致；最后一个之后从第 {last.length + 1} 条起新增 {sum(since.values())} 条。"
        )
        for day, number in since.items():
            click.echo(f"  {day} 新增 {number} 条")
    sys.exit(1 if found else 0)


def _read(file: Path) -> Checkpoint:
    from gongkai.ledger.checkpoints import UnreadableCheckpoint, read_checkpoint  # noqa: PLC0415
    from gongkai.reporting.filing import UnreadablePackage, checkpoint_in  # noqa: PLC0415

    try:
        text = checkpoint_in(file.read_bytes()) if is_zipfile(file) else file.read_text(errors="replace")
        return read_checkpoint(text)
    except (UnreadableCheckpoint, UnreadablePackage) as error:
        raise CommandRefused(
            f"{file.name}：{error}", code="checkpoint", where=str(file), exit_code=2
        ) from error
