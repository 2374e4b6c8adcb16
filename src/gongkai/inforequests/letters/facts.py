"""What the served letters of cases say to the clock: every act that touches it was told by a letter."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from gongkai import law
from gongkai.inforequests.models import CaseLetter, DeliveryReceipt, Receipt, Response, Service

SUPPLEMENT = "inforequests.supplement"
EXTENSION = "inforequests.extension"
CONSULTATION = "inforequests.consultation"
FEE = "inforequests.fee"
REPLY = "inforequests.reply"
REASONS = "inforequests.reasons"
DELAY = "inforequests.delay"
DISCLOSURE = "inforequests.disclosure"
AFTER_REPLY = (REPLY, DISCLOSURE)  # what may be written and served after the case was answered


@dataclass(frozen=True)
class Served:
    """A letter that left: of which kind, what was filled in, and the days that the clock reads."""

    kind: str
    given: Mapping[str, Any]
    approved_on: datetime.date
    handed_over_on: datetime.date
    told_on: datetime.date
    reached_on: datetime.date | None
    responded_on: datetime.date | None
    answer: str


def letters_of(keys: Sequence[int]) -> QuerySet[CaseLetter]:
    """Return the letters of cases with what stands of their service, arrival and response, in their order."""
    found: QuerySet[CaseLetter] = (
        CaseLetter.objects.filter(request__in=keys)
        .select_related("document", "request")
        .prefetch_related(
            Prefetch(
                "services",
                Service.objects.standing().select_related("approval__version"),
                to_attr="standing_services",
            ),
            Prefetch("arrivals", DeliveryReceipt.objects.standing(), to_attr="standing_arrivals"),
            Prefetch("responses", Response.objects.standing(), to_attr="standing_responses"),
        )
        .order_by("pk")
    )
    return found


def served(letter: CaseLetter) -> Served | None:
    """Return what a letter (of `letters_of`) says to the clock; None while it has not left."""
    service = next(iter(letter.standing_services), None)  # type: ignore[attr-defined]
    if service is None:
        return None
    arrival = next(iter(letter.standing_arrivals), None)  # type: ignore[attr-defined]
    response = next(iter(letter.standing_responses), None)  # type: ignore[attr-defined]
    reached_on = arrival.received_on if arrival else None
    days = law.service(service.method, handed_over_on=service.handed_over_on, received_on=reached_on)
    return Served(
        kind=letter.document.kind,
        given=service.approval.version.content_json["particulars"],
        approved_on=service.approval.approved_on,
        handed_over_on=service.handed_over_on,
        told_on=days.met_on or service.handed_over_on,
        reached_on=reached_on,
        responded_on=response.responded_on if response else None,
        answer=response.answer if response else "",
    )


def facts_of(keys: Sequence[int]) -> Mapping[int, law.RequestFacts]:
    """Return for each case what its receipt and its served letters say to the clock."""
    received = dict(Receipt.objects.standing().filter(request__in=keys).values_list("request", "received_on"))
    told: dict[int, list[Served]] = defaultdict(list)
    for letter in letters_of(keys):
        if (left := served(letter)) is not None:
            told[letter.request_id].append(left)
    return {key: _facts(received.get(key), told[key]) for key in keys}


def consultation_of(told: Served) -> law.Consultation:
    """Return what a served letter that asks for an opinion says to the clock."""
    return law.Consultation(
        kind=told.given["consulted"],
        dispatched_on=told.handed_over_on,
        served_on=told.reached_on,
        returned_on=told.responded_on,
    )


def _facts(received_on: datetime.date | None, told: Sequence[Served]) -> law.RequestFacts:
    fee = next((each for each in told if each.kind == FEE), None)
    put_off = next((each for each in told if each.kind == EXTENSION), None)
    delayed = next((each for each in told if each.kind == DELAY), None)
    return law.RequestFacts(
        received_on=received_on,
        supplements=tuple(
            law.Supplement(
                notified_on=each.told_on, reached_on=each.reached_on, answered_on=each.responded_on
            )
            for each in told
            if each.kind == SUPPLEMENT
        ),
        consultations=tuple(consultation_of(each) for each in told if each.kind == CONSULTATION),
        extension=law.Extension(
            working_days=int(put_off.given["working_days"]),
            approved_on=put_off.approved_on,
            notified_on=put_off.told_on,
        )
        if put_off
        else None,
        delay=law.ReasonableDelay(
            told_on=delayed.told_on, until=datetime.date.fromisoformat(delayed.given["until"])
        )
        if delayed
        else None,
        payment=law.Payment(notified_on=fee.told_on, reached_on=fee.reached_on, paid_on=fee.responded_on)
        if fee
        else None,
    )
