"""Record what came back to a letter: the supplemented request, an opinion, a payment (条例 arts 30, 32, 42)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import renew
from gongkai.inforequests.events import LetterAnswered
from gongkai.inforequests.letters.facts import FEE
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.letters.standing import RENEWED, service_of, voided_of
from gongkai.inforequests.models import CaseLetter, FeePayment, InfoRequest, Response, Service
from gongkai.ledger.transactions import LedgerTransaction


def record_response(
    *,
    viewer: Viewer,
    letter: CaseLetter,
    responded_on: datetime.date,
    answer: str,
    note: str = "",
    voucher: str = "",
    amount: Decimal | None = None,
) -> Response:
    """Return the fact that something came back to a letter; a payment is noted for the year with its voucher.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected`.
    """
    viewer.require("inforequests.serve")
    with viewer.transaction() as tx:
        request = InfoRequest.objects.select_for_update(no_key=True).get(pk=letter.request_id)
        if found := response_blockers(letter):
            raise ActionBlocked(found)
        kind = KINDS[letter.document.kind]
        served = service_of(letter)
        assert served is not None, "response_blockers asked"
        if not served.handed_over_on <= responded_on <= viewer.day:
            raise ActionBlocked(
                [f"收到回复日期：应在送出日期 {served.handed_over_on} 至今天 {viewer.day} 之间，请核对。"]
            )
        arrival = letter.arrivals.standing().first()  # type: ignore[attr-defined]
        if arrival and responded_on < arrival.received_on:
            raise ActionBlocked([f"收到回复日期：早于签收日期 {arrival.received_on}，请核对。"])
        if answer not in kind.answers:
            raise ActionBlocked([f"回复：请选择{'、'.join(kind.answers.values())}。"])
        response = tx.add(
            Response(
                organ_id=viewer.organ_code,
                letter=letter,
                responded_on=responded_on,
                counted_on=responded_on,
                answer=answer,
                note=note,
                supersedes=voided_of(Response, letter),
                reason=RENEWED if voided_of(Response, letter) else "",
            )
        )
        if kind.id == FEE:
            _pay(tx, viewer, served, responded_on, voucher, amount)
        tx.record(
            LetterAnswered(title=kind.label, answer=kind.answers[answer], responded_on=responded_on),
            subjects=[request, letter, response],
        )
        renew(request.organ, [request])
    return response


def response_blockers(letter: CaseLetter) -> list[str]:
    """Return why nothing that came back can be recorded now."""
    if not KINDS[letter.document.kind].answers:
        return ["这种信函不需要回复。"]
    if service_of(letter) is None:
        return ["尚未登记送达。"]
    if letter.responses.standing().exists():  # type: ignore[attr-defined]
        return ["已经登记回复。"]
    return []


def _pay(
    tx: LedgerTransaction,
    viewer: Viewer,
    service: Service,
    paid_on: datetime.date,
    voucher: str,
    amount: Decimal | None,
) -> None:
    if not voucher.strip() or amount is None:
        raise ActionBlocked(["财政票据号码、实收金额：缴费须写明，年度报告按它统计。"])
    asked = Decimal(service.approval.version.content_json["particulars"]["amount"])
    if amount != asked:
        raise ActionBlocked([f"实收金额：应与通知金额 {asked} 元一致；没有缴清的，缴清之后再登记。"])
    tx.add(
        FeePayment(
            organ_id=viewer.organ_code,
            number=service.approval.version.doc_number,
            voucher=voucher.strip(),
            amount=amount,
            paid_on=paid_on,
            counted_on=paid_on,
        )
    )
