"""What waits for who may confirm it: appointments that another proposed, values that letters wait for."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai.bodies.queries import nominations_refused, nominations_to_decide
from gongkai.bodies.viewer import Viewer
from gongkai.desk.navigation import settle_url
from gongkai.registry import WaitingItem, WaitingLine
from gongkai.review.queries import unsettled


def to_confirm(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the values that nobody has confirmed and without which letters cannot be final."""
    for used in unsettled(viewer):
        yield WaitingLine(
            title=used["says"],
            what=f"{used['letters']} 件信函用到它，未经核对；本单位确认以后才能定稿",
            since=used["since"],
            url=settle_url(used["key"], used["in_force_from"]),
        )


def nominations(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the appointments that another proposed and that wait for the viewer's word."""
    for each in nominations_to_decide(viewer):
        yield WaitingLine(
            title=f"{each.officer.name}任{each.post}（{each.role.name}）",
            what="本人提名自己，请确认或者不同意"
            if each.proposed_by_id == each.officer_id
            else f"{each.proposed_by.name}提名，请确认或者不同意",
            since=each.proposed_on,
            url=reverse("desk:nomination", args=[each.pk]),
        )


def refusals(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield what the viewer proposed and another refused."""
    for each in nominations_refused(viewer):
        yield WaitingLine(
            title=f"{each.officer.name}任{each.post}（{each.role.name}）",
            what=f"{each.refusal.refused_by.name}没有同意：{each.refusal.reason}。确需任职的，请另行提名",
            since=each.refusal.refused_on,
            url=reverse("desk:officer", args=[each.officer_id]),
        )


HOME = (
    WaitingItem(
        id="desk.nominations",
        label="确认任职",
        area="设置",
        lines=lambda viewer: list(nominations(viewer)),
        sealed=True,
    ),
    WaitingItem(
        id="desk.refused",
        label="没有同意的提名",
        area="设置",
        lines=lambda viewer: list(refusals(viewer)),
        records=nominations_refused,
        permission="desk.view_people",
    ),
    WaitingItem(
        id="desk.unsettled",
        label="确认口径",
        area="设置",
        lines=lambda viewer: list(to_confirm(viewer)),
        records=unsettled,
        permission="norms.maintain",
        sealed=True,
    ),
)
