"""Reads of deliveries and of what goes where; all of them take the viewer."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.papers.models import Document
from gongkai.proactive import queries as proactive
from gongkai.proactive.models import Channel, Medium
from gongkai.publisher.models import (
    ENDED,
    ChannelChoice,
    Delivery,
    DeliveryAttempt,
    DeliveryOutcome,
    DeliveryResult,
    PageFinding,
    PageLook,
    Purpose,
)
from gongkai.review.queries import live_release

PROGRESS = {
    "waiting": "待办",
    **{each.value: each.label for each in DeliveryOutcome if each != DeliveryOutcome.FAILED},
}
UNSEEN_FOR = datetime.timedelta(days=1)  # before it is told that a page does not open


def other_channels(viewer: Viewer) -> list[Channel]:
    """Return the channels open on the viewer's day besides the organ's own site, in the order of their entry."""
    others = proactive.channels(viewer).filter(own_site=False).order_by("pk")
    return [channel for channel in others if is_open(channel, viewer.day)]


def is_open(channel: Channel, day: datetime.date) -> bool:
    """Return whether a channel is open on a day."""
    opened, closed = channel.registered_on, channel.closed_on
    return (opened is None or opened <= day) and (closed is None or day <= closed)


def choices(viewer: Viewer, kind: str, document: Document | None) -> Mapping[Channel, bool]:
    """Return by channel whether a document goes there, as was said of it, else of its kind.

    Where nothing was said, nothing was ever to be done.
    """

    def read() -> dict[Channel, bool]:
        said = ChannelChoice.objects.visible_to(viewer).filter(
            Q(document=None) | Q(document=document), kind=kind
        )
        # What was said of the document comes after what was said of its kind, the newest last.
        ordered = said.select_related("channel").order_by(F("document").asc(nulls_first=True), "pk")
        return {choice.channel: choice.wanted for choice in ordered}

    return viewer.once(f"publisher.choices.{kind}.{document.pk if document else ''}", read)


def chosen(viewer: Viewer, kind: str, document: Document | None) -> list[Channel]:
    """Return the open channels to which a document goes, in the order of their entry."""
    wanted = [
        channel
        for channel, is_wanted in choices(viewer, kind, document).items()
        if is_wanted and not channel.own_site and not channel.void_reason and is_open(channel, viewer.day)
    ]
    return sorted(wanted, key=lambda channel: channel.pk)


def deliveries(viewer: Viewer) -> models.QuerySet[Delivery]:
    """Return what was to be done on channels, with what was attempted and what came of it."""
    found = Delivery.objects.visible_to(viewer).select_related(
        "channel", "release__approval__version__document", "look"
    )
    results = Prefetch("results", DeliveryResult.objects.select_related("correction", "recorded_by"))
    read: models.QuerySet[Delivery] = found.prefetch_related("attempts", results)
    return read


def of_document(viewer: Viewer, document: Document) -> list[Delivery]:
    """Return every delivery of a document, in the order in which they were opened."""
    found = deliveries(viewer).filter(release__approval__version__document=document)
    return list(found.order_by("pk"))


def on_channels(viewer: Viewer, document: Document) -> Mapping[int, Delivery]:
    """Return by channel the delivery that brought there what stands there now of a document."""
    stands: dict[int, Delivery] = {}
    for delivery in of_document(viewer, document):
        if success_of(delivery):
            stands.pop(delivery.channel_id, None)
            if delivery.purpose != Purpose.WITHDRAW:
                stands[delivery.channel_id] = delivery
    return stands


def _holding() -> models.QuerySet[DeliveryResult]:
    return DeliveryResult.objects.filter(correction=None)


def _over() -> Exists:
    return Exists(_holding().filter(delivery=OuterRef("pk"), outcome__in=ENDED))


def _unclear() -> Exists:
    settled = _holding().filter(attempt=OuterRef("pk"), outcome=DeliveryOutcome.FAILED)
    return Exists(DeliveryAttempt.objects.filter(~Exists(settled), delivery=OuterRef("pk")))


def waiting(viewer: Viewer) -> models.QuerySet[Delivery]:
    """Return what is to be done on channels: never attempted, or without success, with why it failed last."""
    last = _holding().filter(delivery=OuterRef("pk")).order_by("-pk").values("note")[:1]
    found: models.QuerySet[Delivery] = Delivery.objects.visible_to(viewer).with_names()
    return found.filter(~_over(), ~_unclear()).annotate(failed_why=Subquery(last))


def by_progress(viewer: Viewer) -> models.QuerySet[Any]:
    """Return every delivery, each with its `progress`, one of `PROGRESS`."""
    ended = _holding().filter(delivery=OuterRef("pk"), outcome__in=ENDED).values("outcome")[:1]
    return deliveries(viewer).annotate(
        progress=Case(
            When(_over(), then=Subquery(ended)),
            When(_unclear(), then=Value(DeliveryOutcome.UNKNOWN.value)),
            default=Value("waiting"),
            output_field=models.CharField(),
        )
    )


def unclear(viewer: Viewer) -> models.QuerySet[Delivery]:
    """Return what was sent to a channel with a result that nobody knows."""
    return deliveries(viewer).filter(~_over(), _unclear())


def _stand() -> Q:
    """What succeeded and was neither replaced nor taken down since."""
    done = _holding().filter(outcome=DeliveryOutcome.SUCCEEDED)
    return Q(Exists(done.filter(delivery=OuterRef("pk")))) & ~Q(
        Exists(done.filter(delivery__of=OuterRef("pk")))
    )


def to_watch(viewer: Viewer, *, before: datetime.datetime) -> models.QuerySet[Delivery]:
    """Return what stands under an address elsewhere and was not looked at since, the longest unseen first."""
    addressed = _holding().filter(delivery=OuterRef("pk"), address__gt="")
    stand = deliveries(viewer).filter(_stand(), Exists(addressed)).exclude(purpose=Purpose.WITHDRAW)
    due = stand.exclude(channel__medium=Medium.WEIBO).filter(Q(look=None) | Q(look__looked_at__lt=before))
    return due.order_by(F("look__looked_at").asc(nulls_first=True), "pk")


def doubtful_pages(viewer: Viewer) -> models.QuerySet[PageLook]:
    """Return what was seen on the pages of what stands, where it is not what was reviewed."""
    found = PageLook.objects.visible_to(viewer).exclude(finding=PageFinding.SAME)
    read: models.QuerySet[PageLook] = found.filter(delivery__in=Delivery.objects.filter(_stand()))
    return read.select_related("delivery__channel", "delivery__release__approval__version")


def wrong_pages(viewer: Viewer) -> list[PageLook]:
    """Return the pages on channels that are gone, do not say what was reviewed, or could not be opened for a day."""
    told = clock.now() - UNSEEN_FOR
    return [
        look
        for look in doubtful_pages(viewer).order_by("since")
        if look.finding != PageFinding.UNSEEN or look.since < told
    ]


# ---- How a delivery stands, of what was read with it ---------------------------------------------------------------


def results_of(delivery: Delivery) -> list[DeliveryResult]:
    """Return what came of a delivery, in order, without what was recorded wrongly."""
    holding = (result for result in delivery.results.all() if not hasattr(result, "correction"))
    return sorted(holding, key=lambda result: result.pk)


def ended_by(delivery: Delivery) -> DeliveryResult | None:
    """Return the result after which nothing more is to be done."""
    return next((result for result in results_of(delivery) if result.outcome in ENDED), None)


def success_of(delivery: Delivery) -> DeliveryResult | None:
    """Return the result with which a delivery succeeded."""
    end = ended_by(delivery)
    return end if end and end.outcome == DeliveryOutcome.SUCCEEDED else None


def last_result(delivery: Delivery) -> DeliveryResult | None:
    """Return what came of a delivery last."""
    return next(reversed(results_of(delivery)), None)


def is_over(delivery: Delivery) -> bool:
    """Return whether nothing more is to be done."""
    return ended_by(delivery) is not None


def changed_since(viewer: Viewer, delivery: Delivery) -> list[Delivery]:
    """Return what was to be done since with what a delivery brought to its channel: replaced, taken down."""
    return list(deliveries(viewer).filter(of=delivery).order_by("pk"))


def outdated(delivery: Delivery) -> str:
    """Return why nothing may be brought to a channel any more by a delivery; "" where it may."""
    if delivery.purpose == Purpose.WITHDRAW:
        return ""
    if delivery.release.has_ended:
        return "文稿已撤回公开"
    return "" if live_release(delivery.release.document) == delivery.release else "已有新的一版公开"


def unclear_attempt(delivery: Delivery) -> DeliveryAttempt | None:
    """Return the attempt of which nobody knows what came."""
    if is_over(delivery):
        return None
    settled = {r.attempt_id for r in results_of(delivery) if r.outcome == DeliveryOutcome.FAILED}
    return next((a for a in delivery.attempts.all() if a.pk not in settled), None)


def state_of(delivery: Delivery) -> str:
    """Return how a delivery stands, in words."""
    purpose = delivery.get_purpose_display()
    if done := success_of(delivery):
        return f"{done.done_on} 已{purpose}"
    last: Any = last_result(delivery)
    if last and last.outcome == DeliveryOutcome.DROPPED:
        return f"不再{purpose}：{last.note}"
    if unclear_attempt(delivery):
        return f"{purpose}结果不明，请到渠道上查看"
    if last:
        return f"{purpose}没有成功：{last.note}"
    return f"待{purpose}"
