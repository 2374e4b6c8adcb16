"""Record that somebody is away from work for some days, who acts in their posts meanwhile, and who is back earlier."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import AbsenceEnded, AbsenceRecorded
from gongkai.bodies.models import Absence, Officer
from gongkai.bodies.queries import at_work
from gongkai.bodies.viewer import Viewer


def record_absence(
    *,
    viewer: Viewer,
    officer: Officer,
    reason: str,
    from_on: datetime.date,
    until_on: datetime.date,
    stand_in: Officer | None = None,
) -> Absence:
    """Return the absence recorded; `stand_in` takes the officer's review steps meanwhile, and is named as such.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        if found := absence_blockers(viewer, officer, stand_in, from_on, until_on):
            raise ActionBlocked(found)
        absence = tx.add(
            Absence(
                organ_id=viewer.organ_code,
                officer=officer,
                stand_in=stand_in,
                reason=reason,
                from_on=from_on,
                until_on=until_on,
                recorded_by=viewer.officer,
            )
        )
        subjects = [officer, absence, *([stand_in] if stand_in else [])]
        tx.record(
            AbsenceRecorded(number=officer.number, from_on=from_on, until_on=until_on), subjects=subjects
        )
    return absence


def absence_blockers(
    viewer: Viewer,
    officer: Officer,
    stand_in: Officer | None,
    from_on: datetime.date,
    until_on: datetime.date,
) -> list[Blocker]:
    """Return why an absence cannot be recorded so."""
    found = []
    if until_on < viewer.day:
        found.append(Blocker(f"早于今天（{viewer.day}）：离岗登记只管以后的环节。", field="until_on"))
    if stand_in is None:
        return found
    if stand_in.pk == officer.pk:
        found.append(Blocker("不能是离岗的本人。", field="stand_in"))
    elif viewer.officer is not None and viewer.officer.pk == stand_in.pk:
        found.append(Blocker("不能是您本人，代行请由另一人登记。", field="stand_in"))
    elif all(each.officer_id != stand_in.pk for each in at_work(viewer, until_on)):
        found.append(Blocker(f"{stand_in.name}没有任职到 {until_on}，不能代行到这一天。", field="stand_in"))
    theirs = Absence.objects.filter(officer=stand_in, from_on__lte=until_on, until_on__gte=from_on).first()
    if theirs is not None:
        sentence = f"{stand_in.name}自 {theirs.from_on} 至 {theirs.until_on} 也离岗，请另选一人代行。"
        found.append(Blocker(sentence, field="stand_in"))
    return found


def end_absence(*, viewer: Viewer, absence: Absence, until_on: datetime.date) -> Absence:
    """Return the absence with an earlier last day. Raises `NotAllowed`, or `ActionBlocked`."""
    viewer.require("bodies.administer")
    with viewer.transaction() as tx:
        standing = Absence.objects.select_for_update(no_key=True).get(pk=absence.pk, organ=viewer.organ_code)
        if not max(standing.from_on, viewer.day) <= until_on <= standing.until_on:
            first = max(standing.from_on, viewer.day)
            sentence = f"应在 {first} 至 {standing.until_on} 之间；延长的，请另行登记。"
            raise ActionBlocked([Blocker(sentence, field="until_on")])
        absence.until_on = until_on
        tx.amend([absence], fields=["until_on"])
        tx.record(
            AbsenceEnded(number=absence.officer.number, until_on=until_on),
            subjects=[absence.officer, absence],
        )
    return absence
