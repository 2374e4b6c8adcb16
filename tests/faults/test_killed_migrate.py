"""A killed migrate leaves a database without its guards: nobody serves from it until they are back."""

from __future__ import annotations

import signal

from tests.homes import Home

# The guards are gone, the tables are being altered, and the power fails.
KILLED = """
import os, signal
from django.core.management.commands import migrate
from gongkai.config import startup
startup.start_django()
migrate.Command.handle = lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL)
startup.prepare_database()
"""

OLDER = """
from gongkai.config import startup
startup.start_django()
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_unapplied("bodies", "0001_initial")
"""


def test_nobody_serves_after_a_killed_migrate_until_it_is_run_again(blank_home: Home) -> None:
    blank_home.gongkai("verify")
    blank_home.python(KILLED, code=-signal.SIGKILL)

    refused = blank_home.gongkai("serve", "--port", "0", code=1)
    assert "保护" in refused.stderr
    assert "gongkai migrate" in refused.stderr
    assert "不在" in blank_home.gongkai("verify", code=1).stdout

    blank_home.gongkai("migrate")
    assert "链条完整" in blank_home.gongkai("verify").stdout


def test_nobody_serves_a_database_of_an_older_version(blank_home: Home) -> None:
    blank_home.python(OLDER)
    refused = blank_home.gongkai("serve", "--port", "0", code=1)
    assert "版本落后" in refused.stderr
