"""Appoint an officer to a post with a role; record a stand-in."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Appointment, Officer, Role, Section, StandIn
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act


def appoint(
    *,
    viewer: Viewer,
    officer: Officer,
    role: str,
    post: str,
    from_on: datetime.date,
    day: datetime.date,
    section: Section | None = None,
    until_on: datetime.date | None = None,
) -> Appointment:
    """Return the appointment made. `role` is the code of a role of the organ."""
    viewer.require("bodies.administer")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        appointment = Appointment.objects.create(
            organ_id=viewer.organ_code,
            officer=officer,
            section=section,
            role=Role.objects.get(organ=viewer.organ_code, code=role),
            post=post,
            from_on=from_on,
            until_on=until_on,
        )
        done.record(
            "bodies.officer_appointed", subjects=[officer, appointment], data={"from_on": from_on.isoformat()}
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
    day: datetime.date,
) -> StandIn:
    """Return the stand-in recorded: the officer may take `step` beside another step until `until_on`."""
    viewer.require("bodies.administer")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        stand_in = StandIn.objects.create(
            organ_id=viewer.organ_code,
            officer=officer,
            step=step,
            reason=reason,
            from_on=from_on,
            until_on=until_on,
        )
        done.record(
            "bodies.stand_in_recorded",
            subjects=[officer, stand_in],
            data={"step": step, "from_on": from_on.isoformat(), "until_on": until_on.isoformat()},
        )
    return stand_in
