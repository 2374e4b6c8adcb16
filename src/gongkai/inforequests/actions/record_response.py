"""Record what came back to a letter: the supplemented request, an opinion, a payment (条例 arts 30, 32, 42)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import LetterAnswered
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.letters.status import response_blockers
from gongkai.inforequests.models import CaseLetter, FeePayment, InfoRequest, Response
from gongkai.inforequests.recording import following, voiding_row
from gongkai.inforequests.status import FEE, LetterStatus, case_status


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
        status = case_status(request).status_of(letter)
        if found := response_blockers(status):
            raise ActionBlocked(found)
        letter_type = LETTER_TYPES[status.type_id]
        if found := _particulars_blockers(viewer, status, responded_on, answer):
            raise ActionBlocked(found)
        response = tx.add(
            following(
                Response,
                voiding_row(Response, letter=letter),
                letter=letter,
                responded_on=responded_on,
                counted_on=responded_on,
                answer=answer,
                note=note,
            )
        )
        if letter_type.id == FEE:
            tx.add(_payment(status, responded_on, voucher.strip(), amount))
        tx.record(
            LetterAnswered(
                title=letter_type.label, answer=letter_type.answers[answer], responded_on=responded_on
            ),
            subjects=[request, letter, response],
        )
        renew(deadlines_of(viewer), [request])
    return response


def _particulars_blockers(
    viewer: Viewer, letter: LetterStatus, responded_on: datetime.date, answer: str
) -> list[Blocker]:
    assert letter.service is not None, "response_blockers asked"
    sent_on, answers = letter.service.handed_over_on, LETTER_TYPES[letter.type_id].answers
    if not sent_on <= responded_on <= viewer.day:
        sentence = f"应在送出日期 {sent_on} 至今天 {viewer.day} 之间，请核对。"
        return [Blocker(sentence, field="responded_on")]
    if letter.arrived_on and responded_on < letter.arrived_on:
        return [Blocker(f"早于签收日期 {letter.arrived_on}，请核对。", field="responded_on")]
    if answer not in answers:
        return [Blocker(f"请选择{'、'.join(answers.values())}。", field="answer")]
    return []


def _payment(
    letter: LetterStatus, paid_on: datetime.date, voucher: str, amount: Decimal | None
) -> FeePayment:
    if not voucher or amount is None:
        raise ActionBlocked([Blocker("缴费须写明财政票据号码和实收金额，年度报告按它们统计。")])
    noticed = Decimal(letter.given["amount"])
    if amount != noticed:
        sentence = f"应与通知金额 {noticed} 元一致；没有缴清的，缴清之后再登记。"
        raise ActionBlocked([Blocker(sentence, field="amount")])
    return FeePayment(
        number=letter.version.doc_number,
        voucher=voucher,
        amount=amount,
        paid_on=paid_on,
        counted_on=paid_on,
    )
