"""gongkai verify."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused

if TYPE_CHECKING:
    from gongkai.ledger.checkpoints import Checkpoint

SHOWN = 5  # of one kind; `--json` lists all


@click.command(
    help="核验台账：账链是否完整、是否由本单位密钥记下、记录是否与当时一致、数据库保护是否就位；"
    "有别处留存的核验点的，一并核对。\n\n"
    "示例：gongkai verify --against 核验点-2024-01-31.txt"
)
@click.option(
    "--against",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="别处留存的核验点，可以有多个。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(files: tuple[Path, ...], as_json: bool) -> None:
    """Prove the ledger. Exit 1 when something is not as recorded, 2 when a checkpoint cannot be read."""
    startup.start_django()
    from gongkai.ledger import checkpoints, queries, verify  # noqa: PLC0415 - models load after start_django

    kept = [_read(file) for file in files]
    found = [*verify.problems(), *checkpoints.inconsistencies(kept)]
    own = checkpoints.own_key() if kept else ""
    notices = [
        f"{file.name} 由另一把密钥签名（{checkpoint.key[:8]}…），请确认是谁给的。"
        for file, checkpoint in zip(files, kept, strict=True)
        if checkpoint.key != own
    ]
    last = max(kept, key=lambda each: each.length, default=None)
    since = checkpoints.appended_since(last) if last and not found else {}
    head = queries.head()
    if as_json:
        value = {
            "ledger": {"entries": head.seq, "head": head.hash},
            "problems": [{"where": p.where, "message": p.message} for p in found],
            "checkpoints": {"proven": len(kept) if not found else 0, "notices": notices},
            "appended": {day.isoformat(): number for day, number in since.items()},
        }
        click.echo(json.dumps(value, ensure_ascii=False))
        sys.exit(1 if found else 0)
    for line in [*_grouped([(p.where, p.message) for p in found]), *notices]:
        click.echo(line)
    if not found:
        click.echo(f"台账 {head.seq} 条，链条完整，记录与当时一致。链首 {head.hash}")
    if last and not found:
        click.echo(
            f"与 {len(kept)} 个核验点一致；最后一个之后从第 {last.length + 1} 条起新增 {sum(since.values())} 条。"
        )
        for day, number in since.items():
            click.echo(f"  {day} 新增 {number} 条")
    sys.exit(1 if found else 0)


def _read(file: Path) -> Checkpoint:
    from gongkai.ledger.checkpoints import UnreadableCheckpoint, read_checkpoint  # noqa: PLC0415

    try:
        return read_checkpoint(file.read_text(encoding="utf-8", errors="replace"))
    except UnreadableCheckpoint as error:
        raise CommandRefused(
            f"{file.name}：{error}", code="checkpoint", where=str(file), exit_code=2
        ) from error


def _grouped(found: list[tuple[str, str]]) -> list[str]:
    """The first few of each kind of problem, and how many more there are of it."""
    kinds = Counter(where.partition(":")[0].partition("_")[0] for where, _ in found)
    lines: list[str] = []
    for kind, number in kinds.items():
        of_kind = [message for where, message in found if where.partition(":")[0].partition("_")[0] == kind]
        lines += of_kind[:SHOWN]
        if number > SHOWN:
            lines.append(f"……同类共 {number} 处，其余从略（--json 全部列出）。")
    return lines
