"""Record facts of a case and of a letter: after one that was voided, the new row follows the voiding one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact

F = TypeVar("F", bound=Fact)
RENEWED = "作废后重新登记"


def recorded_anew(model: type[F], of: Mapping[str, Any], **says: Any) -> F:
    """Return the unsaved fact of what it is `of` (a case, a letter), of which one row at most stands."""
    rows: Any = model._base_manager
    voiding: F | None = rows.filter(**of, superseded_by=None, voids=True).first()
    return following(model, voiding, **of, **says)


def following(model: type[F], last: F | None, *, reason: str = RENEWED, **says: Any) -> F:
    """Return the unsaved fact that takes the place of the last row, or is the first where there is none."""
    new: Any = model
    fact: F = successor(last, reason=reason, **says) if last else new(**says)
    return fact
