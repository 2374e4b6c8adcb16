"""End an appointment: from the day after, the role is no longer held."""

from __future__ import annotations

import datetime

from gongkai.bodies.events import AppointmentEnded
from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer


def end_appointment(*, viewer: Viewer, appointment: Appointment, until_on: datetime.date) -> Appointment:
    """Return the appointment, ended with `until_on` as its last day."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        appointment.until_on = until_on
        appointment.save(update_fields=["until_on"])
        tx.record(
            AppointmentEnded(until_on=until_on),
            subjects=[appointment.officer, appointment],
        )
    return appointment
