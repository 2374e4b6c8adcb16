"""The tools that PostgreSQL brings, run on the database of the settings."""

from __future__ import annotations

import os
import subprocess

from gongkai.config.refusal import CommandRefused


def run_postgresql(tool: str, *arguments: str) -> None:
    """Run a tool; the database's password stands in no command line. Raises `CommandRefused`."""
    from django.db import connection  # noqa: PLC0415 - settings load with the command

    said = connection.settings_dict
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    environment = os.environ | {each: str(said[name]) for each, name in names.items() if said[name]}
    try:
        done = subprocess.run(
            [tool, *arguments], env=environment, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise CommandRefused(
            f"找不到 {tool}，没有办成；请安装与数据库同版本的 PostgreSQL 客户端工具。", code="no_tool"
        ) from error
    if done.returncode:
        raise CommandRefused(f"{tool} 没有办成：{done.stderr.strip()}", code="database")
