"""Take back the last thing that was recorded of a letter: it stays, voided, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_service import is_met_by_arrival
from gongkai.inforequests.clocks import renew
from gongkai.inforequests.events import LetterTakenBack
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.letters.standing import service_of
from gongkai.inforequests.models import (
    CaseLetter,
    DeliveryReceipt,
    FeeNotice,
    FeePayment,
    InfoRequest,
    Reply,
    Response,
    Service,
)

LATEST_FIRST = {Response: "回复", DeliveryReceipt: "签收", Service: "送达"}
MADE: tuple[type[Fact], ...] = (Reply, FeeNotice, FeePayment)
Recorded = Response | DeliveryReceipt | Service


def void_last_entry(*, viewer: Viewer, letter: CaseLetter, reason: str) -> Recorded:
    """Return the row that voids the letter's last response, arrival or service, whichever came last.

    With a service goes the reply or the fee notice that it made, with a response the payment, with an arrival
    the service that it met. Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected` (what the
    year counts lies in a locked period).
    """
    viewer.require("inforequests.serve")
    with viewer.transaction() as tx:
        request = InfoRequest.objects.select_for_update(no_key=True).get(pk=letter.request_id)
        last = last_recorded(letter)
        if last is None:
            raise ActionBlocked(void_blockers(letter))
        if not reason.strip():
            raise ActionBlocked(["理由：没有填写，更正和作废都要写明理由。"])
        for fact in _goes_with(letter, last):
            tx.add(successor(fact, reason=reason, voids=True))
        voided = tx.add(successor(last, reason=reason, voids=True))
        tx.record(
            LetterTakenBack(title=KINDS[letter.document.kind].label, what=LATEST_FIRST[type(last)]),
            subjects=[request, letter, last],
        )
        renew(request.organ, [request])
    return voided


def void_blockers(letter: CaseLetter) -> list[str]:
    """Return why there is nothing to take back."""
    return [] if last_recorded(letter) else ["这件信函没有登记过送达、签收或者回复。"]


def last_recorded(letter: CaseLetter) -> Recorded | None:
    """Return what was recorded last of a letter and stands."""
    for model in LATEST_FIRST:
        if found := model.objects.standing().filter(letter=letter).first():
            return found  # type: ignore[no-any-return]
    return None


def _goes_with(letter: CaseLetter, last: Recorded) -> list[Fact]:
    """What holds no more without this row: what the year counts because of it, and the service that it met."""
    service = service_of(letter)
    met = isinstance(last, DeliveryReceipt) and service is not None and is_met_by_arrival(service.method)
    makers: list[Fact] = [service] if service and met else [] if isinstance(last, DeliveryReceipt) else [last]
    made = [each for maker in makers for model in MADE for each in _made_by(model, maker)]
    return [*made, *(makers if met else [])]


def _made_by(model: type[Fact], recorded: Fact) -> Iterator[Fact]:
    """Yield what stands now of the facts that the act of a recorded row made, corrected since or not."""
    rows: Any = model._base_manager
    for made in rows.filter(transaction_id=recorded.transaction_id, voids=False):
        last: Fact = made
        while later := rows.filter(supersedes=last.pk).first():
            last = later
        if not last.voids:
            yield last
