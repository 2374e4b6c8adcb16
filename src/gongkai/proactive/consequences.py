"""What follows on a release in this room: the record on the organ's own site, and the disclosures that a list says."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Document, Version
from gongkai.proactive import disclosing, queries
from gongkai.proactive.events import PublicationRecorded
from gongkai.proactive.ledgers import PUBLICATIONS
from gongkai.proactive.likeness import typed_before
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.publishing import is_item, lock_against, record_of, void_unless_locked
from gongkai.registry import Consequence, Linked
from gongkai.review.models import Release, Withdrawal
from gongkai.review.queries import live_release, shown_live


def record(tx: LedgerTransaction, viewer: Viewer, release: Release) -> None:
    """Record what became public on the organ's own site, where one is registered; an edit is no second item."""
    site = queries.own_site(viewer, release.released_on)
    if site is None or not is_item(release.document) or release.opening != release:
        return
    made = tx.add(record_of(release, site))
    tx.record(PublicationRecorded(published_on=made.published_on), subjects=[made, release.document, release])


def void_record(tx: LedgerTransaction, viewer: Viewer, withdrawal: Withdrawal) -> None:
    """Void the record of what was withdrawn, unless its year is locked: then it stays, and the figure with it."""
    release = withdrawal.release
    for made in queries.records_of(viewer, release.opening):
        reason = f"撤回公开：{withdrawal.reason}"
        void_unless_locked(tx, viewer, made, reason=reason, document=release.document)


def blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return that the year in which the release would be counted is locked, if it is."""
    day: datetime.date = viewer.day
    if not is_item(version.document) or live_release(version.document) or not queries.own_site(viewer, day):
        return []
    return lock_against(viewer, PublicationRecord(counted_on=day))


def notices(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what somebody typed into the ledger that may be what the release will record."""
    kind = version.document.declared_kind
    if kind.release is None or not is_item(version.document) or shown_live(viewer, version.document):
        return []
    (found,) = typed_before(viewer, [(version.title, kind.release.address(version))])
    return found


def remains(viewer: Viewer, release: Release) -> list[Blocker]:
    """Return that the record of a release stays where its year is locked."""
    return [
        Blocker(
            f"信息发布台账中 {made.published_on} 的发布记录撤回后仍保留：{said.message}", remedy=said.remedy
        )
        for made in queries.records_of(viewer, release.opening)
        for said in lock_against(viewer, made)
    ]


def records(viewer: Viewer, document: Document) -> list[tuple[str, Linked]]:
    """Return the way to the records of a document in the register, for who may see it."""
    of_document = queries.publications(viewer).filter(release__approval__version__document=document)
    return [
        (
            PUBLICATIONS.title,
            Linked(
                f"{made.channel} {made.published_on}",
                reverse("shell:record", args=[PUBLICATIONS.id, made.pk]),
            ),
        )
        for made in viewer.if_allowed("proactive.view", of_document)
    ]


CONSEQUENCES = (
    Consequence(
        id="proactive.publications",
        released=record,
        withdrawn=void_record,
        blockers=blockers,
        notices=notices,
        remains=remains,
        records=records,
    ),
    Consequence(
        id="proactive.disclosures",
        released=disclosing.disclose,
        withdrawn=disclosing.void_disclosures,
        blockers=disclosing.lock_blockers,
        notices=disclosing.disclosed_notices,
        remains=disclosing.locked_disclosures,
        records=disclosing.disclosure_records,
    ),
)
