"""End an appointment: from the day after, the role is no longer held."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act


def end_appointment(
    *, viewer: Viewer, appointment: Appointment, until_on: datetime.date, day: datetime.date
) -> Appointment:
    """Return the appointment, ended with `until_on` as its last day."""
    viewer.require("bodies.administer")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        appointment.until_on = until_on
        appointment.save(update_fields=["until_on"])
        done.record(
            "bodies.appointment_ended",
            subjects=[appointment.officer, appointment],
            data={"until_on": until_on.isoformat()},
        )
    return appointment
