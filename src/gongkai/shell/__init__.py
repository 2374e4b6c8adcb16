"""What every room's screens are made of: frame, registers, import engine, forms, sign-in.

Owns the look, the desk's and the portal's base templates, the register engine (list, filters, keyset paging,
export, record page), the import engine with its runs, the task layer (progress, retry, recovery, schedule), and
sign-in. It renders what rooms declare in the registry and knows none of them. Rooms above import what
`__all__` names, and `shell.ledgers` and `shell.spreadsheets`, with which they say what a ledger of theirs is.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai.shell.access import OfficerRequest, officer_view
    from gongkai.shell.actions.reset_password import reset_password
    from gongkai.shell.actions.second_factor import reset_second_factor
    from gongkai.shell.addresses import whole_number
    from gongkai.shell.downloads import as_download
    from gongkai.shell.forms import (
        ActionForm,
        SeveralFiles,
        SeveralFilesField,
        SuggestingInput,
        needed_sometimes,
    )
    from gongkai.shell.models import Task, TaskState
    from gongkai.shell.navigation import waiting_anchor
    from gongkai.shell.progress import Progress, no_progress
    from gongkai.shell.queries import with_last_sign_in
    from gongkai.shell.record_actions import actions_on
    from gongkai.shell.record_pages import named_records
    from gongkai.shell.registers.table import render_register
    from gongkai.shell.sources import (
        LINES_SHOWN,
        count_each,
        first_shown,
        lines_of,
        number_waiting,
        numbers_behind,
    )
    from gongkai.shell.tasks.presence import worker_presence
    from gongkai.shell.tasks.running import TaskContext, recover_tasks, run_next_task, start_task
    from gongkai.shell.tasks.schedule import run_due_jobs
    from gongkai.shell.tasks.seals import is_genuine

__all__ = [
    "LINES_SHOWN",
    "ActionForm",
    "OfficerRequest",
    "Progress",
    "SeveralFiles",
    "SeveralFilesField",
    "SuggestingInput",
    "Task",
    "TaskContext",
    "TaskState",
    "actions_on",
    "as_download",
    "count_each",
    "first_shown",
    "is_genuine",
    "lines_of",
    "named_records",
    "needed_sometimes",
    "no_progress",
    "number_waiting",
    "numbers_behind",
    "officer_view",
    "recover_tasks",
    "render_register",
    "reset_password",
    "reset_second_factor",
    "run_due_jobs",
    "run_next_task",
    "start_task",
    "waiting_anchor",
    "whole_number",
    "with_last_sign_in",
    "worker_presence",
]

_DOOR = {
    "LINES_SHOWN": "gongkai.shell.sources",
    "ActionForm": "gongkai.shell.forms",
    "OfficerRequest": "gongkai.shell.access",
    "TaskContext": "gongkai.shell.tasks.running",
    "Progress": "gongkai.shell.progress",
    "SeveralFiles": "gongkai.shell.forms",
    "SeveralFilesField": "gongkai.shell.forms",
    "SuggestingInput": "gongkai.shell.forms",
    "Task": "gongkai.shell.models",
    "TaskState": "gongkai.shell.models",
    "actions_on": "gongkai.shell.record_actions",
    "as_download": "gongkai.shell.downloads",
    "count_each": "gongkai.shell.sources",
    "first_shown": "gongkai.shell.sources",
    "is_genuine": "gongkai.shell.tasks.seals",
    "lines_of": "gongkai.shell.sources",
    "named_records": "gongkai.shell.record_pages",
    "needed_sometimes": "gongkai.shell.forms",
    "no_progress": "gongkai.shell.progress",
    "number_waiting": "gongkai.shell.sources",
    "numbers_behind": "gongkai.shell.sources",
    "officer_view": "gongkai.shell.access",
    "recover_tasks": "gongkai.shell.tasks.running",
    "reset_password": "gongkai.shell.actions.reset_password",
    "reset_second_factor": "gongkai.shell.actions.second_factor",
    "render_register": "gongkai.shell.registers.table",
    "run_due_jobs": "gongkai.shell.tasks.schedule",
    "run_next_task": "gongkai.shell.tasks.running",
    "start_task": "gongkai.shell.tasks.running",
    "waiting_anchor": "gongkai.shell.navigation",
    "whole_number": "gongkai.shell.addresses",
    "with_last_sign_in": "gongkai.shell.queries",
    "worker_presence": "gongkai.shell.tasks.presence",
}


def __getattr__(name: str) -> Any:
    # Django imports this package before it knows any model, so what stands behind the door waits until asked.
    if name not in _DOOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_DOOR[name]), name)
