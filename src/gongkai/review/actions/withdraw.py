"""Withdraw what was released. The page goes, and what followed on it; what was, and why it went, stays on record."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import queries as papers
from gongkai.review.events import Withdrawn
from gongkai.review.models import Release, TakeDown, Withdrawal
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.writing import hold_ledgers


def withdraw(*, viewer: Viewer, release: Release, reason: str, as_live: bool = False) -> Withdrawal:
    """Return the withdrawal; `as_live` withdraws only what the public sees now, not what was replaced meanwhile.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("review.withdraw")
    with viewer.transaction() as tx:
        document = papers.documents(viewer).select_for_update(no_key=True).get(pk=release.document.pk)
        hold_ledgers(viewer)  # for what followed on the release
        if found := withdraw_blockers(viewer, release, reason):
            raise ActionBlocked(found)
        if as_live and live_release(document) != release:
            raise ActionBlocked([Blocker("本文稿已有更新的公开版本，没有撤回；请刷新后撤回正在公开的一版。")])
        return withdraw_within(tx, viewer, release, reason.strip())


def withdraw_within(tx: LedgerTransaction, viewer: Viewer, release: Release, reason: str) -> Withdrawal:
    """Return the withdrawal of a release that nothing stands against, in a transaction that holds the ledgers."""
    made = tx.add(
        Withdrawal(release=release, reason=reason, withdrawn_on=viewer.day, withdrawn_by=viewer.officer)
    )
    tx.record(
        Withdrawn(number=release.version.number, address=release.address),
        subjects=[release.document, release.version, release],
    )
    for each in registry.all_of(registry.Consequence):
        each.withdrawn(tx, viewer, made)
    return made


def withdraw_blockers(viewer: Viewer, release: Release, reason: str) -> list[Blocker]:
    """Return why a release cannot be withdrawn."""
    if Withdrawal.objects.filter(release=release).exists():
        return [Blocker("已经撤回。")]
    if release.released_on > viewer.day:
        return [Blocker("撤回日期早于公开日期，请核对。")]
    if TakeDown.objects.filter(release=release, review=None).exists():
        return [Blocker("已紧急下线，等待复核；恢复还是撤回，由复核人决定。")]
    return [] if reason.strip() else [Blocker("撤回应写明理由。", field="reason")]


def remains(viewer: Viewer, release: Release) -> list[Blocker]:
    """Return what a withdrawal leaves as it is, and what can be done about that; before it and after."""
    return [left for each in registry.all_of(registry.Consequence) for left in each.remains(viewer, release)]
