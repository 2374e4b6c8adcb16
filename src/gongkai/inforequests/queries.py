"""Reads of requests, and what the year counts of them; all of them take the viewer.

Every count reads standing facts: the receipt says in which year and column a case came in, the first reply in
which year and row it went out (年报格式, table 三).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Subquery, Value, When

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.models import (
    CaseLetter,
    DeliveryReceipt,
    DueDay,
    FeeNotice,
    FeePayment,
    InfoRequest,
    MovedDeadline,
    Receipt,
    Reply,
    Service,
)
from gongkai.inforequests.status import unserved_versions
from gongkai.papers.models import Version

ROW_OF_GROUND = Case(
    *(When(ground=ground.code, then=Value(ground.row)) for ground in law.GROUNDS.values()),
    output_field=models.CharField(),
)


def requests(viewer: Viewer) -> models.QuerySet[InfoRequest]:
    """Return the cases of the viewer's organ, each with its standing receipts and replies and its day at hand."""
    return (
        InfoRequest.objects.visible_to(viewer)
        .select_related("due_day")
        .prefetch_related(
            Prefetch("receipts", Receipt.objects.standing(), to_attr="standing_receipts"),
            Prefetch("replies", Reply.objects.standing().order_by("decided_on"), to_attr="standing_replies"),
        )
    )


def letters(viewer: Viewer) -> models.QuerySet[CaseLetter]:
    """Return the letters of the viewer's organ."""
    return CaseLetter.objects.visible_to(viewer)


def final_letters(viewer: Viewer) -> models.QuerySet[Version]:
    """Return the approved letters that have not left, each the newest version of its letter."""
    found = unserved_versions().visible_to(viewer).filter(approval__isnull=False)  # type: ignore[attr-defined]
    final: models.QuerySet[Version] = found.select_related("approval", "document__case_letter__request")
    return final.order_by("approval__approved_on", "pk")


def services_without_arrival(viewer: Viewer) -> models.QuerySet[Service]:
    """Return the services that stand of letters of which no arrival is recorded, the earliest first."""
    arrived = DeliveryReceipt.objects.standing().filter(letter=OuterRef("letter")).order_by()
    found: models.QuerySet[Service] = Service.objects.visible_to(viewer).standing().filter(~Exists(arrived))
    return found.select_related("letter__document", "letter__request").order_by("handed_over_on", "pk")


def cases_asking(viewer: Viewer, type_id: str) -> models.QuerySet[Any, Any]:
    """Return the ids of the open cases with a letter of a type."""
    asking = letters(viewer).filter(document__kind=type_id, request__due_day__isnull=False)
    return asking.order_by("request").values_list("request", flat=True).distinct()


def due_days(viewer: Viewer) -> models.QuerySet[DueDay]:
    """Return the days of the open cases, each with its case."""
    return DueDay.objects.visible_to(viewer).select_related("request")


def moved_deadlines(viewer: Viewer) -> models.QuerySet[MovedDeadline]:
    """Return the deadlines that a notice or a value moved, each with its case and its cause."""
    return MovedDeadline.objects.visible_to(viewer).select_related("request", "cause")


def receipts(viewer: Viewer) -> models.QuerySet[Receipt]:
    """Return the receipts that stand."""
    return Receipt.objects.visible_to(viewer).standing().select_related("request")


def first_replies(viewer: Viewer) -> models.QuerySet[Reply]:
    """Return the first reply of each case that has one; renewed ones are no second result."""
    return replies(viewer).filter(is_renewed=False)


def replies(viewer: Viewer) -> models.QuerySet[Reply]:
    """Return the replies that stand, renewed ones too."""
    return Reply.objects.visible_to(viewer).standing().select_related("request")


def receipt_of(request: InfoRequest) -> Receipt | None:
    """Return the receipt of a case that stands, if its day is settled."""
    return Receipt.objects.standing().filter(request=request).first()


def first_reply_of(request: InfoRequest) -> Reply | None:
    """Return the first reply of a case that stands, if it was answered."""
    return Reply.objects.standing().filter(request=request, is_renewed=False).first()


def received(viewer: Viewer, year: int) -> models.QuerySet[Receipt]:
    """Return the cases received in a year (R3-11: 收到申请之日)."""
    return receipts(viewer).filter(counted_on__year=year)


def carried_in(viewer: Viewer, year: int) -> models.QuerySet[Receipt]:
    """Return the cases received before a year and not answered when it began."""
    return _open_on(viewer, datetime.date(year - 1, 12, 31))


def carried_over(viewer: Viewer, year: int) -> models.QuerySet[Receipt]:
    """Return the cases received and not answered when a year ended, by the same day that counts results."""
    return _open_on(viewer, datetime.date(year, 12, 31))


def concluded(viewer: Viewer, year: int) -> models.QuerySet[Reply]:
    """Return the first replies of a year, by the day that the unit settled (`report.outcome_day`)."""
    return first_replies(viewer).filter(counted_on__year=year)


def annotate_cells(query: models.QuerySet[Receipt], row: str) -> models.QuerySet[Any]:
    """Return receipts annotated with their cell of table 三: the row given, the applicant's column."""
    return query.annotate(cell_row=Value(row), cell_column=F("applicant_kind"))


def annotate_cells_by_ground(query: models.QuerySet[Reply]) -> models.QuerySet[Any]:
    """Return replies annotated with their cell: the row of the ground, the column of the case's receipt."""
    receipt = Receipt.objects.standing().filter(request=OuterRef("request")).order_by()
    return query.annotate(cell_row=ROW_OF_GROUND, cell_column=Subquery(receipt.values("applicant_kind")[:1]))


def _open_on(viewer: Viewer, day: datetime.date) -> models.QuerySet[Receipt]:
    answered = (
        Reply.objects.standing()
        .filter(request=OuterRef("request"), is_renewed=False, counted_on__lte=day)
        .order_by()
    )
    # Nearly every case is answered: that is asked first, whether the receipt stands of the few that are left.
    received = Receipt.objects.visible_to(viewer).filter(~Exists(answered), counted_on__lte=day)
    return received.standing().select_related("request")


def fee_notices(viewer: Viewer, year: int) -> models.QuerySet[FeeNotice]:
    """Return the fee notices sent in a year."""
    return FeeNotice.objects.visible_to(viewer).standing().filter(counted_on__year=year)


def fee_payments(viewer: Viewer, year: int) -> models.QuerySet[FeePayment]:
    """Return the payments of 信息处理费 made in a year."""
    return FeePayment.objects.visible_to(viewer).standing().filter(counted_on__year=year)


def yuan(amounts: Sequence[str]) -> str:
    """Return the sum of the amounts, in yuan with two decimals; 0 where there are none."""
    total = sum(map(Decimal, amounts))
    return f"{total:.2f}" if total else "0"
