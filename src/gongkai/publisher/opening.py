"""What is to be done on channels by itself: when a document becomes public, is edited, is withdrawn."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.proactive.models import Channel
from gongkai.publisher import queries
from gongkai.publisher.events import DeliveryEnded, DeliveryOpened
from gongkai.publisher.models import Delivery, DeliveryOutcome, DeliveryResult, Purpose
from gongkai.publisher.texts import text_for
from gongkai.review.models import Release


def open_delivery(
    tx: LedgerTransaction,
    viewer: Viewer,
    *,
    release: Release,
    channel: Channel,
    purpose: Purpose,
    of: Delivery | None = None,
) -> Delivery:
    """Return what is to be done with a release on a channel from now on; what is to be done already is that."""
    known: Delivery | None = Delivery.objects.filter(
        release=release, channel=channel, purpose=purpose
    ).first()
    if known is not None:
        return known
    text = "" if purpose == Purpose.WITHDRAW else text_for(viewer, release.version, channel)
    made = tx.add(
        Delivery(
            release=release,
            channel=channel,
            purpose=purpose,
            of=of,
            text=text,
            opened_on=viewer.day,
            opened_by=viewer.officer,
        )
    )
    tx.record(DeliveryOpened(purpose=purpose), subjects=[made, release.document, release])
    return made


def add_result(
    tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, result: DeliveryResult
) -> DeliveryResult:
    """Store and record what came of a delivery."""
    result.delivery = delivery
    result.recorded_on, result.recorded_by = viewer.day, viewer.officer
    made = tx.add(result)
    event = DeliveryEnded(purpose=delivery.purpose, outcome=result.outcome, done_on=result.done_on)
    tx.record(event, subjects=[delivery, delivery.release.document, made])
    return made


def drop(tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, why: str) -> None:
    """Record that a delivery is not to be done any more."""
    dropped = DeliveryResult(outcome=DeliveryOutcome.DROPPED, done_on=viewer.day, note=why)
    add_result(tx, viewer, delivery, dropped)


def follow_release(tx: LedgerTransaction, viewer: Viewer, release: Release) -> None:
    """Open what a release means: publish where it was chosen, replace what stands; older ones wait no more."""
    document = release.document
    stands = queries.on_channels(viewer, document)
    _drop_waiting(tx, viewer, release, "已有新的一版公开", withdrawals=release.opening == release)
    for channel in queries.chosen(viewer, document.kind, document):
        if channel.pk not in stands:
            open_delivery(tx, viewer, release=release, channel=channel, purpose=Purpose.PUBLISH)
    for before in stands.values():
        open_delivery(tx, viewer, release=release, channel=before.channel, purpose=Purpose.REPLACE, of=before)


def follow_withdrawal(tx: LedgerTransaction, viewer: Viewer, release: Release) -> None:
    """Open what a withdrawal means: take down what stands; what waits is not done."""
    _drop_waiting(tx, viewer, release, "文稿已撤回公开")
    for before in queries.on_channels(viewer, release.document).values():
        withdraw_from(tx, viewer, before)


def withdraw_from(tx: LedgerTransaction, viewer: Viewer, before: Delivery) -> None:
    """Open that something is taken down where it stands."""
    open_delivery(
        tx,
        viewer,
        release=before.release,
        channel=before.channel,
        purpose=Purpose.WITHDRAW,
        of=before,
    )


def _drop_waiting(
    tx: LedgerTransaction, viewer: Viewer, release: Release, why: str, *, withdrawals: bool = False
) -> None:
    """Drop what waits of a document; what may have been sent is not, for it may stand there."""
    for delivery in queries.of_document(viewer, release.document):
        waits = not queries.is_over(delivery) and queries.unclear_attempt(delivery) is None
        if waits and (withdrawals or delivery.purpose != Purpose.WITHDRAW):
            drop(tx, viewer, delivery, why)
