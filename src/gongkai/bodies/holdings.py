"""Work that nobody can go on with: what is under way, and who of those at work can take it up."""

from __future__ import annotations

import datetime

from gongkai import registry
from gongkai.bodies.models import Appointment
from gongkai.bodies.queries import at_work
from gongkai.bodies.viewer import Viewer


def unattended(viewer: Viewer, day: datetime.date, *, without: Appointment | None = None) -> list[str]:
    """Return as "4 件在办申请" what nobody of the viewer's organ can go on with on a day.

    `without` is an appointment that is about to end: then only what it holds is asked for.
    """
    held = at_work(viewer, day)
    others = [each for each in held if without is None or each.pk != without.pk]
    found = []
    for holding in registry.all_of(registry.Holding):
        if holding.asked_at_end and without is None:
            continue
        left = holding.left(viewer, others)
        if left and (without is None or left > holding.left(viewer, held)):
            found.append(f"{left} {holding.label}")
    return found
