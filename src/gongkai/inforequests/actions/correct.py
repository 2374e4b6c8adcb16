"""Correct or void a receipt or a reply: the wrong row stays, another takes its place, with the reason."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from gongkai import law
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import correcting, replace_fact, successor
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_reply import reply_blockers
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.outcomes import counted_on

F = TypeVar("F", Receipt, Reply)
PERMISSIONS = {Receipt: "inforequests.correct_receipt", Reply: "inforequests.correct_reply"}


def correct_receipt(
    *, viewer: Viewer, receipt: Receipt, received_on: datetime.date, applicant_kind: str, reason: str
) -> Receipt:
    """Return the receipt that takes the place of a wrong one.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected` (a reply came earlier, the period is locked).
    """
    found = []
    if received_on < receipt.request.arrived_on or received_on > viewer.day:
        sentence = f"应在到达日期 {receipt.request.arrived_on} 至今天 {viewer.day} 之间，请核对。"
        found.append(Blocker(sentence, field="received_on"))
    if applicant_kind not in law.APPLICANT_KINDS:
        found.append(Blocker("请在六类中选一类（年报格式表三）。", field="applicant_kind"))
    right = successor(
        receipt, reason=reason, received_on=received_on, counted_on=received_on, applicant_kind=applicant_kind
    )
    return _replace(viewer, right, found)


def correct_reply(
    *,
    viewer: Viewer,
    reply: Reply,
    ground: str,
    decided_on: datetime.date,
    doc_number: str,
    reason: str,
    served_on: datetime.date | None = None,
) -> Reply:
    """Return the reply that takes the place of a wrong one. Raises as `correct_receipt` does."""
    found = reply_blockers(viewer, ground=ground, decided_on=decided_on, served_on=served_on)
    right = successor(
        reply,
        reason=reason,
        ground=ground,
        decided_on=decided_on,
        served_on=served_on,
        counted_on=counted_on(deadlines_of(viewer), decided_on, served_on),
        doc_number=doc_number,
    )
    return _replace(viewer, right, found)


def void(*, viewer: Viewer, fact: F, reason: str) -> F:
    """Return the row that voids a receipt or a reply that should not have been recorded."""
    return _replace(viewer, successor(fact, reason=reason, voids=True), [])


def _replace(viewer: Viewer, right: F, found: list[Blocker]) -> F:
    wrong: Any = right.supersedes
    viewer.require(PERMISSIONS[type(wrong)])
    request: InfoRequest = wrong.request
    with correcting(viewer, wrong, reason=right.reason, blockers=found) as tx:
        replace_fact(tx, right, subjects=[request])
        renew(deadlines_of(viewer), [request])
    return right
