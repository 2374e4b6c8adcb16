"""Record what came of a delivery: it stands there, it did not work, nobody knows, it is not to be done."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.identifiers import web_address
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.proactive import queries as proactive
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.publishing import lock_against, record_delivered, void_unless_locked
from gongkai.publisher import opening, queries
from gongkai.publisher.models import Delivery, DeliveryOutcome, DeliveryResult, Purpose
from gongkai.publisher.texts import same_words
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.writing import hold_ledgers

OTHER_WORDS = (
    "与审查过的文字不一致。先审后发：请在渠道上改为审查过的文字，再复制到这里；要改文字的，修改文稿另行审查。"
)


@contextmanager
def on_delivery(viewer: Viewer, delivery: Delivery) -> Iterator[tuple[LedgerTransaction, Delivery]]:
    """Open the transaction in which something of a delivery is recorded, by one person at a time."""
    viewer.require("publisher.deliver")
    with viewer.transaction() as tx:
        hold_ledgers(viewer)
        Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        yield tx, queries.deliveries(viewer).get(pk=delivery.pk)


def record_success(
    *, viewer: Viewer, delivery: Delivery, result: DeliveryResult, posted: str | None = None
) -> DeliveryResult:
    """Return that a delivery stands on its channel, or was taken down there: its record is written, or voided.

    Counted on the day on which it appeared, once per release and channel. What an officer `posted` by hand must say
    what was reviewed. Raises `NotAllowed`, or `ActionBlocked`.
    """
    with on_delivery(viewer, delivery) as (tx, found):
        if stands := [*success_blockers(viewer, found, result), *words_blockers(found, posted)]:
            raise ActionBlocked(stands)
        result.outcome, result.attempt = DeliveryOutcome.SUCCEEDED, queries.unclear_attempt(found)
        made = opening.add_result(tx, viewer, found, result)
        release, channel = found.release, found.channel
        if found.purpose == Purpose.WITHDRAW:
            _void(tx, viewer, found, "文稿已从渠道上撤下")
            return made
        if found.of and found.of.release.opening != release.opening:
            _void(tx, viewer, found.of, "文稿撤回以后又公开，渠道上已换为新的一件")
        record_delivered(tx, viewer, release, channel, url=result.address, on=result.done_on)
        _catch_up(tx, viewer, found)
    return made


def _void(tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, why: str) -> None:
    """Void what the ledger says of a document on a channel where it stands no more."""
    release = delivery.release
    for each in proactive.records_on(viewer, release.opening, delivery.channel):
        void_unless_locked(tx, viewer, each, reason=why, document=release.document)


def _catch_up(tx: LedgerTransaction, viewer: Viewer, delivery: Delivery) -> None:
    """What came to stand after its release was withdrawn or edited is taken down, or replaced."""
    live = live_release(delivery.release.document)
    if delivery.release.has_ended:
        opening.withdraw_from(tx, viewer, delivery)
    elif live and live != delivery.release:
        opening.open_delivery(
            tx,
            viewer,
            release=live,
            channel=delivery.channel,
            purpose=Purpose.REPLACE,
            of=delivery,
        )


def record_failure(*, viewer: Viewer, delivery: Delivery, why: str) -> DeliveryResult:
    """Return that a delivery did not come about: it may be tried again.

    After an unknown result that says: it does not stand there. Raises `NotAllowed`, or `ActionBlocked`.
    """
    return _record(viewer, delivery, DeliveryOutcome.FAILED, why)


def drop(*, viewer: Viewer, delivery: Delivery, why: str) -> DeliveryResult:
    """Return that a delivery is not to be done. Raises `NotAllowed`, or `ActionBlocked`."""
    return _record(viewer, delivery, DeliveryOutcome.DROPPED, why)


def _record(viewer: Viewer, delivery: Delivery, outcome: DeliveryOutcome, why: str) -> DeliveryResult:
    with on_delivery(viewer, delivery) as (tx, found):
        stands = over_blockers(found)
        attempt = queries.unclear_attempt(found)
        if outcome == DeliveryOutcome.DROPPED and attempt:
            stands.append(Blocker("发送结果还不清楚，请先到渠道上查看：已经发出的登记网址，没有发出的写明。"))
        if not why.strip():
            stands.append(Blocker("请写明原因。", field="note"))
        if stands:
            raise ActionBlocked(stands)
        result = DeliveryResult(
            attempt=attempt,
            outcome=outcome,
            done_on=viewer.day,
            note=why.strip(),
        )
        return opening.add_result(tx, viewer, found, result)


def words_blockers(delivery: Delivery, posted: str | None) -> list[Blocker]:
    """Return that what an officer posted by hand does not say what was reviewed; None is what was not asked."""
    if posted is None or same_words(posted, delivery.text):
        return []
    return [Blocker(OTHER_WORDS, field="posted")]


def over_blockers(delivery: Delivery) -> list[Blocker]:
    """Return that nothing more is to be done with a delivery."""
    return [Blocker(f"这一项已经办完（{queries.state_of(delivery)}）。")] if queries.is_over(delivery) else []


def success_blockers(viewer: Viewer, delivery: Delivery, result: DeliveryResult) -> list[Blocker]:
    """Return what stands against recording that a delivery succeeded."""
    return over_blockers(delivery) + result_blockers(viewer, delivery, result)


def result_blockers(viewer: Viewer, delivery: Delivery, result: DeliveryResult) -> list[Blocker]:
    """Return what is wrong with where and when a delivery is said to have succeeded."""
    found = []
    if result.address and web_address(result.address) is None:
        found.append(Blocker("应以 http:// 或者 https:// 开头，请从浏览器的地址栏复制。", field="address"))
    if delivery.purpose != Purpose.WITHDRAW and not (result.address or result.place):
        found.append(Blocker("没有填写网址；没有网址的（报刊、广播）填写期次和版面。", field="address"))
    released_on = delivery.release.released_on
    if result.done_on < released_on:
        found.append(Blocker(f"早于本机关网站公开之日（{released_on}），请核对。", field="done_on"))
    if result.done_on > viewer.day:
        found.append(Blocker("晚于今天，请核对。", field="done_on"))
    opened, closed = delivery.channel.registered_on, delivery.channel.closed_on
    is_outside = (opened and result.done_on < opened) or (closed and result.done_on > closed)
    if (
        is_outside and delivery.purpose != Purpose.WITHDRAW
    ):  # from one that was closed it may yet be taken down
        found.append(Blocker("不在渠道的开设期间之内，请核对。", field="done_on"))
    return found + counting_blockers(viewer, delivery, result.done_on)


def counting_blockers(viewer: Viewer, delivery: Delivery, day: datetime.date) -> list[Blocker]:
    """Return that the year is locked in which a delivery would be counted, if it is published on a day."""
    if delivery.purpose != Purpose.PUBLISH or delivery.release.has_ended:
        return []
    return lock_against(viewer, PublicationRecord(counted_on=day))
