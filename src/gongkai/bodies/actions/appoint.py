"""Appoint an officer to a post with a role; record a stand-in."""

from __future__ import annotations

import datetime

from gongkai.bodies.events import OfficerAppointed, StandInRecorded
from gongkai.bodies.models import Appointment, Officer, Role, Section, StandIn
from gongkai.bodies.viewer import Viewer


def appoint(
    *,
    viewer: Viewer,
    officer: Officer,
    role: str,
    post: str,
    from_on: datetime.date,
    section: Section | None = None,
    until_on: datetime.date | None = None,
) -> Appointment:
    """Return the appointment made. `role` is the code of a role of the organ."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        appointment = Appointment.objects.create(
            organ_id=viewer.organ_code,
            officer=officer,
            section=section,
            role=Role.objects.get(organ=viewer.organ_code, code=role),
            post=post,
            from_on=from_on,
            until_on=until_on,
        )
        tx.record(
            OfficerAppointed(from_on=from_on),
            subjects=[officer, appointment],
        )
    return appointment


def record_stand_in(
    *,
    viewer: Viewer,
    officer: Officer,
    step: int,
    reason: str,
    from_on: datetime.date,
    until_on: datetime.date,
) -> StandIn:
    """Return the stand-in recorded: the officer may take `step` beside another step until `until_on`."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        stand_in = StandIn.objects.create(
            organ_id=viewer.organ_code,
            officer=officer,
            step=step,
            reason=reason,
            from_on=from_on,
            until_on=until_on,
        )
        tx.record(
            StandInRecorded(step=step, from_on=from_on, until_on=until_on),
            subjects=[officer, stand_in],
        )
    return stand_in
