"""Record facts of a case and of a letter: after one that was voided, the new row follows the voiding one."""

from __future__ import annotations

from typing import Any, TypeVar

from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact

F = TypeVar("F", bound=Fact)
RENEWED = "作废后重新登记"


def voiding_row(model: type[F], **of: Any) -> F | None:
    """Return the row that voided the last one of a case or a letter, of which one row at most stands."""
    rows: Any = model._base_manager
    found: F | None = rows.filter(**of, superseded_by=None, voids=True).first()
    return found


def following(model: type[F], last: F | None, *, reason: str = RENEWED, **says: Any) -> F:
    """Return the unsaved fact that takes the place of the last row, or is the first where there is none."""
    new: Any = model
    fact: F = successor(last, reason=reason, **says) if last else new(**says)
    return fact
