"""The sample bureau: the ledgers of its year as package data, and the mark by which a sample home is known.

Free of Django: a home is known as a sample before the settings are read, since its clock stands in its own time.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

MARK = "sample.json"
FIRST_DAY = datetime.date(
    2024, 1, 22
)  # a Monday: the report is out, the Spring Festival lies before its open cases


def state_of(folder: Path) -> str | None:
    """Return how far a sample home is made, None for what is no sample home."""
    found = _mark_in(folder)
    return str(found["state"]) if found else None


def shift_of(folder: Path) -> int:
    """Return by how many days the clock of a home stands from the real one: none but in a sample."""
    found = _mark_in(folder)
    return int(found.get("shift", 0)) if found else 0


def mark(folder: Path, state: str) -> None:
    """Mark a home as a sample; the day on which it was begun is its first day, whatever is marked later."""
    begun = _mark_in(folder) or {
        "shift": (FIRST_DAY - datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()).days
    }
    (folder / MARK).write_text(json.dumps({**begun, "state": state}), encoding="utf-8")


def _mark_in(folder: Path) -> dict[str, Any] | None:
    path = folder / MARK
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
