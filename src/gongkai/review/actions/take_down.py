"""Take a release off the public's pages at once, and decide afterwards what becomes of it."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.papers import queries as papers
from gongkai.review.actions.withdraw import withdraw_within
from gongkai.review.events import Restored, TakenDown
from gongkai.review.models import Release, TakeDown, TakeDownReview
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.writing import hold_ledgers


def take_down(*, viewer: Viewer, release: Release, reason: str) -> TakeDown:
    """Return that a release is off the public's pages until another person decided on it.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.take_down")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=release.document.pk)
        if not reason.strip():
            raise ActionBlocked([Blocker("紧急下线应写明理由。", field="reason")])
        if live_release(document) != release:
            raise ActionBlocked([Blocker("公众现在看不到本版，不用下线；请刷新后再看。")])
        made = tx.add(
            TakeDown(
                release=release,
                reason=reason.strip(),
                taken_down_at=clock.now(),
                taken_down_on=viewer.day,
                taken_down_by=viewer.officer,
            )
        )
        tx.record(
            TakenDown(number=release.version.number, address=release.address),
            subjects=[document, release.version, release, made],
        )
    return made


def review_take_down(*, viewer: Viewer, take_down: TakeDown, restored: bool, opinion: str) -> TakeDownReview:
    """Return what was decided on what was taken down: it is public again, or withdrawn with all that followed on it.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.confirm_take_down")
    release = take_down.release
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=release.document.pk)
        hold_ledgers(viewer)  # for what followed on the release
        if found := confirm_blockers(viewer, take_down):
            raise ActionBlocked(found)
        if not opinion.strip():
            raise ActionBlocked([Blocker("复核应写明意见。", field="opinion")])
        if not restored:
            withdraw_within(
                tx, viewer, release, f"紧急下线（{take_down.reason}）经复核撤回：{opinion.strip()}"[:400]
            )
        made = tx.add(
            TakeDownReview(
                take_down=take_down,
                restored=restored,
                opinion=opinion.strip(),
                reviewed_by=viewer.officer,
                reviewed_on=viewer.day,
            )
        )
        if restored:
            tx.record(
                Restored(number=release.version.number, address=release.address),
                subjects=[document, release.version, release, made],
            )
    return made


def confirm_blockers(viewer: Viewer, take_down: TakeDown) -> list[Blocker]:
    """Return why the viewer cannot decide on what was taken down."""
    if TakeDownReview.objects.filter(take_down=take_down).exists():
        return [Blocker("已经复核。")]
    if viewer.officer is None or take_down.taken_down_by_id == viewer.officer.pk:
        return [Blocker("紧急下线应由下线人以外的人复核。")]
    return []
