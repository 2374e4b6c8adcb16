"""Serve an approved letter, and record that it arrived and what came back."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, TypeVar

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.answer import counted_on, new_reply
from gongkai.inforequests.clocks import Counting, renew
from gongkai.inforequests.letters.composing import charge
from gongkai.inforequests.letters.facts import FEE, REPLY
from gongkai.inforequests.letters.kinds import KINDS, setting_of
from gongkai.inforequests.models import (
    Arrival,
    CaseLetter,
    FeeNotice,
    FeePayment,
    InfoRequest,
    Reply,
    Response,
    Service,
)
from gongkai.inforequests.queries import first_reply_of
from gongkai.ledger.acts import Act, act
from gongkai.review.models import Approval
from gongkai.shell import Obstructed

F = TypeVar("F", Service, Arrival, Response)
SERVED = "送达后重新登记"


def serve(
    *,
    viewer: Viewer,
    letter: CaseLetter,
    method: str,
    handed_over_on: datetime.date,
    day: datetime.date,
    received_on: datetime.date | None = None,
    evidence: str = "",
) -> Service:
    """Return the fact that the approved letter was handed over; what it means for the case is recorded with it.

    A reply answers the case, by the day of its approval; a fee notice is noted for the year. `received_on`
    where it was signed for at once. Raises `NotAllowed`, `Obstructed`, `ledger.errors.Refused`.
    """
    viewer.require("inforequests.serve")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        request = InfoRequest.objects.select_for_update().get(pk=letter.request_id)
        approval = approval_of(letter)
        found = to_serve(letter)
        if approval and not found:
            found = _wrong_days(approval, method, handed_over_on, received_on, day)
        if approval is None or found:
            raise Obstructed(found)
        service = done.add(
            Service(
                organ_id=viewer.organ_code,
                letter=letter,
                approval=approval,
                method=method,
                handed_over_on=handed_over_on,
                counted_on=handed_over_on,
                evidence=evidence,
                supersedes=_voided(Service, letter),
                reason=SERVED if _voided(Service, letter) else "",
            )
        )
        if received_on is not None:
            _arrive(done, viewer, letter, received_on)
        _consequences(done, viewer, letter, service)
        done.record(
            "inforequests.letter_served",
            subjects=[request, letter, service],
            basis="国办公开办函〔2016〕235号",
            data={
                "title": KINDS[letter.document.kind].label,
                "method": law.SERVICE_METHODS[method].label,
                "handed_over_on": handed_over_on.isoformat(),
            },
        )
        renew(request.organ, [request])
    return service


def arrive(*, viewer: Viewer, letter: CaseLetter, received_on: datetime.date, day: datetime.date) -> Arrival:
    """Return the fact that a served letter reached whom it was for. Raises `NotAllowed`, `Obstructed`."""
    viewer.require("inforequests.serve")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        request = InfoRequest.objects.select_for_update().get(pk=letter.request_id)
        if found := to_arrive(letter):
            raise Obstructed(found)
        served = letter.services.standing().get()  # type: ignore[attr-defined]
        if not served.handed_over_on <= received_on <= day:
            raise Obstructed([f"签收日期：应在送出日期 {served.handed_over_on} 至今天 {day} 之间，请核对。"])
        arrival = _arrive(done, viewer, letter, received_on)
        done.record(
            "inforequests.letter_arrived",
            subjects=[request, letter, arrival],
            data={
                "title": KINDS[letter.document.kind].label,
                "received_on": received_on.isoformat(),
            },
        )
        renew(request.organ, [request])
    return arrival


def respond(
    *,
    viewer: Viewer,
    letter: CaseLetter,
    responded_on: datetime.date,
    answer: str,
    day: datetime.date,
    note: str = "",
    voucher: str = "",
    amount: Decimal | None = None,
) -> Response:
    """Return the fact that something came back to a letter; a payment is noted for the year with its voucher.

    Raises `NotAllowed`, `Obstructed`, `ledger.errors.Refused`.
    """
    viewer.require("inforequests.serve")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        request = InfoRequest.objects.select_for_update().get(pk=letter.request_id)
        if found := to_respond(letter):
            raise Obstructed(found)
        kind = KINDS[letter.document.kind]
        served = letter.services.standing().get()  # type: ignore[attr-defined]
        if not served.handed_over_on <= responded_on <= day:
            raise Obstructed(
                [f"收到回复日期：应在送出日期 {served.handed_over_on} 至今天 {day} 之间，请核对。"]
            )
        if answer not in kind.answers:
            raise Obstructed([f"回复：请选择{'、'.join(kind.answers.values())}。"])
        response = done.add(
            Response(
                organ_id=viewer.organ_code,
                letter=letter,
                responded_on=responded_on,
                counted_on=responded_on,
                answer=answer,
                note=note,
                supersedes=_voided(Response, letter),
                reason=SERVED if _voided(Response, letter) else "",
            )
        )
        if kind.id == FEE:
            _pay(done, viewer, served, responded_on, voucher, amount)
        done.record(
            "inforequests.letter_answered",
            subjects=[request, letter, response],
            data={
                "title": kind.label,
                "answer": kind.answers[answer],
                "responded_on": responded_on.isoformat(),
            },
        )
        renew(request.organ, [request])
    return response


def approval_of(letter: CaseLetter) -> Approval | None:
    """Return the approval of a letter's newest version, if it has one."""
    newest = letter.document.newest
    return Approval.objects.select_related("version").filter(version=newest).first()


