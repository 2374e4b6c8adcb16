"""Confirm on which day an application was received (条例 art 31)."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import renew
from gongkai.inforequests.events import ReceiptConfirmed
from gongkai.inforequests.models import DeterminedBy, InfoRequest, Receipt
from gongkai.inforequests.queries import receipt_of

RENEWED = "作废后重新登记"


def confirm_receipt(
    *, viewer: Viewer, request: InfoRequest, received_on: datetime.date, applicant_kind: str | None = None
) -> Receipt:
    """Return the fact that the case was received on a day; from it the clock runs.

    `applicant_kind` is the kind that the year counts, where it differs from what the application says.
    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.PeriodLocked`.
    """
    viewer.require("inforequests.confirm")
    if sentences := blockers(request, received_on=received_on, day=viewer.day):
        raise ActionBlocked(sentences)
    voided = Receipt.objects.filter(request=request, superseded_by=None, voids=True).first()
    with viewer.transaction() as tx:
        receipt = tx.add(
            new_receipt(request, received_on=received_on, applicant_kind=applicant_kind, after=voided)
        )
        tx.record(
            ReceiptConfirmed(received_on=received_on),
            subjects=[request],
            basis="条例第三十一条",
        )
        renew(request.organ, [request])
    return receipt


def blockers(request: InfoRequest, *, received_on: datetime.date, day: datetime.date) -> list[str]:
    """Return why the day of receipt cannot be recorded so."""
    found = already_confirmed(request)
    if received_on < request.arrived_on:
        found.append(f"收到申请之日：不能早于到达日期 {request.arrived_on}，请核对。")
    if received_on > day:
        found.append(f"收到申请之日：{received_on} 晚于今天 {day}，请核对。")
    return found


def already_confirmed(request: InfoRequest) -> list[str]:
    """Return the sentence that says on which day the case was received, if that stands."""
    standing = receipt_of(request)
    return [f"收到申请之日已确认为 {standing.received_on}；有误请更正。"] if standing else []


def new_receipt(
    request: InfoRequest,
    *,
    received_on: datetime.date,
    applicant_kind: str | None = None,
    after: Receipt | None = None,
    reason: str = RENEWED,
) -> Receipt:
    """Return the unsaved fact; `after` is the row whose place it takes, `reason` why."""
    return Receipt(
        organ_id=request.organ_id,
        request=request,
        received_on=received_on,
        counted_on=received_on,
        determined_by=DeterminedBy(law.CHANNELS[request.channel].received_by),
        applicant_kind=applicant_kind or request.applicant_kind,
        supersedes=after,
        reason=reason if after else "",
    )
