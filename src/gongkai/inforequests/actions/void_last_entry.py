"""Void the last thing that was recorded of a letter: it stays, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import reason_blockers, successor
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.record_service import is_met_by_arrival
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import LetterTakenBack
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.letters.status import void_blockers
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
from gongkai.inforequests.status import LetterStatus, case_status

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
        status = case_status(request).status_of(letter)
        if found := [*void_blockers(status), *reason_blockers(reason)]:
            raise ActionBlocked(found)
        last = last_recorded(letter)
        assert last is not None, "void_blockers asked"
        for fact in _goes_with(status, last):
            tx.add(successor(fact, reason=reason, voids=True))
        voided = tx.add(successor(last, reason=reason, voids=True))
        tx.record(
            LetterTakenBack(title=LETTER_TYPES[status.type_id].label, what=LATEST_FIRST[type(last)]),
            subjects=[request, letter, last],
        )
        renew(deadlines_of(viewer), [request])
    return voided


def last_recorded(letter: CaseLetter) -> Recorded | None:
    """Return what was recorded last of a letter and stands."""
    for model in LATEST_FIRST:
        if found := model.objects.standing().filter(letter=letter).first():
            return found  # type: ignore[no-any-return]
    return None


def _goes_with(letter: LetterStatus, last: Recorded) -> list[Fact]:
    """What holds no more without this row: what the year counts because of it, and the service that it met."""
    if not isinstance(last, DeliveryReceipt):
        return _all_made_by(last)
    if letter.service is None or not is_met_by_arrival(letter.service.method):
        return []
    return [*_all_made_by(letter.service), letter.service]


def _all_made_by(recorded: Fact) -> list[Fact]:
    return [fact for model in MADE for fact in _made_by(model, recorded)]


def _made_by(model: type[Fact], recorded: Fact) -> Iterator[Fact]:
    """Yield what stands now of the facts that the transaction of a recorded row made, corrected since or not."""
    rows: Any = model._base_manager
    for made in rows.filter(transaction_id=recorded.transaction_id, voids=False):
        last: Fact = made
        while later := rows.filter(supersedes=last.pk).first():
            last = later
        if not last.voids:
            yield last
