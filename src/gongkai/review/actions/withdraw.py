"""Withdraw what was released. The page goes; what was, and why it went, stays on record."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.papers import queries as papers
from gongkai.review.models import Release, Withdrawal
from gongkai.shell import Obstructed


def withdraw(*, viewer: Viewer, release: Release, reason: str, day: datetime.date) -> Withdrawal:
    """Return the withdrawal. Raises `NotAllowed`, or `Obstructed` with what stands in the way."""
    viewer.require("review.withdraw")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        document = papers.documents(viewer).select_for_update().get(pk=release.document.pk)
        if found := obstacles(viewer, release, day):
            raise Obstructed(found)
        if not reason.strip():
            raise Obstructed(["撤回应写明理由。"])
        made = done.add(
            Withdrawal(
                release=release,
                organ_id=release.organ_id,
                reason=reason.strip(),
                withdrawn_on=day,
                withdrawn_by=viewer.officer,
            )
        )
        done.record(
            "review.withdrawn",
            subjects=[document, release.version, release],
            data={"number": release.version.number, "address": release.address},
        )
    return made


def obstacles(viewer: Viewer, release: Release, day: datetime.date) -> list[str]:
    """Return why a release cannot be withdrawn, one sentence each."""
    if Withdrawal.objects.filter(release=release).exists():
        return ["已经撤回。"]
    if release.released_on > day:
        return ["撤回日期早于公开日期，请核对。"]
    return []
