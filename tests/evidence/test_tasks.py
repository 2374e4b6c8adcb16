"""What somebody with SQL and no key writes into the tasks: the worker does not do it, no page hands out its result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.desk.queries import wrong
from gongkai.ledger import clock
from gongkai.ledger.models import Entry
from gongkai.papers.content import Attachment
from gongkai.papers.files import FileDamaged, path_of
from gongkai.reporting.tasks import DOWNLOAD
from gongkai.review.tests.factory import DAY
from gongkai.shell.ledgers import staging
from gongkai.shell.ledgers.tasks import CHECK, IMPORT
from gongkai.shell.models import Task, TaskState
from gongkai.shell.tasks.running import recover_tasks, run_next_task, start_task
from gongkai.shell.tasks.seals import FORGED

pytestmark = pytest.mark.django_db

SECRET = b"not for anybody's eye"
CSV = "渠道名称,渠道类型\n伪造渠道,网站\n"


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    (tmp_path / "files" / "imports").mkdir(parents=True)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file beside those of the home, as the ledger's key is."""
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    return path


@pytest.fixture
def browser(office: Bureau) -> Client:
    client = Client()
    client.force_login(account_of(office.disclosure_officer.officer, "zhuanren"))
    return client


def planted(office: Bureau, **columns: Any) -> Task:
    """A row written past the program, of an officer who asked for nothing."""
    at = clock.now()
    row = {"title": "伪造", "asked_at": at, "ready_at": at, "seal": f"00000000:{'0' * 64}", **columns}
    task = Task(organ=office.organ, officer=office.disclosure_officer.officer, **row)
    Task.objects.bulk_create([task])
    return task


def handed_out(office: Bureau, result: dict[str, Any]) -> Task:
    asked = {"year": 2023, "file": "ledger", "head": ""}
    return planted(
        office,
        kind=DOWNLOAD.id,
        parameters=asked,
        state=TaskState.DONE,
        finished_at=clock.now(),
        result=result,
    )


def address(task: Task) -> str:
    return reverse("reporting:download_task_file", args=[2023, task.pk])


@pytest.mark.parametrize("way", ["absolute", "climbing"])
def test_no_token_leaves_the_folder_of_its_files(secret: Path, way: str) -> None:
    token = str(secret) if way == "absolute" else f"../../{secret.name}"
    assert staging.fetch(token) is None
    assert staging.path_of(token) is None
    staging.discard(token)
    assert staging.findings_of(token, 1) is None
    with pytest.raises(FileNotFoundError):
        staging.keep_findings(token, 1, [])
    with pytest.raises(FileDamaged):
        path_of(Attachment(name="示例.txt", media_type="text/plain", size=1, digest=token))
    assert secret.read_bytes() == SECRET


def test_a_forged_result_hands_out_nothing(office: Bureau, browser: Client, secret: Path) -> None:
    for token in (str(secret), f"../../{secret.name}", staging.stage([SECRET])):
        task = handed_out(office, {"token": token})
        assert browser.get(address(task)).status_code == 404
        assert browser.get(reverse("shell:task", args=[task.pk])).status_code == 404
    assert "伪造" not in browser.get(reverse("shell:tasks")).text


def test_a_genuine_task_with_another_result_hands_out_nothing(office: Bureau, browser: Client) -> None:
    asked = {"year": 2023, "file": "ledger", "head": ""}
    task = start_task(viewer=office.disclosure_officer, kind=DOWNLOAD, title="示例", parameters=asked)
    Task.objects.update(
        state=TaskState.DONE, finished_at=clock.now(), result={"token": staging.stage([SECRET])}
    )
    assert browser.get(address(task)).status_code == 404
    with connection.cursor() as cursor:  # what another task made is no result of this one
        cursor.execute("UPDATE shell_task SET result_seal = seal")
    assert browser.get(address(task)).status_code == 404


@pytest.mark.parametrize("state", [TaskState.WAITING, TaskState.RUNNING])
def test_the_worker_does_not_do_what_nobody_asked_for(
    office: Bureau, tmp_path: Path, state: TaskState
) -> None:
    file = tmp_path / "evil.csv"
    file.write_text(CSV)
    last = Entry.objects.latest("seq").seq
    asked = {"importer": "proactive.channels", "name": "e.csv", "small": False, "correct": False}
    tokens = (str(file), staging.stage([CSV.encode()]))
    tasks = [
        planted(office, kind=IMPORT.id, parameters={**asked, "token": token}, state=state) for token in tokens
    ]
    tasks.append(planted(office, kind="of.nothing", parameters={}, state=state))
    recover_tasks()
    while run_next_task():
        pass
    for task in tasks:
        task.refresh_from_db()
        assert (task.state, task.failure) == (TaskState.FAILED, FORGED)
    assert Entry.objects.latest("seq").seq == last
    assert file.exists()
    said = [sentence for _, sentence, _ in wrong(office.administrator.on(DAY))]
    assert any("3 项后台任务不是由本系统登记的" in each for each in said)


@pytest.mark.parametrize("column", ["officer", "kind", "parameters"])
def test_what_was_asked_for_is_not_made_something_else(office: Bureau, column: str) -> None:
    asked = {"importer": "proactive.channels", "token": staging.stage([b""]), "name": "e.csv", "small": False}
    task = start_task(viewer=office.disclosure_officer, kind=CHECK, title="示例", parameters=asked)
    changed: dict[str, Any] = {
        "officer": {"officer": office.drafter.officer},
        "kind": {"kind": IMPORT.id},
        "parameters": {"parameters": {**asked, "name": "another.csv"}},
    }
    Task.objects.update(**changed[column])
    assert run_next_task()
    task.refresh_from_db()
    assert (task.state, task.failure) == (TaskState.FAILED, FORGED)
