"""gongkai verify."""

from __future__ import annotations

import json
import sys

import click

from gongkai.config import startup


@click.command(
    help="核验台账：账链是否完整、记录是否与当时一致、数据库保护是否就位。\n\n示例：gongkai verify"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(as_json: bool) -> None:
    """Prove the ledger. Exit 1 when something is not as recorded."""
    startup.start_django()
    from gongkai.ledger import queries, verify  # noqa: PLC0415 - models load after start_django

    problems = [{"where": p.where, "message": p.message} for p in verify.problems()]
    head = queries.head()
    if as_json:
        value = {"ledger": {"entries": head.seq, "head": head.hash}, "problems": problems}
        click.echo(json.dumps(value, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(problem["message"])
        if not problems:
            click.echo(f"台账 {head.seq} 条，链条完整，记录与当时一致。链首 {head.hash}")
    sys.exit(1 if problems else 0)
