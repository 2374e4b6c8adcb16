"""The large files of a report: made at once where that takes no longer than a page, else by the worker.

A task keeps its file for a day under a name nobody can guess. What it made is what the ledger's head then said: asked
for again while the head has not moved, the same task answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as chain
from gongkai.registry import TaskKind
from gongkai.reporting import annex, queries
from gongkai.reporting.filing import write_package
from gongkai.reporting.page import compiled_now
from gongkai.shell import Progress, Task, TaskContext, TaskState, start_task
from gongkai.shell.ledgers import staging

SMALL = 2_000  # records, listed in about a second


@dataclass(frozen=True)
class DownloadSpec:
    """A file that is made when it is asked for: its label, the name it is saved under, its type."""

    label: str
    name: Callable[[Viewer, int], str]
    content_type: str
    write: Callable[[Viewer, int, Progress], bytes]


def ledger_file(viewer: Viewer, year: int, report_progress: Progress) -> bytes:
    """Return the records behind the report: of the frozen one with what differs now, else of today."""
    frozen = queries.standing_freeze(viewer, year)
    if frozen:
        return annex.write_frozen_annex(frozen, compared=True, report_progress=report_progress)
    organ = Organ.objects.get(code=viewer.organ_code)
    count = compiled_now(viewer, year, chain.head().hash).count
    return annex.write_annex(organ, count, day=viewer.day, report_progress=report_progress)


def package_file(viewer: Viewer, year: int, report_progress: Progress) -> bytes:
    """Return the signed package of the frozen report. Raises `ActionBlocked` where none is frozen."""
    frozen = queries.standing_freeze(viewer, year)
    if frozen is None:
        raise ActionBlocked([f"{year} 年度报告尚未定稿，没有报送包。"])
    return write_package(frozen, home=settings.HOME, report_progress=report_progress)


FILES = {
    "ledger": DownloadSpec(
        "统计台账", lambda viewer, year: f"{year}年度报告统计台账.xlsx", annex.CONTENT_TYPE, ledger_file
    ),
    "package": DownloadSpec(
        "报送包", lambda viewer, year: f"{viewer.organ_code}-{year}.zip", "application/zip", package_file
    ),
}


def is_small(viewer: Viewer, year: int) -> bool:
    """Whether the records behind the year's report are listed while a page waits."""
    frozen = queries.standing_freeze(viewer, year)
    count = (
        queries.counted(frozen.candidate) if frozen else compiled_now(viewer, year, chain.head().hash).count
    )
    return annex.size_of(count) <= SMALL


def ask_for(viewer: Viewer, year: int, file: str) -> Task:
    """Return the task that makes a file: the one that makes or made it of the same ledger, else a new one."""
    asked = {"year": year, "file": file, "head": chain.head().hash}
    known = Task.objects.visible_to(viewer).filter(officer=viewer.officer, kind=HAND_OUT.id, parameters=asked)
    last: Task | None = known.exclude(state=TaskState.FAILED).order_by("-pk").first()
    if last is not None and (last.state != TaskState.DONE or path_of(last) is not None):
        return last
    title = f"生成 {year} 年度报告{FILES[file].label}"
    return start_task(viewer=viewer, kind=HAND_OUT, title=title, parameters=asked)


def path_of(task: Task) -> Path | None:
    """Return the file that a finished task made, or None where its day is over."""
    return staging.path_of(task.result["token"]) if task.result else None


def _make(running: TaskContext) -> dict[str, Any]:
    file = FILES[running.parameters["file"]]
    data = file.write(running.viewer, running.parameters["year"], running.report_progress)
    return {"token": staging.stage([data]), "size": len(data)}


def _result_url(task: Any) -> str:
    return reverse("reporting:handed", args=[task.parameters["year"], task.pk])


def _retry_url(task: Any) -> str:
    return reverse("reporting:report", args=[task.parameters["year"]])


HAND_OUT = TaskKind(
    id="reporting.hand_out", label="生成报告附件", run=_make, result_url=_result_url, retry_url=_retry_url
)
