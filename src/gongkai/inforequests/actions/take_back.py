"""Take back the last thing that was recorded of a letter: it stays, voided, with the reason."""

from __future__ import annotations

import datetime

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.correct import voiding
from gongkai.inforequests.clocks import renew
from gongkai.inforequests.letters.facts import FEE, REPLY
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.letters.standing import service_of
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
from gongkai.ledger.acts import act
from gongkai.shell import Obstructed

LATEST_FIRST = {Response: "回复", Arrival: "签收", Service: "送达"}
Recorded = Response | Arrival | Service


def take_back(*, viewer: Viewer, letter: CaseLetter, reason: str, day: datetime.date) -> Recorded:
    """Return the row that voids the letter's last response, arrival or service, whichever came last.

    With a service goes the reply or the fee notice that it made, with a response the payment. Raises
    `NotAllowed`, `Obstructed`, `ledger.errors.Refused` (what the year counts lies in a locked period).
    """
    viewer.require("inforequests.serve")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        request = InfoRequest.objects.select_for_update().get(pk=letter.request_id)
        last = last_recorded(letter)
        if last is None:
            raise Obstructed(to_take_back(letter))
        if not reason.strip():
            raise Obstructed(["理由：没有填写，更正和作废都要写明理由。"])
        for fact in _made_by(letter, last):
            done.add(voiding(fact, reason=reason))
        voided = done.add(voiding(last, reason=reason))
        done.record(
            "inforequests.letter_taken_back",
            subjects=[request, letter, last],
            data={"title": KINDS[letter.document.kind].label, "what": LATEST_FIRST[type(last)]},
        )
        renew(request.organ, [request])
    return voided


def to_take_back(letter: CaseLetter) -> list[str]:
    """Return why there is nothing to take back."""
    return [] if last_recorded(letter) else ["这件信函没有登记过送达、签收或者回复。"]


def last_recorded(letter: CaseLetter) -> Recorded | None:
    """Return what was recorded last of a letter and stands."""
    for model in LATEST_FIRST:
        if found := model.objects.standing().filter(letter=letter).first():
            return found  # type: ignore[no-any-return]
    return None


def _made_by(letter: CaseLetter, last: Recorded) -> list[Fact]:
    """What the year counts because of this row."""
    service = service_of(letter)
    assert service is not None, "nothing comes of a letter before it is served"
    number = service.approval.version.doc_number
    organ = letter.organ_id
    if isinstance(last, Service) and letter.document.kind == REPLY:
        decided_on = last.approval.approved_on
        replies = Reply.objects.standing().filter(request=letter.request_id, doc_number=number)
        return list(replies.filter(decided_on=decided_on))
    if isinstance(last, Service) and letter.document.kind == FEE:
        return list(FeeNotice.objects.standing().filter(organ=organ, number=number))
    if isinstance(last, Response) and letter.document.kind == FEE:
        return list(FeePayment.objects.standing().filter(organ=organ, number=number))
    return []
