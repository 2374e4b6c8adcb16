"""Record that a served letter reached whom it was for (复议法实施条例 art 23)."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import renew
from gongkai.inforequests.events import LetterArrived
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.letters.standing import RENEWED, service_of, voided_of
from gongkai.inforequests.models import CaseLetter, DeliveryReceipt, InfoRequest
from gongkai.ledger.transactions import LedgerTransaction


def record_delivery(*, viewer: Viewer, letter: CaseLetter, received_on: datetime.date) -> DeliveryReceipt:
    """Return the fact that a served letter reached whom it was for. Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("inforequests.serve")
    with viewer.transaction() as tx:
        request = InfoRequest.objects.select_for_update(no_key=True).get(pk=letter.request_id)
        if found := delivery_blockers(letter):
            raise ActionBlocked(found)
        served = service_of(letter)
        assert served is not None, "delivery_blockers asked"
        if not served.handed_over_on <= received_on <= viewer.day:
            raise ActionBlocked(
                [f"签收日期：应在送出日期 {served.handed_over_on} 至今天 {viewer.day} 之间，请核对。"]
            )
        response = letter.responses.standing().first()  # type: ignore[attr-defined]
        if response and response.responded_on < received_on:
            raise ActionBlocked([f"签收日期：晚于收到回复日期 {response.responded_on}，请核对。"])
        arrival = arrived(tx, viewer, letter, received_on)
        tx.record(
            LetterArrived(title=KINDS[letter.document.kind].label, received_on=received_on),
            subjects=[request, letter, arrival],
        )
        renew(request.organ, [request])
    return arrival


def delivery_blockers(letter: CaseLetter) -> list[str]:
    """Return why no arrival can be recorded now."""
    if service_of(letter) is None:
        return ["尚未登记送达。"]
    if letter.arrivals.standing().exists():  # type: ignore[attr-defined]
        return ["已经登记签收。"]
    return []


def arrived(
    tx: LedgerTransaction, viewer: Viewer, letter: CaseLetter, received_on: datetime.date
) -> DeliveryReceipt:
    """Add the arrival inside the running act."""
    voided = voided_of(DeliveryReceipt, letter)
    return tx.add(
        DeliveryReceipt(
            organ_id=viewer.organ_code,
            letter=letter,
            received_on=received_on,
            counted_on=received_on,
            supersedes=voided,
            reason=RENEWED if voided else "",
        )
    )
