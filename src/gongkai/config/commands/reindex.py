"""gongkai reindex."""

from __future__ import annotations

import sys

import click

from gongkai.config import startup
from gongkai.config.refusal import CommandRefused


@click.command(
    help="按现有记录重建工作台和公众的查找索引；加 --check 只核对、不改动：索引与记录是否一致。\n\n"
    "示例：gongkai reindex --check"
)
@click.option("--check", is_flag=True, help="只核对，不重建；不一致时退出码为 1。")
def command(check: bool) -> None:
    """Make the indexes of both searches anew, or say whether they say what the records say."""
    startup.start_django()
    from gongkai.search import indexing  # noqa: PLC0415 - models load after start_django

    if not check:
        number = indexing.rebuild()
        if number is None:
            raise CommandRefused("另一个进程正在编索引，请等它完成，或停止服务后再试。", code="indexing")
        click.echo(f"查找索引已按现有记录重建，共 {number} 条。")
        return
    found = list(indexing.differences())
    for line in found or ["查找索引与记录一致。"]:
        click.echo(line)
    sys.exit(1 if found else 0)
