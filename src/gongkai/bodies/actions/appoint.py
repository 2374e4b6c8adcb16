"""Appoint an officer by a command on the machine itself; record a stand-in."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import OfficerAppointed, StandInRecorded
from gongkai.bodies.models import Appointment, Officer, Role, Section, StandIn
from gongkai.bodies.viewer import NotAllowed, Viewer


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
    """Return the appointment made. `role` is the code of a role of the organ.

    For commands alone: who may run them owns the files, stands behind it, and it is recorded as the command's. Whoever
    signs in proposes (`nominate`), and a second person confirms.
    """
    viewer.require("bodies.administer")
    if viewer.officer is not None:
        raise NotAllowed("任职须由一人提名、另一人确认，请先提名。")
    with viewer.transaction() as tx:
        appointment = tx.add(
            Appointment(
                organ_id=viewer.organ_code,
                officer=officer,
                section=section,
                role=Role.objects.get(organ=viewer.organ_code, code=role),
                post=post,
                from_on=from_on,
                until_on=until_on,
            )
        )
        tx.record(
            OfficerAppointed(number=officer.number, post=post, from_on=from_on),
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
    """Return the stand-in recorded: the officer may take `step` beside another step until `until_on`.

    Raises `ActionBlocked` where somebody would give it to himself.
    """
    viewer.require("bodies.administer")
    if viewer.officer is not None and viewer.officer.pk == officer.pk:
        raise ActionBlocked([Blocker("不能是您本人，代行请由另一人登记。", field="officer")])
    with viewer.transaction() as tx:
        stand_in = tx.add(
            StandIn(
                organ_id=viewer.organ_code,
                officer=officer,
                step=step,
                reason=reason,
                from_on=from_on,
                until_on=until_on,
                recorded_by=viewer.officer,
            )
        )
        tx.record(
            StandInRecorded(step=step, from_on=from_on, until_on=until_on),
            subjects=[officer, stand_in],
        )
    return stand_in
