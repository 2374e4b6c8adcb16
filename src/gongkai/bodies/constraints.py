"""Conditions on the rows of a table, as the database holds them and as forms and imports explain them.

`condition` where an officer can type what is wrong in a record of its own (of what is entered with its record, the
ledger's `checks` say it), `counted_by` on a fact that the year counts by a day of its own,
`invariant` for what no screen lets happen. The rooms write no other.
"""

from __future__ import annotations

from django.db.models import CheckConstraint, F, Q


def counted_by(day: str, *, prefix: str) -> CheckConstraint:
    """Return the condition that the year counts a row by this day of its own; `prefix` begins its name."""
    return invariant(Q(counted_on=F(day)), name=f"{prefix}_counted_on")


def condition(column: str, holds: Q, otherwise: str, *, name: str) -> CheckConstraint:
    """Return a condition that rows must meet; `otherwise` is the sentence for people, shown at the column."""
    return CheckConstraint(
        condition=holds, name=name, violation_error_code=column, violation_error_message=otherwise
    )


def invariant(holds: Q, *, name: str) -> CheckConstraint:
    """Return a condition that our own actions keep; the database refuses what comes another way."""
    return CheckConstraint(condition=holds, name=name)
