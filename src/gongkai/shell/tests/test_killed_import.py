"""An import that is killed half way leaves nothing; the next one brings everything in."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from tests.homes import Home

ROWS = 1200

BEGIN = """
from gongkai.config import startup
startup.start_django()
"""
IMPORT = (
    BEGIN
    + """
import os, signal
from django.db import connection
from gongkai import registry
from gongkai.bodies.models import Organ
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import command_viewer
from gongkai.norms.today import today
from gongkai.shell.ledgers.import_run import run_import

if not Organ.objects.exists():
    bureau()
viewer = command_viewer(Organ.objects.get(), "import", on=today())
importer = registry.one(registry.Importer, "papers.instruments")
{data}
{run}
"""
)
LIVE = """
run_import(viewer, importer, data, "公文.csv")
"""
# At the second piece of its rows.
DIE = """
seen = 0

def die(execute, sql, params, many, context):
    global seen
    seen += sql.startswith('INSERT INTO "papers_officialdocument"')
    if seen == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(die):
    run_import(viewer, importer, data, "公文.csv")
"""
LOOK = (
    BEGIN
    + """
import json
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
from gongkai.papers.models import OfficialDocument
from gongkai.shell.models import ImportRun
print(json.dumps([OfficialDocument.objects.count(), ImportRun.objects.count(),
                  Entry.objects.filter(event="shell.ledger_imported").count(), len(list(problems()))]))
"""
)


def test_a_killed_import_leaves_nothing(blank_home: Home, tmp_path: Path) -> None:
    ledger = tmp_path / "公文.csv"
    head = "发文字号,标题,公文种类,公开属性,成文日期,有效性\n"
    row = "示工信发〔2023〕{0}号,示例·通知{0},通知,主动公开,2023-03-05,有效\n"
    ledger.write_text(head + "".join(row.format(n) for n in range(1, ROWS + 1)))
    data = f"data = open({str(ledger)!r}, 'rb').read()"

    blank_home.python(IMPORT.format(data=data, run=DIE), code=-signal.SIGKILL)
    assert json.loads(blank_home.python(LOOK).stdout) == [0, 0, 0, 0]

    blank_home.python(IMPORT.format(data=data, run=LIVE))
    assert json.loads(blank_home.python(LOOK).stdout) == [ROWS, 1, 1, 0]
