"""What is to be done on channels by itself: when a document becomes public, is edited, is withdrawn."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Document
from gongkai.proactive.models import Channel
from gongkai.publisher import queries
from gongkai.publisher.events import DeliveryEnded, DeliveryOpened, ResultCorrected
from gongkai.publisher.models import Delivery, DeliveryOutcome, DeliveryResult, Purpose, ResultCorrection
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
    """Return what is to be done with a release on a channel from now on; what is to be done already is that.

    Where it was given up before, that holds no more.
    """
    known: Delivery | None = (
        queries.deliveries(viewer).filter(release=release, channel=channel, purpose=purpose).first()
    )
    if known is not None:
        end = queries.ended_by(known)
        if end and end.outcome == DeliveryOutcome.DROPPED:
            strike(tx, viewer, known, end, "这一项又要办理")
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
    # It was under way when its release ended, and was left alone then; now it would wait to be tried again.
    if result.outcome == DeliveryOutcome.FAILED and (why := queries.outdated(delivery)):
        drop(tx, viewer, delivery, why)
    return made


def strike(
    tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, wrong: DeliveryResult, reason: str
) -> ResultCorrection:
    """Store and record that a result of a delivery holds no more."""
    made = tx.add(
        ResultCorrection(result=wrong, reason=reason, corrected_on=viewer.day, corrected_by=viewer.officer)
    )
    event = ResultCorrected(purpose=delivery.purpose, outcome=wrong.outcome)
    tx.record(event, subjects=[delivery, delivery.release.document, wrong, made])
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
        if _waits(delivery) and (withdrawals or delivery.purpose != Purpose.WITHDRAW):
            drop(tx, viewer, delivery, why)


def _waits(delivery: Delivery) -> bool:
    return not queries.is_over(delivery) and queries.unclear_attempt(delivery) is None


def give_up(tx: LedgerTransaction, viewer: Viewer, document: Document, channel: Channel, why: str) -> None:
    """Drop what waits to be published of a document on a channel; what stands there is replaced and taken down yet."""
    for delivery in queries.of_document(viewer, document):
        if delivery.channel == channel and delivery.purpose == Purpose.PUBLISH and _waits(delivery):
            drop(tx, viewer, delivery, why)
