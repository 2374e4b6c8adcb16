"""Correct or void a receipt or a reply: the wrong row stays, another takes its place, with the reason."""

from __future__ import annotations

import datetime
from typing import TypeVar

from gongkai import law
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import DeadlineCalculator, renew
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.outcomes import counted_on, unserved
from gongkai.ledger.models import Unlock
from gongkai.shell import ActionBlocked

F = TypeVar("F", Receipt, Reply)
V = TypeVar("V", bound=Fact)
ACTS = {Receipt: "inforequests.correct_receipt", Reply: "inforequests.correct_reply"}


def correct_receipt(
    *,
    viewer: Viewer,
    receipt: Receipt,
    received_on: datetime.date,
    applicant_kind: str,
    reason: str,
    unlock: Unlock | None = None,
) -> Receipt:
    """Return the receipt that takes the place of a wrong one.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected` (a reply came earlier, the period is locked).
    """
    found = standing_blockers(receipt, reason=reason)
    if received_on < receipt.request.arrived_on or received_on > viewer.day:
        found.append(
            f"收到申请之日：应在到达日期 {receipt.request.arrived_on} 至今天 {viewer.day} 之间，请核对。"
        )
    if applicant_kind not in law.APPLICANT_KINDS:
        found.append("申请人类别：请在六类中选一类（年报格式表三）。")
    corrected = Receipt(
        request=receipt.request,
        received_on=received_on,
        counted_on=received_on,
        determined_by=receipt.determined_by,
        applicant_kind=applicant_kind,
    )
    return _replace(viewer, receipt, corrected, found, reason=reason, unlock=unlock)


def correct_reply(
    *,
    viewer: Viewer,
    reply: Reply,
    ground: str,
    decided_on: datetime.date,
    doc_number: str,
    reason: str,
    served_on: datetime.date | None = None,
    unlock: Unlock | None = None,
) -> Reply:
    """Return the reply that takes the place of a wrong one. Raises as `correct_receipt` does."""
    counting = DeadlineCalculator(reply.request.organ)
    found = [*standing_blockers(reply, reason=reason), *unserved(counting, decided_on, served_on)]
    if ground not in law.GROUNDS:
        found.append("答复理由：没有选择，办理结果必须有理由（条例第三十六条）。")
    if decided_on > viewer.day:
        found.append(f"成文日期：{decided_on} 晚于今天 {viewer.day}，请核对。")
    if served_on is not None and not decided_on <= served_on <= viewer.day:
        found.append(f"送达日期：应在成文日期 {decided_on} 至今天 {viewer.day} 之间，请核对。")
    corrected = Reply(
        request=reply.request,
        ground=ground,
        decided_on=decided_on,
        served_on=served_on,
        counted_on=counted_on(counting, decided_on, served_on),
        doc_number=doc_number,
        again=reply.again,
    )
    return _replace(viewer, reply, corrected, found, reason=reason, unlock=unlock)


def void(*, viewer: Viewer, fact: F, reason: str, unlock: Unlock | None = None) -> F:
    """Return the row that voids a receipt or a reply that should not have been recorded."""
    found = standing_blockers(fact, reason=reason)
    return _replace(viewer, fact, voiding(fact), found, reason=reason, unlock=unlock)


def voiding(fact: V, *, reason: str = "") -> V:
    """Return the unsaved row that voids a fact."""
    copy = {
        f.attname: getattr(fact, f.attname)
        for f in fact._meta.concrete_fields
        if f.name not in {"id", "transaction_id", "salt", "supersedes", "unlock", "reason", "voids"}
    }
    return type(fact)(**copy, voids=True, supersedes=fact, reason=reason)


def standing_blockers(fact: Receipt | Reply, *, reason: str) -> list[str]:
    """Return why a fact cannot be corrected: it was corrected already, or no reason is given."""
    found = superseded(fact)
    if not reason.strip():
        found.append("理由：没有填写，更正和作废都要写明理由。")
    return found


def superseded(fact: Receipt | Reply) -> list[str]:
    """Return the sentence that says that another row took this one's place, if one did."""
    if fact.voids or type(fact).objects.filter(supersedes=fact).exists():
        return ["这条记录已更正或者作废，请在最新的一条上更正。"]
    return []


def _replace(
    viewer: Viewer, wrong: F, right: F, found: list[str], *, reason: str, unlock: Unlock | None
) -> F:
    viewer.require(ACTS[type(wrong)])
    if found:
        raise ActionBlocked(found)
    right.organ_id = wrong.organ_id
    right.supersedes_id = wrong.pk
    right.reason = reason
    right.unlock = unlock
    request: InfoRequest = wrong.request
    with viewer.transaction() as tx:
        tx.add(right)
        event = "inforequests.voided" if right.voids else "inforequests.corrected"
        tx.record(event, subjects=[request], data={"from": wrong.pk, "to": right.pk})
        renew(request.organ, [request])
    return right
