"""Confirm a shipped value, or put the unit's own over it."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms import queries
from gongkai.norms.events import ValueConfirmed, ValueEntered
from gongkai.norms.models import Confirmation, UnitValue


def confirm_value(*, viewer: Viewer, key: str, in_force_from: datetime.date, basis: str) -> Confirmation:
    """Return the confirmation. Raises a `law.LawError` when there is no such value or no basis."""
    viewer.require("norms.maintain")
    with viewer.transaction() as tx:
        word = tx.add(
            Confirmation(
                organ_id=viewer.organ_code,
                key=key,
                in_force_from=in_force_from,
                basis=basis,
                confirmed_by=viewer.officer,
                confirmed_on=viewer.day,
            )
        )
        _must_hold(viewer)
        tx.record(
            ValueConfirmed(key=key),
            subjects=[word],
            basis=basis,
        )
    return word


def enter_value(
    *, viewer: Viewer, key: str, value: int | str, in_force_from: datetime.date, basis: str
) -> UnitValue:
    """Return the unit's own value. Raises a `law.LawError` when it does not fit the shipped one."""
    viewer.require("norms.maintain")
    with viewer.transaction() as tx:
        own = tx.add(
            UnitValue(
                organ_id=viewer.organ_code,
                key=key,
                value=value,
                in_force_from=in_force_from,
                basis=basis,
                entered_by=viewer.officer,
                entered_on=viewer.day,
            )
        )
        _must_hold(viewer)
        tx.record(
            ValueEntered(key=key),
            subjects=[own],
            basis=basis,
        )
    return own


def _must_hold(viewer: Viewer) -> law.Values:
    """Lay everything over the shipped values: what does not fit raises here, and nothing is kept."""
    return queries.values_of(Organ.objects.get(code=viewer.organ_code))
