"""What every room's screens are made of: frame, registers, import engine, forms, sign-in.

Owns the look, the desk's and the portal's base templates, the register engine (list, filters, keyset paging,
export, record page), the import engine with its runs, the task layer (progress, retry, recovery, schedule), and
the way in. It renders what rooms declare in the registry and knows none of them. Rooms above import what
`__all__` names, and `shell.ledgers` and `shell.spreadsheets`, with which they say what a ledger of theirs is.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.shell.access import OfficerRequest, officer_view
    from gongkai.shell.forms import ActionForm, put_in_words
    from gongkai.shell.models import Task, TaskState
    from gongkai.shell.progress import Progress, no_progress
    from gongkai.shell.record_actions import actions_on
    from gongkai.shell.registers.table import render_register
    from gongkai.shell.sources import numbers_behind, waiting_lines
    from gongkai.shell.tasks.presence import worker_presence
    from gongkai.shell.tasks.running import TaskContext, recover_tasks, run_next_task, start_task
    from gongkai.shell.tasks.schedule import run_due_jobs

__all__ = [
    "ActionForm",
    "OfficerRequest",
    "Progress",
    "Task",
    "TaskContext",
    "TaskState",
    "actions_on",
    "no_progress",
    "numbers_behind",
    "officer_view",
    "put_in_words",
    "recover_tasks",
    "render_register",
    "run_due_jobs",
    "run_next_task",
    "start_task",
    "waiting_lines",
    "worker_presence",
]

_DOOR = {
    "ActionForm": "gongkai.shell.forms",
    "OfficerRequest": "gongkai.shell.access",
    "TaskContext": "gongkai.shell.tasks.running",
    "Progress": "gongkai.shell.progress",
    "Task": "gongkai.shell.models",
    "TaskState": "gongkai.shell.models",
    "actions_on": "gongkai.shell.record_actions",
    "no_progress": "gongkai.shell.progress",
    "numbers_behind": "gongkai.shell.sources",
    "officer_view": "gongkai.shell.access",
    "put_in_words": "gongkai.shell.forms",
    "recover_tasks": "gongkai.shell.tasks.running",
    "render_register": "gongkai.shell.registers.table",
    "run_due_jobs": "gongkai.shell.tasks.schedule",
    "run_next_task": "gongkai.shell.tasks.running",
    "start_task": "gongkai.shell.tasks.running",
    "waiting_lines": "gongkai.shell.sources",
    "worker_presence": "gongkai.shell.tasks.presence",
}


def __getattr__(name: str) -> Any:
    # Django imports this package before it knows any model, so what stands behind the door waits until asked.
    if name not in _DOOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOOR[name]), name)
