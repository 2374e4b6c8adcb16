"""A ledger checked and imported as a task: small files at once, large ones by the worker, both in this way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.errors import DatabaseRejected
from gongkai.registry import Importer, TaskKind
from gongkai.shell.ledgers import staging
from gongkai.shell.ledgers.findings import counts_of, findings
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan, plan_import
from gongkai.shell.models import Task, TaskState
from gongkai.shell.spreadsheets.errors import UnreadableFile
from gongkai.shell.tasks.running import TaskContext, start_task
from gongkai.shell.tasks.seals import is_genuine

SMALL = 64 * 1024  # about a thousand rows, which take no longer than a page
Result = dict[str, Any]
GONE = "检查过的文件已不在（超过一天，或者已经导入），请重新选择文件。"


def check_ledger(viewer: Viewer, importer: Importer, chunks: Iterable[bytes], name: str, size: int) -> Task:
    """Return the task that finds out what importing a file would do."""
    small = size <= SMALL
    parameters = {"importer": importer.id, "token": staging.stage(chunks), "name": name, "small": small}
    title = f"检查{importer.title}：{name}"
    return start_task(viewer=viewer, kind=CHECK, title=title, parameters=parameters, at_once=small)


def import_checked(viewer: Viewer, importer: Importer, checked: Task, *, correct: bool) -> Task:
    """Return the task that imports what was checked: the one that is already there for it, while it is not over."""
    parameters = {**checked.parameters, "correct": correct}
    begun = Task.objects.visible_to(viewer).filter(
        officer=viewer.officer,
        kind=IMPORT.id,
        parameters=parameters,
        state__in=[TaskState.WAITING, TaskState.RUNNING],
    )
    title = f"导入{importer.title}：{parameters['name']}"
    return next(filter(is_genuine, begun), None) or start_task(
        viewer=viewer, kind=IMPORT, title=title, parameters=parameters, at_once=parameters["small"]
    )


def _check(running: TaskContext) -> Result:
    importer, data = _opened(running)
    name = running.parameters["name"]
    try:
        plan = plan_import(running.viewer, importer, data, name, report_progress=running.report_progress)
    except UnreadableFile as error:
        staging.discard(running.parameters["token"])
        raise ActionBlocked([Blocker(str(error))]) from error
    return _found(running, plan)


def _import(running: TaskContext) -> Result:
    importer, data = _opened(running)
    parameters = running.parameters
    try:
        plan = run_import(
            running.viewer,
            importer,
            data,
            parameters["name"],
            correct=parameters["correct"],
            report_progress=running.report_progress,
            finish=partial(_finish, running),
        )
    except DatabaseRejected as error:
        raise ActionBlocked([Blocker(f"{error.message}台账没有导入。")]) from error
    if plan.done:
        staging.discard(parameters["token"])
    return _found(running, plan)


def _opened(running: TaskContext) -> tuple[Importer, bytes]:
    data = staging.fetch(running.parameters["token"])
    if data is None:
        raise ActionBlocked([Blocker(GONE)])
    return registry.one(Importer, running.parameters["importer"]), data


def _finish(running: TaskContext, plan: Plan) -> None:
    """Within the transaction of the import: who sees its rows sees that it is done."""
    running.finish(_found(running, plan))


def _found(running: TaskContext, plan: Plan) -> Result:
    staging.keep_findings(running.parameters["token"], running.task.pk, findings(plan))
    return {**counts_of(plan), "done": plan.done}


def _result_url(task: Any) -> str:
    return reverse("shell:import_plan", args=[task.parameters["importer"], task.pk])


def _retry_url(task: Any) -> str:
    return reverse("shell:import", args=[task.parameters["importer"]])


CHECK = TaskKind(
    id="shell.check_ledger", label="检查台账", run=_check, result_url=_result_url, retry_url=_retry_url
)
IMPORT = TaskKind(
    id="shell.import_ledger", label="导入台账", run=_import, result_url=_result_url, retry_url=_retry_url
)
TASKS = (CHECK, IMPORT)
