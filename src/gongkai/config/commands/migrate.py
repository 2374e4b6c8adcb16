"""gongkai migrate."""

from __future__ import annotations

import click

from gongkai.config import startup


@click.command(help="把数据库和数据库保护升级到本版本。\n\n示例：gongkai migrate")
def command() -> None:
    """Bring the database to this version; safe to run again after it was interrupted."""
    startup.make_home(startup.home())
    startup.start_django()
    startup.prepare_database()
    click.echo("数据库已是最新版本，保护已就位。")
