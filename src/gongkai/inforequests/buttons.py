"""The acts on a case and on its facts as buttons: what stands in the way, and where each leads."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from gongkai.bodies.corrections import correction_blockers
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.actions.confirm import already_confirmed
from gongkai.inforequests.actions.record_reply import unreceived
from gongkai.inforequests.actions.write import permission_of
from gongkai.inforequests.letters.kinds import KINDS, Kind, blockers
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.registry import Permission, RecordAction


def to_confirm(viewer: Viewer, request: InfoRequest) -> list[str]:
    """Return why the day of receipt cannot be confirmed now."""
    return already_confirmed(request)


def to_answer(viewer: Viewer, request: InfoRequest) -> list[str]:
    """Return why no reply can be recorded now."""
    return unreceived(request)


def to_correct(viewer: Viewer, fact: Receipt | Reply) -> list[str]:
    """Return why a fact cannot be corrected."""
    return [each.message for each in correction_blockers(viewer, fact)]


def to_write(kind: Kind) -> Callable[[Viewer, InfoRequest], list[str]]:
    """Return what says why a letter of a kind cannot be begun in a case today."""
    return lambda viewer, request: blockers(request, kind, viewer.day)


def to_begin(kind: Kind) -> Callable[[InfoRequest], str]:
    """Return what says where a letter of a kind is begun."""
    return lambda request: reverse("inforequests:letter_begin", args=[request.pk, kind.id])


WRITING = tuple(
    Permission(id=permission_of(kind.id), label=kind.verb, roles=("disclosure_officer",))
    for kind in KINDS.values()
)
BEGINNING = tuple(
    RecordAction(
        id=permission_of(kind.id),
        model="inforequests.InfoRequest",
        blockers=to_write(kind),
        url=to_begin(kind),
    )
    for kind in KINDS.values()
)
PERMISSIONS = (
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
        blockers=to_confirm,
        url=lambda request: reverse("inforequests:confirm", args=[request.pk]),
    ),
    *WRITING,
    *BEGINNING,
    Permission(id="inforequests.serve", label="登记信函送达、签收和回复", roles=("disclosure_officer",)),
    Permission(id="inforequests.answer", label="登记已作出的答复", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.answer",
        model="inforequests.InfoRequest",
        blockers=to_answer,
        url=lambda request: reverse("inforequests:answer", args=[request.pk]),
    ),
    Permission(id="inforequests.correct_receipt", label="更正收到情况", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.correct_receipt",
        model="inforequests.Receipt",
        blockers=to_correct,
        url=lambda receipt: reverse("inforequests:correct_receipt", args=[receipt.pk]),
    ),
    Permission(id="inforequests.correct_reply", label="更正答复", roles=("disclosure_officer",)),
    RecordAction(
        id="inforequests.correct_reply",
        model="inforequests.Reply",
        blockers=to_correct,
        url=lambda reply: reverse("inforequests:correct_reply", args=[reply.pk]),
    ),
    Permission(id="inforequests.import", label="导入申请台账", roles=("disclosure_officer",)),
)
