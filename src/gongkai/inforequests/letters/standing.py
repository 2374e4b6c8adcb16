"""What stands of a letter: its approval, and the voided rows whose place the next ones take."""

from __future__ import annotations

from typing import TypeVar

from gongkai.inforequests.models import CaseLetter, DeliveryReceipt, Response, Service
from gongkai.review.models import Approval

F = TypeVar("F", Service, DeliveryReceipt, Response)
RENEWED = "作废后重新登记"


def approval_of(letter: CaseLetter) -> Approval | None:
    """Return the approval of a letter's newest version, if it has one."""
    newest = letter.document.newest
    return Approval.objects.select_related("version").filter(version=newest).first()


def voided_of(model: type[F], letter: CaseLetter) -> F | None:
    """Return the voiding row whose place the next one takes, if the last was voided."""
    found: F | None = model.objects.filter(letter=letter, superseded_by=None, voids=True).first()
    return found


def service_of(letter: CaseLetter) -> Service | None:
    """Return the service of a letter that stands, if it left."""
    found: Service | None = Service.objects.standing().filter(letter=letter).first()
    return found
