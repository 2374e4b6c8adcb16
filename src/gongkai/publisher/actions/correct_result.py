"""Correct what was recorded of a delivery: where it stands, or that it ended at all."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import reason_blockers
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.proactive import queries as proactive
from gongkai.proactive.publishing import correct_delivered, lock_against, void_unless_locked
from gongkai.publisher import opening, queries
from gongkai.publisher.actions.record_result import on_delivery, result_blockers, words_blockers
from gongkai.publisher.models import (
    Delivery,
    DeliveryOutcome,
    DeliveryResult,
    PageLook,
    Purpose,
    ResultCorrection,
)
from gongkai.review.queries import live_release

NOT_DONE = "原来登记的发布有误，没有可以更换、撤下的"


def correct_result(
    *,
    viewer: Viewer,
    delivery: Delivery,
    reason: str,
    right: DeliveryResult | None = None,
    posted: str | None = None,
) -> ResultCorrection:
    """Return that the result which ended a delivery holds no more; `right` is what holds instead.

    Without one the delivery is to be done again, and its record of publication is voided. Raises `NotAllowed`, or
    `ActionBlocked` with what stands in the way.
    """
    with on_delivery(viewer, delivery) as (tx, found):
        stands = [*correction_blockers(viewer, found), *reason_blockers(reason)]
        if right is not None:
            stands += [*result_blockers(viewer, found, right), *words_blockers(found, posted)]
        wrong = queries.ended_by(found)
        if right is not None and wrong is not None and wrong.outcome == DeliveryOutcome.DROPPED:
            stands.append(Blocker("登记的是不再办理：请先恢复办理，再登记结果。"))
        if stands or wrong is None:
            raise ActionBlocked(stands)
        made = opening.strike(tx, viewer, found, wrong, reason.strip())
        PageLook.objects.filter(delivery=found).delete()  # what was seen at the wrong address
        if right is not None:
            right.outcome, right.attempt = DeliveryOutcome.SUCCEEDED, wrong.attempt
            opening.add_result(tx, viewer, found, right)
            _correct_record(tx, viewer, found, right, made.reason)
        elif wrong.outcome == DeliveryOutcome.SUCCEEDED:
            _undo(tx, viewer, found, made.reason)
    return made


def _correct_record(
    tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, right: DeliveryResult, reason: str
) -> None:
    """An edit that was brought there later is no second item: its record tells where the first one appeared."""
    if delivery.purpose != Purpose.PUBLISH:
        return
    for record in proactive.records_on(viewer, delivery.release.opening, delivery.channel):
        correct_delivered(
            tx,
            viewer,
            record,
            url=right.address,
            on=right.done_on,
            reason=reason,
            release=delivery.release,
        )


def _undo(tx: LedgerTransaction, viewer: Viewer, delivery: Delivery, reason: str) -> None:
    """What followed from the success is not to be done, and nothing is counted that stands nowhere."""
    document, of_item = delivery.release.document, delivery.release.opening
    for each in queries.changed_since(viewer, delivery):
        if not queries.is_over(each):
            opening.drop(tx, viewer, each, NOT_DONE)
    there = queries.on_channels(viewer, document).get(delivery.channel_id)
    if there is None or there.release.opening != of_item:
        for record in proactive.records_on(viewer, of_item, delivery.channel):
            void_unless_locked(tx, viewer, record, reason=reason, document=document)
    if why := queries.outdated(delivery):
        opening.drop(tx, viewer, delivery, why)


def correction_blockers(viewer: Viewer, delivery: Delivery) -> list[Blocker]:
    """Return why the result of a delivery is not corrected."""
    end = queries.ended_by(delivery)
    if end is None:
        return [Blocker("这一项还没有办完，直接登记结果即可。")]
    if end.outcome == DeliveryOutcome.DROPPED:
        why = queries.outdated(delivery)
        if delivery.purpose == Purpose.WITHDRAW and live_release(delivery.release.document):
            why = "已有新的一版公开"
        return [Blocker(f"{why}，不用再办理。")] if why else []
    if any(queries.success_of(each) for each in queries.changed_since(viewer, delivery)):
        return [Blocker("此后又在渠道上更换或者撤下过，请先更正后一项。")]
    if delivery.purpose == Purpose.WITHDRAW:
        return []
    records = proactive.records_on(viewer, delivery.release.opening, delivery.channel)
    return [said for record in records for said in lock_against(viewer, record)]
