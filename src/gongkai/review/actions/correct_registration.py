"""Put right the day that an official document was registered with (成文日期), while it is not public.

The number stays. The register of 公文 follows in the same transaction; what was registered before stays on record.
"""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import correction_blockers, reason_blockers, replace_fact, successor
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.papers.document_number import parts_of
from gongkai.papers.models import OfficialDocument
from gongkai.registry import Linked
from gongkai.review.actions.register import Dating, entry_lock_blockers
from gongkai.review.events import RegistrationCorrected
from gongkai.review.models import Registration
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.writing import hold_ledgers


def correct_registration(
    *, viewer: Viewer, registration: Registration, dating: Dating, reason: str
) -> Registration:
    """Return the registration with another day. Raises `NotAllowed`, or `ActionBlocked` with what stands in the way."""
    viewer.require("review.register")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=registration.document_id)
        hold_ledgers(viewer)
        standing: Registration = (
            Registration.objects.visible_to(viewer).select_related("approval").get(pk=document.pk)
        )
        if found := correct_registration_blockers(viewer, standing):
            raise ActionBlocked(found)
        entry = papers.entry_of(viewer, document.pk)
        if found := [*_dating_blockers(viewer, standing, entry, dating), *reason_blockers(reason)]:
            raise ActionBlocked(found)
        was, made_on = standing.made_on, dating.day(standing.approval)
        assert made_on is not None
        standing.made_on, standing.dated_by, standing.dated_note = made_on, dating.by, dating.note.strip()
        tx.amend([standing], fields=["made_on", "dated_by", "dated_note"])
        if entry is not None:  # also where the ground alone changes: the reason stands with it
            right = successor(entry, reason=reason, made_on=made_on, counted_on=made_on)
            replace_fact(tx, right, subjects=[document])
        tx.record(
            RegistrationCorrected(doc_number=standing.doc_number, was=was, made_on=made_on),
            subjects=[document, standing],
        )
    return standing


def correct_registration_blockers(viewer: Viewer, registration: Registration) -> list[Blocker]:
    """Return why the day of a registration cannot be put right now."""
    if registration.dated_by == "paper":
        sentence = "本件按纸上所载登记，成文日期以纸上为准，不在这里更正。"
        return [Blocker(sentence)]
    if live := live_release(registration.document):
        page = Linked("先撤回公开，更正后再公开", reverse("review:version", args=[live.approval_id]))
        return [Blocker("本件正在公开，成文日期已印在公开的页面上；", remedy=page)]
    entry = papers.entry_of(viewer, registration.document_id)
    return correction_blockers(viewer, entry) if entry is not None else []


def _dating_blockers(
    viewer: Viewer, registration: Registration, entry: OfficialDocument | None, dating: Dating
) -> list[Blocker]:
    """What is wrong with the new day: by its ground, by the year of the number, by a locked year, or nothing is new."""
    if found := dating.blockers(registration.approval, viewer.day):
        return found
    day = dating.day(registration.approval)
    assert day is not None
    says = (day, dating.by, dating.note.strip())
    if says == (registration.made_on, registration.dated_by, registration.dated_note):
        return [Blocker(f"现在登记的就是 {day}，没有要更正的。", field="made_on")]
    if day > registration.registered_on:
        sentence = f"{day} 晚于登记之日 {registration.registered_on}，请核对。"
        return [Blocker(sentence, field="made_on")]
    if entry is not None and entry.ended_on is not None and entry.ended_on < day:
        sentence = f"公文台账中失效废止日期是 {entry.ended_on}，早于 {day}，请核对。"
        return [Blocker(sentence, field="made_on")]
    parts = parts_of(registration.doc_number)
    if parts is not None and parts[1] != day.year:
        sentence = f"{registration.doc_number} 是 {parts[1]} 年的文号，成文日期应在 {parts[1]} 年。"
        return [Blocker(sentence, field="made_on")]
    return entry_lock_blockers(viewer, registration.approval.version, day)
