"""Who may do what with cases, and the actions on a case and on its facts: what stands in the way, where each leads."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import lock_blockers
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import confirmed_blockers
from gongkai.inforequests.actions.record_reply import receipt_blockers
from gongkai.inforequests.letters.kinds import (
    LETTER_TYPES,
    LetterType,
    permission_of,
    writing_blockers,
)
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.status import REPLY, shown_status
from gongkai.ledger.locks import last_over
from gongkai.ledger.models import PeriodLock
from gongkai.registry import NextAction, Permission, RecordAction


def correct_blockers(viewer: Viewer, fact: Fact) -> list[Blocker]:
    """Return why a fact cannot be corrected now. What is shown stands, so only the locks are asked for, once a page."""
    locks = viewer.once(
        "inforequests.locks",
        lambda: list(
            PeriodLock.objects.filter(organ_code=viewer.organ_code)
            .order_by("-pk")
            .prefetch_related("unlocks")
        ),
    )
    return lock_blockers(viewer, last_over(locks, fact.counted_on), fact)


def write_action(letter_type: LetterType) -> RecordAction:
    """Return the action that begins a letter of a type."""
    return RecordAction(
        id=permission_of(letter_type.id),
        model="inforequests.InfoRequest",
        blockers=lambda viewer, request: writing_blockers(viewer, shown_status(viewer, request), letter_type),
        url=lambda request: reverse("inforequests:letter_begin", args=[request.pk, letter_type.id]),
    )


def next_on_case(viewer: Viewer, request: InfoRequest) -> str:
    """Return which action comes next on a case: its receipt, then its reply; nothing while a letter is under way."""
    case = shown_status(viewer, request)
    if case.receipt is None:
        return "inforequests.confirm"
    if case.first_reply or any(letter.is_under_way for letter in case.letters):
        return ""
    return permission_of(REPLY)


PERMISSIONS = (
    NextAction(id="inforequests.InfoRequest", of=next_on_case),
    Permission(
        id="inforequests.view",
        label="查看依申请公开",
        roles=("disclosure_officer", "section_head", "deputy_head", "auditor"),
    ),
    Permission(id="inforequests.register", label="登记申请", roles=("disclosure_officer",)),
    Permission(id="inforequests.confirm", label="确认收到申请之日", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.confirm",
        model="inforequests.InfoRequest",
        blockers=lambda viewer, request: confirmed_blockers(shown_status(viewer, request).receipt),
        url=lambda request: reverse("inforequests:confirm", args=[request.pk]),
    ),
    *(
        Permission(id=permission_of(each.id), label=each.verb, roles=("disclosure_officer",))
        for each in LETTER_TYPES.values()
    ),
    *map(write_action, LETTER_TYPES.values()),
    Permission(id="inforequests.serve", label="登记信函送达、签收和回复", roles=("disclosure_officer",)),
    Permission(id="inforequests.answer", label="登记已作出的答复", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.answer",
        model="inforequests.InfoRequest",
        blockers=lambda viewer, request: receipt_blockers(shown_status(viewer, request).receipt),
        url=lambda request: reverse("inforequests:reply", args=[request.pk]),
    ),
    Permission(id="inforequests.correct_receipt", label="更正收到情况", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.correct_receipt",
        model="inforequests.Receipt",
        blockers=correct_blockers,
        url=lambda receipt: reverse("inforequests:correct_receipt", args=[receipt.pk]),
    ),
    Permission(id="inforequests.correct_reply", label="更正答复", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.correct_reply",
        model="inforequests.Reply",
        blockers=correct_blockers,
        url=lambda reply: reverse("inforequests:correct_reply", args=[reply.pk]),
    ),
    Permission(id="inforequests.import", label="导入申请台账", roles=("disclosure_officer",)),
)
