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


def enter_value(
    *, viewer: Viewer, key: str, value: int | str, in_force_from: datetime.date, basis: str
) -> UnitValue:
    """Return the unit's own value. Raises `ActionBlocked` when it does not fit the shipped one."""
    viewer.require("norms.maintain")
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