def to_serve(letter: CaseLetter) -> list[str]:
    """Return why a letter cannot be served now."""
    if letter.services.standing().exists():  # type: ignore[attr-defined]
        return ["已经登记送达。"]
    if approval_of(letter) is None:
        return ["最新一版尚未审批定稿，不能送达；请先送审。"]
    if letter.document.kind != REPLY and first_reply_of(letter.request) is not None:
        return ["这件申请已经答复，不再送达。"]
    return []


def to_arrive(letter: CaseLetter) -> list[str]:
    """Return why no arrival can be recorded now."""
    if not letter.services.standing().exists():  # type: ignore[attr-defined]
        return ["尚未登记送达。"]
    if letter.arrivals.standing().exists():  # type: ignore[attr-defined]
        return ["已经登记签收。"]
    return []


def to_respond(letter: CaseLetter) -> list[str]:
    """Return why nothing that came back can be recorded now."""
    if not KINDS[letter.document.kind].answers:
        return ["这种信函不需要回复。"]
    if not letter.services.standing().exists():  # type: ignore[attr-defined]
        return ["尚未登记送达。"]
    if letter.responses.standing().exists():  # type: ignore[attr-defined]
        return ["已经登记回复。"]
    return []


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
    if received_on is not None and not handed_over_on <= received_on <= day:
        found.append(f"签收日期：应在送出日期 {handed_over_on} 至今天 {day} 之间，请核对。")
    return found


def _arrive(done: Act, viewer: Viewer, letter: CaseLetter, received_on: datetime.date) -> Arrival:
    voided = _voided(Arrival, letter)
    return done.add(
        Arrival(
            organ_id=viewer.organ_code,
            letter=letter,
            received_on=received_on,
            counted_on=received_on,
            supersedes=voided,
            reason=SERVED if voided else "",
        )
    )


def _voided(model: type[F], letter: CaseLetter) -> F | None:
    """Return the voiding row whose place the next one takes, if the last was voided."""
    found: F | None = model.objects.filter(letter=letter, superseded_by=None, voids=True).first()
    return found


def _consequences(done: Act, viewer: Viewer, letter: CaseLetter, service: Service) -> None:
    """What a letter does to its case by being served."""
    given: dict[str, Any] = service.approval.version.content_json["particulars"]
    request, approved_on = letter.request, service.approval.approved_on
    if letter.document.kind == REPLY:
        voided = Reply.objects.filter(request=request, superseded_by=None, voids=True, again=False).first()
        again = first_reply_of(request) is not None
        done.add(
            new_reply(
                request,
                ground=given["ground"],
                decided_on=approved_on,
                served_on=service.handed_over_on,
                counted=counted_on(Counting(request.organ), approved_on, service.handed_over_on),
                doc_number=service.approval.version.doc_number,
                again=again,
                after=None if again else voided,
            )
        )
    if letter.document.kind == FEE:
        asked = charge(setting_of(request, service.handed_over_on), given)
        done.add(
            FeeNotice(
                organ_id=viewer.organ_code,
                number=service.approval.version.doc_number,
                request_number=request.number,
                way=asked.way,
                quantity=asked.quantity,
                amount=asked.amount,
                noticed_on=service.handed_over_on,
                counted_on=service.handed_over_on,
            )
        )


def _pay(
    done: Act,
    viewer: Viewer,
    service: Service,
    paid_on: datetime.date,
    voucher: str,
    amount: Decimal | None,
) -> None:
    if not voucher.strip() or amount is None:
        raise Obstructed(["财政票据号码、实收金额：缴费须写明，年度报告按它统计。"])
    done.add(
        FeePayment(
            organ_id=viewer.organ_code,
            number=service.approval.version.doc_number,
            voucher=voucher.strip(),
            amount=amount,
            paid_on=paid_on,
            counted_on=paid_on,
        )
    )
