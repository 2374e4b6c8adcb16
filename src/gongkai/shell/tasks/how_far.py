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
class HowFar:
    """What is being done, and `done` of `total` (0: nobody can say)."""

    sentence: str = ""
    done: int = 0
    total: int = 0


def tell(task: int, far: HowFar) -> None:
    """Say how far a task is; whoever reads at this moment reads what was said before."""
    path = _path(task)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(far)), encoding="utf-8")
    os.replace(new, path)


def told(task: int) -> HowFar:
    """Return how far a task said it is, nothing where it has not said so yet."""
    try:
        return HowFar(**json.loads(_path(task).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return HowFar()


def forget(task: int) -> None:
    """Forget how far a task is that runs no more."""
    _path(task).unlink(missing_ok=True)


def _path(task: int) -> Path:
    return Path(settings.HOME) / "tasks" / f"{task}.json"
