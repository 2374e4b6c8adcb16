"""What tells a task that an officer asked for from a row that somebody wrote into the table.

Whoever has the database alone could otherwise have the worker do something in an officer's name, or have a page hand
out what no task made: so what is asked for, and what came of it, are sealed with the ledger's key.
"""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.ledger.seals import is_seal_over, seal_over
from gongkai.shell.models import Task, TaskState

ASKED, RESULT = "shell.task", "shell.task.result"
FORGED = "这项任务不是由本系统登记的，或者登记后被改动，没有办理；请系统管理员查明来历。"


def seal_request(task: Task) -> str:
    """Return the seal over who asked for a task, what for, and when."""
    return seal_over(ASKED, _asked(task))


def seal_result(task: Task, result: Any) -> str:
    """Return the seal over what came of a task."""
    return seal_over(RESULT, [task.pk, task.seal, result])


def is_genuine(task: Task) -> bool:
    """Return whether this program took up the task as it stands, and wrote its result where it has one."""
    if not is_seal_over(task.seal, ASKED, _asked(task)):
        return False
    if task.state != TaskState.DONE:
        return task.result is None
    return is_seal_over(task.result_seal, RESULT, [task.pk, task.seal, task.result])


def _asked(task: Task) -> list[Any]:
    at = task.asked_at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return [task.organ_id, task.officer_id, task.kind, task.parameters, at]
