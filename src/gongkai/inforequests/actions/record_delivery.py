"""Record that a served letter reached whom it was for (复议法实施条例 art 23)."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import LetterArrived
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.letters.status import delivery_blockers
from gongkai.inforequests.models import CaseLetter, DeliveryReceipt, InfoRequest
from gongkai.inforequests.recording import following, voiding_row
from gongkai.inforequests.status import case_status


def record_delivery(*, viewer: Viewer, letter: CaseLetter, received_on: datetime.date) -> DeliveryReceipt:
    """Return the fact that a served letter reached whom it was for. Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("inforequests.serve")
    with viewer.transaction() as tx:
        request = InfoRequest.objects.select_for_update(no_key=True).get(pk=letter.request_id)
        status = case_status(request).status_of(letter)
        if found := delivery_blockers(status):
            raise ActionBlocked(found)
        assert status.service is not None, "delivery_blockers asked"
        sent_on, responded_on = status.service.handed_over_on, status.responded_on
        if not sent_on <= received_on <= viewer.day:
            sentence = f"应在送出日期 {sent_on} 至今天 {viewer.day} 之间，请核对。"
            raise ActionBlocked([Blocker(sentence, field="received_on")])
        if responded_on and responded_on < received_on:
            raise ActionBlocked([Blocker(f"晚于收到回复日期 {responded_on}，请核对。", field="received_on")])
        arrival = tx.add(arrived(letter, received_on))
        tx.record(
            LetterArrived(title=LETTER_TYPES[status.type_id].label, received_on=received_on),
            subjects=[request, letter, arrival],
        )
        renew(deadlines_of(viewer), [request])
    return arrival


def arrived(letter: CaseLetter, received_on: datetime.date) -> DeliveryReceipt:
    """Return the unsaved arrival of a letter."""
    last = voiding_row(DeliveryReceipt, letter=letter)
    return following(DeliveryReceipt, last, letter=letter, received_on=received_on, counted_on=received_on)
