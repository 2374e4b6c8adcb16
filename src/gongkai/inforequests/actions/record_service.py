"""Serve an approved letter: what it means for its case is recorded with it (国办公开办函〔2016〕235号)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_delivery import arrived
from gongkai.inforequests.actions.record_reply import new_reply
from gongkai.inforequests.clocks import DeadlineCalculator, renew
from gongkai.inforequests.events import LetterServed
from gongkai.inforequests.letters.facts import AFTER_REPLY, FEE, REPLY
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.letters.standing import RENEWED, approval_of, service_of, voided_of
from gongkai.inforequests.models import CaseLetter, FeeNotice, InfoRequest, Reply, Service
from gongkai.inforequests.outcomes import counted_on
from gongkai.inforequests.queries import first_reply_of
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.review.models import Approval


def record_service(
    *,
    viewer: Viewer,
    letter: CaseLetter,
    method: str,
    handed_over_on: datetime.date,
    received_on: datetime.date | None = None,
    evidence: str = "",
) -> Service:
    """Return the fact that the approved letter was handed over; what it means for the case is recorded with it.

    A reply answers the case, by the day of its approval; a fee notice is noted for the year. `received_on`
    where it was signed for at once. Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected`.
    """
    viewer.require("inforequests.serve")
    with viewer.transaction() as tx:
        request = InfoRequest.objects.select_for_update(no_key=True).get(pk=letter.request_id)
        approval = approval_of(letter)
        found = service_blockers(letter)
        if approval and not found:
            found = _wrong_days(approval, method, handed_over_on, received_on, viewer.day)
            found += _unsaid(letter, approval, method)
        if approval is None or found:
            raise ActionBlocked(found)
        service = tx.add(
            Service(
                organ_id=viewer.organ_code,
                letter=letter,
                approval=approval,
                method=method,
                handed_over_on=handed_over_on,
                counted_on=handed_over_on,
                evidence=evidence,
                supersedes=voided_of(Service, letter),
                reason=RENEWED if voided_of(Service, letter) else "",
            )
        )
        if received_on is not None:
            arrived(tx, viewer, letter, received_on)
        _consequences(tx, viewer, letter, service, received_on)
        tx.record(
            LetterServed(
                title=KINDS[letter.document.kind].label,
                method=law.SERVICE_METHODS[method].label,
                handed_over_on=handed_over_on,
            ),
            subjects=[request, letter, service],
            basis="国办公开办函〔2016〕235号",
        )
        renew(request.organ, [request])
    return service


def service_blockers(letter: CaseLetter) -> list[str]:
    """Return why a letter cannot be served now."""
    if service_of(letter) is not None:
        return ["已经登记送达。"]
    if approval_of(letter) is None:
        return ["最新一版尚未审批定稿，不能送达；请先送审。"]
    first = first_reply_of(letter.request)
    if letter.document.kind not in AFTER_REPLY and first is not None:
        return ["这件申请已经答复，不再送达。"]
    renews = bool(_given(letter).get("renewal"))
    if letter.document.kind == REPLY and renews != (first is not None):
        return [
            "拟稿之后，这件申请的答复已登记、更正或者作废，本稿是否为重新答复与登记不符；请修改答复书后重新送审。"
        ]
    return []


def _given(letter: CaseLetter) -> Mapping[str, Any]:
    newest = letter.document.newest
    given: Mapping[str, Any] = newest.content_json["particulars"] if newest else {}
    return given


def _wrong_days(
    approval: Approval,
    method: str,
    handed_over_on: datetime.date,
    received_on: datetime.date | None,
    day: datetime.date,
) -> list[str]:
    found = []
    if method not in law.SERVICE_METHODS:
        found.append("送达方式：请选择一种。")
    if not approval.approved_on <= handed_over_on <= day:
        found.append(f"送出日期：应在审批日期 {approval.approved_on} 至今天 {day} 之间，请核对。")
    if method in law.SERVICE_METHODS and received_on is None and is_met_by_arrival(method):
        found.append(
            "签收日期：没有填写；直接、委托、电子送达以签收或者到达之日为准，请在签收、到达之后登记。"
        )
    if received_on is not None and not handed_over_on <= received_on <= day:
        found.append(f"签收日期：应在送出日期 {handed_over_on} 至今天 {day} 之间，请核对。")
    return found


def is_met_by_arrival(method: str) -> bool:
    """Return whether a letter served this way counts as served on the day of its arrival, not before."""
    return law.SERVICE_METHODS[method].met_by == "received"


def _unsaid(letter: CaseLetter, approval: Approval, method: str) -> list[str]:
    """Return why a letter cannot go this way: served online it must name a channel online (复议法 art 22)."""
    said = approval.version.content_json["particulars"]
    if method != "electronic" or not said.get("review_body") or said.get("method") == "electronic":
        return []
    return ["送达方式：本信没有写明申请复议的网上渠道，不能电子送达（复议法第二十二条）；请修改后重新送审。"]


def _consequences(
    tx: LedgerTransaction,
    viewer: Viewer,
    letter: CaseLetter,
    service: Service,
    received_on: datetime.date | None,
) -> None:
    """What a letter does to its case by being served."""
    given: dict[str, Any] = service.approval.version.content_json["particulars"]
    request, approved_on = letter.request, service.approval.approved_on
    if letter.document.kind == REPLY:
        voided = Reply.objects.filter(request=request, superseded_by=None, voids=True, again=False).first()
        again = bool(given.get("renewal"))
        served_on = (
            received_on if received_on and is_met_by_arrival(service.method) else service.handed_over_on
        )
        tx.add(
            new_reply(
                request,
                ground=given["ground"],
                decided_on=approved_on,
                served_on=served_on,
                counted=counted_on(DeadlineCalculator(request.organ), approved_on, served_on),
                doc_number=service.approval.version.doc_number,
                again=again,
                after=None if again else voided,
            )
        )
    if letter.document.kind == FEE:
        tx.add(
            FeeNotice(
                organ_id=viewer.organ_code,
                number=service.approval.version.doc_number,
                request_number=request.number,
                way=given["way"],
                quantity=given["quantity"],
                amount=Decimal(given["amount"]),
                noticed_on=service.handed_over_on,
                counted_on=service.handed_over_on,
            )
        )
