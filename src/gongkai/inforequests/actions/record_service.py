"""Serve an approved letter: what it means for its case is recorded with it (国办公开办函〔2016〕235号)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_delivery import arrived
from gongkai.inforequests.actions.record_reply import new_reply, voided_reply
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import LetterServed
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.letters.status import serving_blockers
from gongkai.inforequests.models import CaseLetter, FeeNotice, InfoRequest, Reply, Service
from gongkai.inforequests.recording import following, voiding_row
from gongkai.inforequests.status import FEE, REPLY, LetterStatus, case_status


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
        case = case_status(request)
        status = case.status_of(letter)
        if found := serving_blockers(case, status):
            raise ActionBlocked(found)
        if found := [
            *_day_blockers(viewer, status, method, handed_over_on, received_on),
            *_channel_blockers(status, method),
        ]:
            raise ActionBlocked(found)
        service = tx.add(
            following(
                Service,
                voiding_row(Service, letter=letter),
                letter=letter,
                approval=status.approval,
                method=method,
                handed_over_on=handed_over_on,
                counted_on=handed_over_on,
                evidence=evidence,
            )
        )
        if received_on is not None:
            tx.add(arrived(letter, received_on))
        if status.type_id == REPLY:
            met_on = received_on if received_on and is_met_by_arrival(method) else handed_over_on
            tx.add(_reply(viewer, request, status, served_on=met_on))
        if status.type_id == FEE:
            tx.add(_fee_notice(request, status, noticed_on=handed_over_on))
        tx.record(
            LetterServed(
                title=LETTER_TYPES[status.type_id].label,
                method=law.SERVICE_METHODS[method].label,
                handed_over_on=handed_over_on,
            ),
            subjects=[request, letter, service],
            basis="国办公开办函〔2016〕235号",
        )
        renew(deadlines_of(viewer), [request])
    return service


def is_met_by_arrival(method: str) -> bool:
    """Return whether a letter served this way counts as served on the day of its arrival, not before."""
    return law.SERVICE_METHODS[method].met_by == "received"


def _day_blockers(
    viewer: Viewer,
    letter: LetterStatus,
    method: str,
    handed_over_on: datetime.date,
    received_on: datetime.date | None,
) -> list[Blocker]:
    found = []
    if method not in law.SERVICE_METHODS:
        found.append(Blocker("请选择一种。", field="method"))
    if not letter.approved_on <= handed_over_on <= viewer.day:
        sentence = f"应在审批日期 {letter.approved_on} 至今天 {viewer.day} 之间，请核对。"
        found.append(Blocker(sentence, field="handed_over_on"))
    if method in law.SERVICE_METHODS and received_on is None and is_met_by_arrival(method):
        sentence = "没有填写；直接、委托、电子送达以签收或者到达之日为准，请在签收、到达之后登记。"
        found.append(Blocker(sentence, field="received_on"))
    if received_on is not None and not handed_over_on <= received_on <= viewer.day:
        sentence = f"应在送出日期 {handed_over_on} 至今天 {viewer.day} 之间，请核对。"
        found.append(Blocker(sentence, field="received_on"))
    return found


def _channel_blockers(letter: LetterStatus, method: str) -> list[Blocker]:
    """Return why a letter cannot go this way: served online it must name a channel online (复议法 art 22)."""
    given = letter.given
    if method != "electronic" or not given.get("review_body") or given.get("method") == "electronic":
        return []
    sentence = "本信没有写明申请复议的网上渠道，不能电子送达（复议法第二十二条）；请修改后重新送审。"
    return [Blocker(sentence, field="method")]


def _reply(viewer: Viewer, request: InfoRequest, letter: LetterStatus, *, served_on: datetime.date) -> Reply:
    is_renewed = bool(letter.given.get("renewal"))
    return new_reply(
        deadlines_of(viewer),
        request,
        ground=letter.given["ground"],
        decided_on=letter.approved_on,
        served_on=served_on,
        doc_number=letter.version.doc_number,
        is_renewed=is_renewed,
        after=voided_reply(request, is_renewed=is_renewed),
    )


def _fee_notice(request: InfoRequest, letter: LetterStatus, *, noticed_on: datetime.date) -> FeeNotice:
    return FeeNotice(
        number=letter.version.doc_number,
        request_number=request.number,
        way=letter.given["way"],
        quantity=letter.given["quantity"],
        amount=Decimal(letter.given["amount"]),
        noticed_on=noticed_on,
        counted_on=noticed_on,
    )
