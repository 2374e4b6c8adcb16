"""The record of what a release made public: which releases have one, what it says, what stands against it."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import lock_blockers, replace_fact, successor
from gongkai.bodies.records import Fact
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.locks import last_over
from gongkai.ledger.models import PeriodLock
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Document
from gongkai.proactive import queries
from gongkai.proactive.events import PublicationRecorded
from gongkai.proactive.ledgers import CHANNELS
from gongkai.proactive.models import Channel, PublicationRecord
from gongkai.review.models import Release


def is_item(document: Document) -> bool:
    """Return whether a document is an item of what was published, which the year counts.

    A structured page is none: what an organ says of itself is kept up to date in its place, and published once for all.
    """
    return not document.declared_kind.fields


def record_of(
    release: Release, channel: Channel, *, url: str | None = None, on: datetime.date | None = None
) -> PublicationRecord:
    """Return the unsaved record of a document that became public: on the organ's own site, at `url` on another."""
    day = on or release.released_on
    return PublicationRecord(
        organ_id=release.organ_id,
        channel=channel,
        medium=channel.medium,
        release=release,
        title=release.version.title,
        url=release.address if url is None else url,
        column=release.document.kind_label,
        published_on=day,
        counted_on=day,
    )


def record_delivered(
    tx: LedgerTransaction, viewer: Viewer, release: Release, channel: Channel, *, url: str, on: datetime.date
) -> PublicationRecord | None:
    """Return the record of a document that appeared on another channel than the organ's own site, once for each.

    None where it is no item, was withdrawn meanwhile, or stands in the ledger already.
    """
    opening = release.opening
    if not is_item(release.document) or opening.has_ended or queries.records_on(viewer, opening, channel):
        return None
    made = tx.add(record_of(opening, channel, url=url, on=on))
    tx.record(PublicationRecorded(published_on=on), subjects=[made, release.document, release])
    return made


def correct_delivered(
    tx: LedgerTransaction,
    viewer: Viewer,
    made: PublicationRecord,
    *,
    url: str,
    on: datetime.date,
    reason: str,
    release: Release,
) -> None:
    """Let the record of another channel say where and when a document appeared there, as it is known now.

    The day is what a record is known by: with another it is another record.
    """
    if made.published_on != on:
        replace_fact(tx, successor(made, reason=reason, voids=True), subjects=[release.document])
        record_delivered(tx, viewer, release, made.channel, url=url, on=on)
    elif made.url != url:
        replace_fact(tx, successor(made, reason=reason, url=url), subjects=[release.document])


def void_unless_locked(
    tx: LedgerTransaction, viewer: Viewer, made: PublicationRecord, *, reason: str, document: Document
) -> bool:
    """Void the record of what is public no more; return False where its year is locked: then it stays."""
    if lock_against(viewer, made):
        return False
    gone = successor(made, reason=reason[:400], voids=True)
    replace_fact(tx, gone, subjects=[document])
    return True


def record_blockers(viewer: Viewer, release: Release) -> list[Blocker]:
    """Return why a release cannot be recorded: no site of that day is registered, or its year is locked."""
    if queries.own_site(viewer, release.released_on) is None:
        words = "在“公开渠道”中登记本机关网站，“由本系统发布”填“是”，开设日期不晚于公开日期"
        url = reverse("shell:register", args=[CHANNELS.id])
        sentence = f"没有登记 {release.released_on} 已开设、由本系统发布的网站，"
        return [Blocker(sentence, remedy=remedy(viewer, "proactive.manage_channels", words, url))]
    return lock_against(viewer, PublicationRecord(counted_on=release.released_on))


def lock_against(viewer: Viewer, record: Fact) -> list[Blocker]:
    """Return that the year of a record is locked, read once for all that are asked about."""

    def read() -> list[PeriodLock]:
        locks = PeriodLock.objects.filter(organ_code=viewer.organ_code).order_by("-pk")
        return list(locks.prefetch_related("unlocks"))

    locks = viewer.once("proactive.locks", read)
    return lock_blockers(viewer, last_over(locks, record.counted_on), record)
