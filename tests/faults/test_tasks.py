"""A task whose worker is killed: nothing half done, done again by the next one, and left alone while it runs."""

from __future__ import annotations

import json
import signal

import pytest

from tests.homes import DATABASE, Home

BEGIN = """
import datetime, json, os, signal, subprocess, sys
from gongkai.config import startup
startup.start_django()
from gongkai import registry
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.ledger import transactions
from gongkai.ledger.verify import problems
from gongkai.norms.today import today
from gongkai.proactive.models import AdministrativeDecision
from gongkai.registry import Importer
from gongkai.shell.ledgers import tasks
from gongkai.shell.models import ImportRun, Task
from gongkai.shell.tasks.running import recover_tasks, run_next_task

ROWS = 1200
rows = "".join(f"行政许可,示工信许〔2024〕{n}号,节能审查,示例项目,示例企业,2024-01-08,是\\n" for n in range(ROWS))
LEDGER = f"决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,是否准予\\n{rows}".encode()

def viewer():
    return viewer_of(Officer.objects.get(user__username="zhuanren"), on=today())

def asked():
    importer = registry.one(Importer, "proactive.decisions")
    checked = tasks.check_ledger(viewer(), importer, [LEDGER], "示例.csv", len(LEDGER))
    run_next_task()
    return tasks.import_checked(viewer(), importer, checked, correct=False)

def stand():
    task = Task.objects.latest("id")
    count = AdministrativeDecision.objects.filter(counted_on__year=2024).count()
    runs = ImportRun.objects.filter(new=ROWS).count()
    print(json.dumps([task.state, task.attempts, count, runs, len(list(problems()))]))
"""
ASK = BEGIN + "asked()\nstand()"
# Every row is written, the transaction is open, and the power fails.
KILLED = (
    BEGIN
    + """
transactions._append = lambda outermost: os.kill(os.getpid(), signal.SIGKILL)
Task.objects.filter(state="waiting").update(ready_at="2024-01-01T00:00Z")
run_next_task()
"""
)
LOOK = BEGIN + "stand()"
RECOVER = BEGIN + "recover_tasks()\nstand()"
AGAIN = (
    BEGIN
    + """
Task.objects.filter(state="waiting").update(ready_at="2024-01-01T00:00Z")
run_next_task()
stand()
"""
)
# While the rows are being written another process looks for tasks that were cut off, and for one to run.
BESIDE = (
    BEGIN
    + """
append = transactions._append
OTHER = '''
from gongkai.config import startup
startup.start_django()
from gongkai.shell import recover_tasks, run_next_task
recover_tasks()
print(run_next_task())
'''

def beside(outermost):
    print(subprocess.run([sys.executable, "-c", OTHER], capture_output=True, text=True).stdout.strip())
    append(outermost)

transactions._append = beside
run_next_task()
stand()
"""
)


def stands(home: Home, script: str) -> list[object]:
    found: list[object] = json.loads(home.python(script).stdout.splitlines()[-1])
    return found


def test_a_task_whose_worker_is_killed_is_done_by_the_next(sample_home: Home) -> None:
    assert stands(sample_home, ASK) == ["waiting", 0, 0, 0, 0]
    assert sample_home.python(KILLED, code=None).returncode == -signal.SIGKILL
    assert stands(sample_home, LOOK) == ["running", 1, 0, 0, 0]
    assert stands(sample_home, RECOVER) == ["waiting", 1, 0, 0, 0]
    assert stands(sample_home, AGAIN) == ["done", 2, 1200, 1, 0]
    assert stands(sample_home, AGAIN) == ["done", 2, 1200, 1, 0]


def test_a_task_that_is_killed_every_time_is_told_as_failed(sample_home: Home) -> None:
    stands(sample_home, ASK)
    for attempt in (1, 2, 3):
        sample_home.python(KILLED, code=None)
        assert stands(sample_home, LOOK)[:3] == ["running", attempt, 0]
        assert stands(sample_home, RECOVER)[0] == ("waiting" if attempt < 3 else "failed")


def test_a_task_that_runs_is_left_alone_by_other_workers(sample_home: Home) -> None:
    stands(sample_home, ASK)
    said = sample_home.python(BESIDE).stdout.splitlines()
    assert said[0] == "False"
    assert json.loads(said[1]) == ["done", 1, 1200, 1, 0]


# A large import holds SQLite's only write lock; an officer saves something meanwhile.
BUSY = (
    BEGIN
    + """
import sqlite3
from django.conf import settings
from django.db import connection
from django.test import Client

officer = Officer.objects.get(user__username="zhuanren")
browser = Client(SERVER_NAME="localhost")
browser.force_login(officer.user)
connection.cursor().execute("PRAGMA busy_timeout = 100")
importing = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None)
importing.execute("BEGIN IMMEDIATE")
address = "/desk/registers/oversight.trainings/"
row = {"name": "示例", "question": "q=示例"}
print(browser.get(address).status_code)
answer = browser.post(f"{address}saved-filters/", row)
print(answer.status_code, "稍后返回上一页重新提交" in answer.text)
importing.execute("ROLLBACK")
print(browser.post(f"{address}saved-filters/", row).status_code)
"""
)


@pytest.mark.skipif(bool(DATABASE), reason="PostgreSQL lets several write at once")
def test_while_a_large_import_writes_the_desk_reads_on_and_says_why_it_cannot_save(sample_home: Home) -> None:
    assert sample_home.python(BUSY).stdout.split("\n")[:3] == ["200", "503 True", "302"]
