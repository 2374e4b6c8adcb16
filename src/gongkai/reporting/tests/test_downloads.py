"""A large file of a report is left to the worker, found again by whoever asked, and made once of the same ledger."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.bodies.tests.factory import bureau, signed_in
from gongkai.reporting import downloads, tasks
from gongkai.reporting.tests.test_finalizing import D, ask, finalized, last_year
from gongkai.shell import Task, TaskContext, run_next_task

LEDGER = "/desk/reports/2023/ledger.xlsx"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Every file is large, and is kept in a folder of the test."""
    settings.MEDIA_ROOT = settings.HOME = tmp_path
    monkeypatch.setattr(downloads, "SMALL", 0)


def fetched(client: Client, address: str) -> bytes:
    """The file behind the page of a task that is done."""
    page = client.get(address, follow=True)
    assert page.templates[0].name == "reporting/download_task.html"
    made = client.get(page.request["PATH_INFO"] + "file")
    return b"".join(made.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.usefixtures("large")
def test_the_worker_makes_it_once_and_again_when_the_records_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    client = signed_in(b.disclosure_officer)
    waiting = client.get(LEDGER)
    assert waiting["Location"] == f"/desk/tasks/{Task.objects.get().pk}/"
    assert client.get(LEDGER)["Location"] == waiting["Location"]
    said: set[tuple[str, int]] = set()

    def report_progress(running: TaskContext, sentence: str, done: int = 0, total: int = 0) -> None:
        said.add((sentence, total))

    monkeypatch.setattr(TaskContext, "report_progress", report_progress)
    assert run_next_task()
    book = fetched(client, waiting["Location"])
    assert "xl/workbook.xml" in zipfile.ZipFile(BytesIO(book)).namelist()
    assert client.get(LEDGER)["Location"] == waiting["Location"]
    assert said == {("正在列出记录", 2)}, "received, and carried over"
    ask(b, "示2", D(2023, 3, 2))
    assert client.get(LEDGER)["Location"] != waiting["Location"]


@pytest.mark.django_db
@pytest.mark.usefixtures("large")
def test_the_package_too_and_only_who_asked_may_fetch_it() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    finalized(b)
    client = signed_in(b.disclosure_officer)
    address = client.get("/desk/reports/2023/package.zip")["Location"]
    assert run_next_task()
    assert "package.sig" in zipfile.ZipFile(BytesIO(fetched(client, address))).namelist()
    other = signed_in(b.section_head)
    assert other.get(f"/desk/reports/2023/handed/{Task.objects.get().pk}/file").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("large")
def test_a_file_whose_day_is_over_is_made_anew() -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    client = signed_in(b.disclosure_officer)
    first = client.get(LEDGER)["Location"]
    assert run_next_task()
    path = tasks.path_of(Task.objects.get())
    assert path is not None
    path.unlink()
    assert "已经不在" in client.get(first, follow=True).content.decode()
    assert client.get(LEDGER)["Location"] != first
