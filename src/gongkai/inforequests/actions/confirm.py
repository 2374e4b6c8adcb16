"""Confirm on which day an application was received (条例 art 31)."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.events import ReceiptConfirmed
from gongkai.inforequests.models import DeterminedBy, InfoRequest, Receipt
from gongkai.inforequests.queries import receipt_of
from gongkai.inforequests.recording import RENEWED, following, voiding_row


def confirm_receipt(
    *, viewer: Viewer, request: InfoRequest, received_on: datetime.date, applicant_kind: str | None = None
) -> Receipt:
    """Return the fact that the case was received on a day; from it the clock runs.

    `applicant_kind` is the kind that the year counts, where it differs from what the application says.
    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.PeriodLocked`.
    """
    viewer.require("inforequests.confirm")
    found = confirmed_blockers(receipt_of(request))
    if received_on < request.arrived_on:
        found.append(Blocker(f"不能早于到达日期 {request.arrived_on}，请核对。", field="received_on"))
    if received_on > viewer.day:
        found.append(Blocker(f"{received_on} 晚于今天 {viewer.day}，请核对。", field="received_on"))
    if found:
        raise ActionBlocked(found)
    after = voiding_row(Receipt, request=request)
    with viewer.transaction() as tx:
        receipt = tx.add(
            new_receipt(request, received_on=received_on, applicant_kind=applicant_kind, after=after)
        )
        tx.record(ReceiptConfirmed(received_on=received_on), subjects=[request], basis="条例第三十一条")
        renew(deadlines_of(viewer), [request])
    return receipt


def confirmed_blockers(receipt: Receipt | None) -> list[Blocker]:
    """Return that the day of receipt is settled, if the case has a receipt that stands."""
    if receipt is None:
        return []
    return [Blocker(f"收到申请之日已确认为 {receipt.received_on}；有误请更正。")]


def new_receipt(
    request: InfoRequest,
    *,
    received_on: datetime.date,
    applicant_kind: str | None = None,
    after: Receipt | None = None,
    reason: str = RENEWED,
) -> Receipt:
    """Return the unsaved fact; `after` is the row whose place it takes, `reason` why."""
    return following(
        Receipt,
        after,
        reason=reason,
        request=request,
        received_on=received_on,
        counted_on=received_on,
        determined_by=DeterminedBy(law.CHANNELS[request.channel].received_by),
        applicant_kind=applicant_kind or request.applicant_kind,
    )
