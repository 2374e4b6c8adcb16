"""What the worker makes of a report: its large files.

A task keeps its file for a day under a name nobody can guess. What it made is what the ledger's head then said: asked
for again while the head has not moved, the same task answers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as chain
from gongkai.registry import TaskKind
from gongkai.reporting.downloads import DOWNLOADS
from gongkai.shell import Task, TaskContext, TaskState, is_genuine, start_task
from gongkai.shell.ledgers import staging


def request_download(viewer: Viewer, year: int, file: str) -> Task:
    """Return the task that makes a file: the one that makes or made it of the same ledger, else a new one."""
    asked = {"year": year, "file": file, "head": chain.head().hash}
    known = Task.objects.visible_to(viewer).filter(officer=viewer.officer, kind=DOWNLOAD.id, parameters=asked)
    last: Task | None = next(filter(is_genuine, known.exclude(state=TaskState.FAILED).order_by("-pk")), None)
    if last is not None and (last.state != TaskState.DONE or path_of(last) is not None):
        return last
    title = f"生成 {year} 年度报告{DOWNLOADS[file].label}"
    return start_task(viewer=viewer, kind=DOWNLOAD, title=title, parameters=asked)


def download_ready(viewer: Viewer, year: int, pk: int) -> Task | None:
    """Return the viewer's own finished task that made a file of a year; None where no such task was asked for."""
    found: Task | None = (
        Task.objects.visible_to(viewer)
        .filter(pk=pk, officer=viewer.officer, kind=DOWNLOAD.id, parameters__year=year, state=TaskState.DONE)
        .first()
    )
    return found if found and is_genuine(found) else None


def path_of(task: Task) -> Path | None:
    """Return the file that a finished task made, or None where its day is over."""
    return staging.path_of(task.result["token"]) if task.result else None


def _make(running: TaskContext) -> dict[str, Any]:
    file = DOWNLOADS[running.parameters["file"]]
    data = file.write(running.viewer, running.parameters["year"], running.report_progress)
    return {"token": staging.stage([data]), "size": len(data)}


def _result_url(task: Any) -> str:
    return reverse("reporting:download_task", args=[task.parameters["year"], task.pk])


def _retry_url(task: Any) -> str:
    return reverse("reporting:report", args=[task.parameters["year"]])


DOWNLOAD = TaskKind(
    id="reporting.download", label="生成报告附件", run=_make, result_url=_result_url, retry_url=_retry_url
)
TASKS = (DOWNLOAD,)
