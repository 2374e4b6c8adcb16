"""Bring Django up for a command that needs it; commands that need none start without it."""

from __future__ import annotations

import os
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

WRITES_NOTHING = "UPDATE ledger_cursor SET seq = seq WHERE 1 = 0"


def start_django() -> None:
    """Load the settings of `GONGKAI_HOME` and every room."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    django.setup()


def home() -> Path:
    """Return the home of this installation: database, files, keys (`GONGKAI_HOME`, default ./var)."""
    return Path(os.environ.get("GONGKAI_HOME", "var")).absolute()


def make_home(folder: Path) -> Path:
    """Return the home of this installation, there and closed to everybody but its owner."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder


def prepare_database() -> None:
    """Bring tables, guards and static files to this version."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def notices() -> list[str]:
    """Return what stands against no serving and should be known: nothing can be scanned for viruses."""
    from gongkai.papers import alerts, scanning  # noqa: PLC0415 - models load after start_django

    fault = scanning.fault()
    return [alerts.scanner_in_words(fault)] if fault else []


def reasons_not_to_serve() -> list[str]:
    """Return why the database may not be used as it is: behind this version, or without its guards.

    Raises `DatabaseError` where it can be read and not written.
    """
    from gongkai.ledger import triggers  # noqa: PLC0415 - models load after start_django
    from gongkai.ledger.verify import quick_problems  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ["数据库版本落后于程序，请先运行：gongkai migrate"]
    with connection.cursor() as cursor:
        cursor.execute(WRITES_NOTHING)
    lost = triggers.missing(connection)
    if lost:
        return [f"数据库缺少 {len(lost)} 处保护（升级可能被中断），请先运行：gongkai migrate"]
    return [problem.message for problem in quick_problems()]
