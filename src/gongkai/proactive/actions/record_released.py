"""Record releases that no ledger has: what became public before the organ's own site was registered."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.proactive import queries
from gongkai.proactive.events import PublicationRecorded
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.publishing import record_blockers, record_of
from gongkai.review.models import Release
from gongkai.shell.ledgers.writing import hold_ledgers


def record_released(*, viewer: Viewer, releases: Collection[Release]) -> list[PublicationRecord]:
    """Return the records of publication of these releases, in one act: each counted on the day of its release.

    Raises `NotAllowed`, or `ActionBlocked` with what stands against any of them.
    """
    viewer.require("proactive.register")
    with viewer.transaction() as tx:
        hold_ledgers(viewer)
        missing = queries.unrecorded(viewer).filter(pk__in={release.pk for release in releases})
        found = list(missing.select_related("approval__version__document").order_by("released_on", "pk"))
        if not found or len(found) < len(releases):
            raise ActionBlocked([Blocker("所选的已经记入台账或者已经撤回，请刷新后再选。")])
        if blocked := [
            Blocker(f"《{release.version.title}》：{each.message}", remedy=each.remedy)
            for release in found
            for each in record_blockers(viewer, release)
        ]:
            raise ActionBlocked(blocked)
        sites = [(release, queries.own_site(viewer, release.released_on)) for release in found]
        made = tx.add_all([record_of(release, site) for release, site in sites if site is not None])
        for release, record in zip(found, made, strict=True):
            tx.record(
                PublicationRecorded(published_on=record.published_on),
                subjects=[record, release.document, release],
            )
    return list(made)
