"""A case with all that stands of it, read in a few queries however many letters it has, and what the clock reads.

Every act that touches the clock was announced by a served letter (条例 arts 30, 32–35; 信息处理费管理办法 art 6).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.models import (
    CaseLetter,
    DeliveryReceipt,
    InfoRequest,
    Receipt,
    Reply,
    Response,
    Service,
)
from gongkai.papers.models import Version
from gongkai.review.models import Approval, Step
from gongkai.review.progress import ReviewProgress

F = TypeVar("F", Receipt, Reply)

SUPPLEMENT = "inforequests.supplement"
EXTENSION = "inforequests.extension"
CONSULTATION = "inforequests.consultation"
FEE = "inforequests.fee"
REPLY = "inforequests.reply"
REASONS = "inforequests.reasons"
DELAY = "inforequests.delay"
DISCLOSURE = "inforequests.disclosure"
AFTER_REPLY = (REPLY, DISCLOSURE)  # what may be written and served after the case was answered


@dataclass(frozen=True, kw_only=True)
class LetterStatus:
    """A letter and what stands of it. `version` is the one that left; of a letter that has not left, its newest."""

    letter: CaseLetter
    version: Version
    approval: Approval | None
    service: Service | None = None
    arrived_on: datetime.date | None = None
    responded_on: datetime.date | None = None
    answer: str = ""

    @property
    def type_id(self) -> str:
        """The id of its letter type."""
        return self.letter.document.kind

    @property
    def given(self) -> Mapping[str, Any]:
        """What was filled in."""
        particulars: Mapping[str, Any] = self.version.content_json["particulars"]
        return particulars

    @property
    def approved_on(self) -> datetime.date:
        """The day of an approved letter (成文日期)."""
        assert self.approval is not None
        return self.approval.approved_on

    @property
    def notified_on(self) -> datetime.date:
        """The day that meets the organ's deadlines, of a letter that left (国办公开办函〔2016〕235号)."""
        assert self.service is not None
        handed_over_on = self.service.handed_over_on
        days = law.service(self.service.method, handed_over_on=handed_over_on, received_on=self.arrived_on)
        return days.met_on or handed_over_on

    @property
    def progress(self) -> ReviewProgress:
        """How far the review of a letter that has not left has come."""
        return ReviewProgress(
            version=self.version,
            form=getattr(self.version, "approval_sheet", None),
            steps=tuple(self.version.steps.all()),
            approval=self.approval,
            abandonment=getattr(self.version, "abandonment", None),
            is_newest=True,
            drafters={},  # who may take a step is asked of the review itself
        )

    @property
    def is_under_way(self) -> bool:
        """Whether somebody works on it: it has not left, and was not set aside."""
        return self.service is None and not self.progress.abandonment

    @property
    def consultation(self) -> law.Consultation:
        """What a served letter that asks for an opinion says to the clock."""
        assert self.service is not None
        return law.Consultation(
            kind=self.given["consulted"],
            dispatched_on=self.service.handed_over_on,
            served_on=self.arrived_on,
            returned_on=self.responded_on,
        )


@dataclass(frozen=True, kw_only=True)
class CaseStatus:
    """A case, every receipt and reply of it, also those that no longer hold, and its letters in their order."""

    request: InfoRequest
    receipts: tuple[Receipt, ...]
    replies: tuple[Reply, ...]
    letters: tuple[LetterStatus, ...]

    @property
    def receipt(self) -> Receipt | None:
        """The receipt that stands, if the day is settled."""
        return next(iter(_standing(self.receipts)), None)

    @property
    def standing_replies(self) -> list[Reply]:
        """The replies that stand, the first one and those that renew it."""
        return sorted(_standing(self.replies), key=lambda reply: reply.decided_on)

    @property
    def first_reply(self) -> Reply | None:
        """The first reply that stands, if the case was answered."""
        return next((reply for reply in self.standing_replies if not reply.is_renewed), None)

    @cached_property
    def facts(self) -> law.RequestFacts:
        """What the receipt and the served letters say to the clock."""
        received_on = self.receipt.received_on if self.receipt else None
        return _facts(received_on, [each for each in self.letters if each.service])

    def of_type(self, type_id: str) -> list[LetterStatus]:
        """The letters of a type."""
        return [each for each in self.letters if each.type_id == type_id]

    def status_of(self, letter: CaseLetter) -> LetterStatus:
        """The status of a letter of this case."""
        return next(each for each in self.letters if each.letter.pk == letter.pk)

    @property
    def refusing_parties(self) -> list[str]:
        """The third parties that do not agree to a disclosure (条例 art 32)."""
        return [
            each.given["consulted_name"]
            for each in self.of_type(CONSULTATION)
            if each.given["consulted"] == "third_party" and each.answer == "refuses"
        ]


