"""An import that is killed half way leaves nothing; the next one brings everything in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import uuid

import psycopg
import pytest

ROWS = 1200

IMPORT = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from gongkai import registry
from gongkai.bodies.models import Organ
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import command_viewer
from gongkai.norms.today import today
from gongkai.shell.ledgers.import_run import run_import

call_command("migrate", verbosity=0)
if not Organ.objects.exists():
    bureau()
data = open(sys.argv[1], "rb").read()
seen = 0

def die(execute, sql, params, many, context):
    global seen
    seen += sql.startswith('INSERT INTO "papers_officialdocument"')
    if seen == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

viewer = command_viewer(Organ.objects.get(), "import", on=today())
importer = registry.one(registry.Importer, "papers.instruments")
if sys.argv[2] == "die":
    with connection.execute_wrapper(die):
        run_import(viewer, importer, data, "公文.csv")
else:
    run_import(viewer, importer, data, "公文.csv")
"""

LOOK = """
import json
import django
django.setup()
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.papers.models import OfficialDocument
from gongkai.shell.models import ImportRun
print(json.dumps([OfficialDocument.objects.count(), ImportRun.objects.count(),
                  Entry.objects.filter(event="shell.ledger_imported").count(), len(list(problems()))]))
"""


@pytest.fixture
def installation(tmp_path):
    """An installation of its own, on the database that the tests run on."""
    env = {**os.environ, "GONGKAI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai.config.settings"}
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield env
        return
    name = f"killed_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield {**env, "DATABASE_URL": server.replace("/postgres?", f"/{name}?")}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(env, code, *arguments):
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=False)


def test_a_killed_import_leaves_nothing(installation, tmp_path):
    ledger = tmp_path / "公文.csv"
    head = "发文字号,标题,公文种类,公开属性,成文日期,有效性\n"
    row = "示工信发〔2023〕{0}号,示例·通知{0},通知,主动公开,2023-03-05,有效\n"
    ledger.write_text(head + "".join(row.format(n) for n in range(1, ROWS + 1)))

    killed = run(installation, IMPORT, str(ledger), "die")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert json.loads(run(installation, LOOK).stdout) == [0, 0, 0, 0]

    again = run(installation, IMPORT, str(ledger), "live")
    assert again.returncode == 0, again.stderr
    assert json.loads(run(installation, LOOK).stdout) == [ROWS, 1, 1, 0]
