"""Nobody gives himself a role: one person proposes an appointment, a second confirms or refuses it."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import NominationConfirmed, NominationNotConfirmed, OfficerNominated
from gongkai.bodies.models import Appointment, Nomination, NominationRefusal, Officer, Role, Section
from gongkai.bodies.queries import nominations_waiting
from gongkai.bodies.viewer import NotAllowed, Viewer

NOBODY = "提名和确认由工作人员本人办理；在服务器上任职请用 gongkai appoint。"


def nominate(
    *,
    viewer: Viewer,
    officer: Officer,
    role: str,
    post: str,
    from_on: datetime.date,
    section: Section | None = None,
    until_on: datetime.date | None = None,
) -> Nomination:
    """Return the nomination: nothing may be done by it until a second person confirms. `role` is a role's code.

    Raises `NotAllowed`, or `ActionBlocked` where the same waits already.
    """
    viewer.require("bodies.administer")
    if viewer.officer is None:
        raise NotAllowed(NOBODY)
    with viewer.transaction() as tx:
        held = Officer.objects.select_for_update(no_key=True).get(pk=officer.pk, organ=viewer.organ_code)
        asked = Role.objects.get(organ=viewer.organ_code, code=role)
        if found := nominated_before(viewer, held, asked, section):
            raise ActionBlocked(found)
        nomination = tx.add(
            Nomination(
                organ_id=viewer.organ_code,
                officer=officer,
                section=section,
                role=asked,
                post=post,
                from_on=from_on,
                until_on=until_on,
                proposed_by=viewer.officer,
                proposed_on=viewer.day,
            )
        )
        tx.record(
            OfficerNominated(number=officer.number, post=post, from_on=from_on),
            subjects=[officer, nomination],
        )
    return nomination


def nominated_before(viewer: Viewer, officer: Officer, role: Role, section: Section | None) -> list[Blocker]:
    """Return that an officer was proposed for a role in a section already, and nobody has decided on it."""
    waiting = nominations_waiting(viewer).filter(officer=officer, role=role, section=section).first()
    if waiting is None:
        return []
    sentence = (
        f"{waiting.proposed_by.name}已于 {waiting.proposed_on} 提名{officer.name}任{waiting.post}（{role.name}），"
        f"自 {waiting.from_on} 起，待另一人确认；不能重复提名；有误的，由确认的人不同意后再另行提名。"
    )
    return [Blocker(sentence, field="role")]


def confirm_nomination(*, viewer: Viewer, nomination: Nomination) -> Appointment:
    """Return the appointment as it was proposed. Raises `ActionBlocked` where the viewer is not a second person."""
    with viewer.transaction() as tx:
        held = _held(viewer, nomination)
        appointment = tx.add(Appointment(**held.terms, nomination=held, confirmed_by=viewer.officer))
        tx.record(
            NominationConfirmed(number=held.officer.number, post=held.post, from_on=held.from_on),
            subjects=[held.officer, held, appointment],
        )
    return appointment


def refuse_nomination(*, viewer: Viewer, nomination: Nomination, reason: str) -> NominationRefusal:
    """Return the refusal, with its reason. Raises `ActionBlocked` as a confirmation does."""
    with viewer.transaction() as tx:
        held = _held(viewer, nomination)
        if not reason.strip():
            raise ActionBlocked([Blocker("没有填写，不同意的要写明理由。", field="reason")])
        refusal = tx.add(
            NominationRefusal(
                nomination=held,
                organ_id=held.organ_id,
                reason=reason.strip(),
                refused_by=viewer.officer,
                refused_on=viewer.day,
            )
        )
        tx.record(
            NominationNotConfirmed(number=held.officer.number, post=held.post), subjects=[held.officer, held]
        )
    return refusal


def nomination_blockers(viewer: Viewer, nomination: Nomination) -> list[Blocker]:
    """Return why this viewer cannot confirm or refuse a nomination."""
    if Appointment.objects.filter(nomination=nomination).exists():
        return [Blocker("这项提名已经确认。")]
    if NominationRefusal.objects.filter(nomination=nomination).exists():
        return [Blocker("这项提名没有得到同意；确需任职的，请另行提名。")]
    if viewer.officer is None:
        return [Blocker(NOBODY)]
    if viewer.officer.pk == nomination.proposed_by_id:
        return [Blocker("这是您自己的提名，须由另一人确认。")]
    if viewer.officer.pk == nomination.officer_id:
        return [Blocker("这是对您本人的提名，须由另一人确认。")]
    return []


def _held(viewer: Viewer, nomination: Nomination) -> Nomination:
    """The nomination, held until the end, where this viewer may decide on it."""
    viewer.require("bodies.confirm_appointment")
    ours = Nomination.objects.filter(organ=viewer.organ_code)
    held = ours.select_for_update(no_key=True).get(pk=nomination.pk)
    if found := nomination_blockers(viewer, held):
        raise ActionBlocked(found)
    return held
