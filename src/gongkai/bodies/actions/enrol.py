"""Enrol an officer. An account is opened apart from it (`shell`)."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker, met_at_once
from gongkai.bodies.events import OfficerEnrolled
from gongkai.bodies.identifiers import may_last
from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer


def enrolment_blockers(viewer: Viewer, number: str) -> list[Blocker]:
    """Return what is wrong with the number of a new officer: it stands for the person in the ledger, for good."""
    if not may_last(number):
        sentence = f"编号由字母、数字或者汉字组成，中间可以有横线或下划线，不能是“{number}”。"
        return [Blocker(sentence, field="number")]
    if Officer.objects.filter(organ=viewer.organ_code, number=number).exists():
        return [Blocker(f"编号 {number} 已有人使用，请另编一号。", field="number")]
    return []


def enrol_officer(*, viewer: Viewer, number: str, name: str, user: User | None = None) -> Officer:
    """Return the officer enrolled, with an account where there is one already.

    Raises `ActionBlocked` where the number cannot be the officer's.
    """
    viewer.require("bodies.administer")
    with met_at_once(lambda: enrolment_blockers(viewer, number)), viewer.transaction() as tx:
        if found := enrolment_blockers(viewer, number):
            raise ActionBlocked(found)
        officer = tx.add(Officer(organ_id=viewer.organ_code, number=number, name=name, user=user))
        tx.record(
            OfficerEnrolled(number=number),
            subjects=[officer],
        )
    return officer
