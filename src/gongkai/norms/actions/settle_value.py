"""Confirm a shipped value, or put the unit's own over it."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms import queries
from gongkai.norms.events import ValueConfirmed, ValueEntered
from gongkai.norms.models import Confirmation, UnitValue

LONGEST_TEXT = 1_000  # a rule of this program


def confirm_value(*, viewer: Viewer, key: str, in_force_from: datetime.date, basis: str) -> Confirmation:
    """Return the confirmation. Raises `ActionBlocked` when there is no such value or no basis."""
    viewer.require("norms.maintain")
    with viewer.transaction() as tx:
        word = tx.add(
            Confirmation(
                key=key,
                in_force_from=in_force_from,
                basis=basis,
                confirmed_by=viewer.officer,
                confirmed_on=viewer.day,
            )
        )
        _require_consistent(viewer)
        tx.record(
            ValueConfirmed(key=key),
            subjects=[word],
            basis=basis,
        )
    return word


def value_blockers(key: str, value: int | str) -> list[Blocker]:
    """Return that a number is larger than anybody can mean, or a text longer than a letter can hold."""
    if isinstance(value, str):
        problem = f"最多 {LONGEST_TEXT} 个字，现有 {len(value)} 个。" if len(value) > LONGEST_TEXT else ""
    else:
        largest = max((each.largest for each in law.shipped_values() if each.key == key), default=value)
        problem = f"不能大于 {largest}，请核对。" if value > largest else ""
    return [Blocker(problem, field="value")] if problem else []


def enter_value(
    *, viewer: Viewer, key: str, value: int | str, in_force_from: datetime.date, basis: str
) -> UnitValue:
    """Return the unit's own value. Raises `ActionBlocked` when it does not fit the shipped one."""
    viewer.require("norms.maintain")
    if found := value_blockers(key, value):
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        own = tx.add(
            UnitValue(
                key=key,
                value=value,
                in_force_from=in_force_from,
                basis=basis,
                entered_by=viewer.officer,
                entered_on=viewer.day,
            )
        )
        _require_consistent(viewer)
        tx.record(
            ValueEntered(key=key),
            subjects=[own],
            basis=basis,
        )
    return own


def _require_consistent(viewer: Viewer) -> None:
    """Lay everything over the shipped values: what does not fit is said, and nothing is kept."""
    try:
        queries.values_of(Organ.objects.get(code=viewer.organ_code))
    except law.LawError as error:
        raise ActionBlocked([Blocker(error.message)]) from error
