"""How far a running task is, in a small file of the home.

Not in the database: SQLite lets nobody write beside a transaction that stores a large ledger, and what is written
within one nobody else sees before its end. Just then somebody wants to know how far it is.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class TaskProgress:
    """What is being done, and `done` of `total` (0: nobody can say)."""

    sentence: str = ""
    done: int = 0
    total: int = 0


def write_progress(task: int, progress: TaskProgress) -> None:
    """Write how far a task is; whoever reads at this moment reads what was written before."""
    path = _path(task)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(progress)), encoding="utf-8")
    os.replace(new, path)


def read_progress(task: int) -> TaskProgress:
    """Return how far a task is, nothing where it has not been written yet."""
    try:
        return TaskProgress(**json.loads(_path(task).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return TaskProgress()


def remove_progress(task: int) -> None:
    """Remove the file of a task that runs no more."""
    _path(task).unlink(missing_ok=True)


def _path(task: int) -> Path:
    return Path(settings.HOME) / "tasks" / f"{task}.json"
