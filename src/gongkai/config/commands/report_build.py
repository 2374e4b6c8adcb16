"""gongkai report build."""

from __future__ import annotations

import json
from pathlib import Path

import click

from gongkai import law
from gongkai.config import startup
from gongkai.config.options import IDENTIFIER


@click.command(
    help="生成某年度报告的全部文件（Word、PDF、Excel、网页、JSON）和各数背后的统计台账；未定稿的按台账现状生成并标明。\n\n"
    "示例：gongkai report build 2023 --out 年报",
    short_help="生成某年度报告的全部文件。",
)
@click.argument("year", type=click.IntRange(2008, law.YEARS[-1]), metavar="YEAR")
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="存放的文件夹。"
)
@click.option("--organ", type=IDENTIFIER, metavar="CODE", help="机关代码；只有一个机关时可不填。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def build(year: int, folder: Path, organ: str | None, as_json: bool) -> None:
    """Write the year's report in every format."""
    startup.start_django()
    from gongkai.config.report_files import build_files  # noqa: PLC0415 - models load after start_django

    files = build_files(year, organ_code=organ, folder=folder)
    if as_json:
        click.echo(json.dumps({"files": [str(file) for file in files]}, ensure_ascii=False))
    else:
        for file in files:
            click.echo(str(file))