def case_status(request: InfoRequest) -> CaseStatus:
    """Return a case as it is now: what an action decides by."""
    return CaseStatus(
        request=request,
        receipts=tuple(request.receipts.order_by("pk")),
        replies=tuple(request.replies.order_by("pk")),
        letters=tuple(_letters_of(request)),
    )


def _letters_of(request: InfoRequest) -> list[LetterStatus]:
    """The letters of a case in their order. To ask how far each is takes longest, and many a case has none."""
    if not request.letters.exists():
        return []
    served = served_letters([request.pk])
    unserved = [
        LetterStatus(
            letter=version.document.case_letter, version=version, approval=getattr(version, "approval", None)
        )
        for version in unserved_versions()
        .filter(document__case_letter__request=request)
        .select_related("approval", "approval_sheet", "abandonment__abandoned_by", "drafted_by")
        .prefetch_related(Prefetch("steps", Step.objects.order_by("number")))
    ]
    letters = sorted([*served, *unserved], key=lambda each: each.letter.pk)
    for each in letters:
        each.letter.request = request
    return letters


def shown_status(viewer: Viewer, request: InfoRequest) -> CaseStatus:
    """Return a case as a page shows it: read once for all that the page asks."""
    return viewer.once(f"inforequests.case.{request.pk}", lambda: case_status(request))


def served_letters(cases: Sequence[int] | QuerySet[Any, Any]) -> list[LetterStatus]:
    """Return the letters of cases, known by their ids or by a query of them, that left, in their order."""
    arrivals = DeliveryReceipt.objects.standing().filter(letter=OuterRef("letter")).order_by()
    responses = Response.objects.standing().filter(letter=OuterRef("letter")).order_by()
    services = (
        Service.objects.standing()
        .filter(letter__request__in=cases)
        .select_related("letter__document", "letter__request", "approval__version")
        .annotate(
            arrived_on=arrivals.values("received_on")[:1],
            responded_on=responses.values("responded_on")[:1],
            answer=responses.values("answer")[:1],
        )
        .order_by("letter")
    )
    return [
        LetterStatus(
            letter=service.letter,
            version=service.approval.version,
            approval=service.approval,
            service=service,
            arrived_on=service.arrived_on,
            responded_on=service.responded_on,
            answer=service.answer or "",
        )
        for service in services
    ]


def unserved_versions() -> QuerySet[Version]:
    """Return the newest version of each letter that has not left."""
    left = Service.objects.standing().filter(letter=OuterRef("document"))
    found: QuerySet[Version] = (
        Version.objects.newest()
        .filter(~Exists(left), document__case_letter__isnull=False)
        .select_related("document__case_letter")
    )
    return found


def facts_of(keys: Sequence[int]) -> Mapping[int, law.RequestFacts]:
    """Return for each case what its receipt and its served letters say to the clock."""
    received = dict(Receipt.objects.standing().filter(request__in=keys).values_list("request", "received_on"))
    served: dict[int, list[LetterStatus]] = defaultdict(list)
    for letter in served_letters(keys):
        served[letter.letter.request_id].append(letter)
    return {key: _facts(received.get(key), served[key]) for key in keys}


def _standing(rows: Sequence[F]) -> list[F]:
    superseded = {row.supersedes_id for row in rows}
    return [row for row in rows if not row.voids and row.pk not in superseded]


def _facts(received_on: datetime.date | None, served: Sequence[LetterStatus]) -> law.RequestFacts:
    fee = next((each for each in served if each.type_id == FEE), None)
    extension = next((each for each in served if each.type_id == EXTENSION), None)
    delay = next((each for each in served if each.type_id == DELAY), None)
    return law.RequestFacts(
        received_on=received_on,
        supplements=tuple(
            law.Supplement(
                notified_on=each.notified_on, reached_on=each.arrived_on, answered_on=each.responded_on
            )
            for each in served
            if each.type_id == SUPPLEMENT
        ),
        consultations=tuple(each.consultation for each in served if each.type_id == CONSULTATION),
        extension=law.Extension(
            working_days=int(extension.given["working_days"]),
            approved_on=extension.approved_on,
            notified_on=extension.notified_on,
        )
        if extension
        else None,
        delay=law.ReasonableDelay(
            told_on=delay.notified_on, until=datetime.date.fromisoformat(delay.given["until"])
        )
        if delay
        else None,
        payment=law.Payment(notified_on=fee.notified_on, reached_on=fee.arrived_on, paid_on=fee.responded_on)
        if fee
        else None,
    )
