"""Withdraw what was released. The page goes; what was, and why it went, stays on record."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.review.events import Withdrawn
from gongkai.review.models import Release, Withdrawal


def withdraw(*, viewer: Viewer, release: Release, reason: str) -> Withdrawal:
    """Return the withdrawal. Raises `NotAllowed`, or `ActionBlocked` with what stands in the way."""
    viewer.require("review.withdraw")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update().get(pk=release.document.pk)
        if found := withdraw_blockers(viewer, release, reason):
            raise ActionBlocked(found)
        made = tx.add(
            Withdrawal(
                release=release,
                reason=reason.strip(),
                withdrawn_on=viewer.day,
                withdrawn_by=viewer.officer,
            )
        )
        tx.record(
            Withdrawn(number=release.version.number, address=release.address),
            subjects=[document, release.version, release],
        )
    return made


def withdraw_blockers(viewer: Viewer, release: Release, reason: str) -> list[Blocker]:
    """Return why a release cannot be withdrawn."""
    if Withdrawal.objects.filter(release=release).exists():
        return [Blocker("已经撤回。")]
    if release.released_on > viewer.day:
        return [Blocker("撤回日期早于公开日期，请核对。")]
    return [] if reason.strip() else [Blocker("撤回应写明理由。", field="reason")]
