"""Work that nobody can go on with: what is under way, and who holds the permission that it needs."""

from __future__ import annotations

import datetime

from gongkai import registry
from gongkai.bodies.models import Appointment
from gongkai.bodies.queries import appointments_on
from gongkai.bodies.viewer import Viewer


def unattended(viewer: Viewer, day: datetime.date, *, without: Appointment | None = None) -> list[str]:
    """Return as "4 件在办申请" what nobody of the viewer's organ can go on with on a day.

    `without` is an appointment that is about to end: then only what it holds is asked for.
    """
    others = [each for each in appointments_on(viewer, day) if each != without]
    held = {permission for each in others for permission in each.role.permissions}
    asked = [
        holding
        for holding in registry.all_of(registry.Holding)
        if holding.permission not in held
        and (without is None or holding.permission in without.role.permissions)
    ]
    return [f"{number} {holding.label}" for holding in asked if (number := holding.number(viewer))]
