"""Send a post through the interface of its platform: asked by an officer, done by the worker, never twice by itself."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.proactive.models import Medium
from gongkai.publisher import opening, queries, weibo
from gongkai.publisher.actions.record_result import (
    counting_blockers,
    on_delivery,
    over_blockers,
    record_success,
)
from gongkai.publisher.events import DeliveryAttempted
from gongkai.publisher.models import Delivery, DeliveryAttempt, DeliveryOutcome, DeliveryResult, Purpose
from gongkai.publisher.texts import POST_LENGTH, length_of, same_words

CUT_OFF = "发送时后台工作中断，不知道是否已经发出"
SAYS_OTHERWISE = "微博上的文字与审查过的不一致，请核对"


def takes_posts(delivery: Delivery) -> bool:
    """Return whether a delivery can be sent through an interface at all."""
    return delivery.channel.medium == Medium.WEIBO and delivery.purpose == Purpose.PUBLISH


def send_blockers(viewer: Viewer, delivery: Delivery) -> list[Blocker]:
    """Return why a post is not sent now."""
    found = over_blockers(delivery)
    if outdated := queries.outdated(delivery):
        found.append(Blocker(f"{outdated}，不能再发。"))
    if not queries.is_open(delivery.channel, viewer.day):
        found.append(Blocker("渠道现在没有开设，不能发送；不再发往的，请登记不再办理。"))
    found += counting_blockers(viewer, delivery, viewer.day)
    if queries.unclear_attempt(delivery):
        found.append(Blocker("上一次发送的结果还不清楚，查明没有发出之后才能再发。"))
    if not weibo.token_of(viewer.organ_code):
        found.append(
            Blocker("没有设置微博接口的授权，请在微博上发出后登记网址；要用接口的，请系统管理员设置。")
        )
    if "://" not in delivery.text:
        found.append(Blocker("文字里没有链接，微博接口不接受；请在微博上发出后登记网址。"))
    if length_of(delivery.text) > POST_LENGTH:
        found.append(Blocker(f"文字超出 {POST_LENGTH} 个字，微博接口不接受。"))
    return found


def attempt_and_send(*, viewer: Viewer, delivery: Delivery, number: int) -> DeliveryResult:
    """Return what came of the attempt of that number. It is stored before anything is sent.

    Begun before and without a result it was cut off: then nobody knows, and nothing is sent. Raises `NotAllowed`,
    or `ActionBlocked` with what stands in the way.
    """
    begun = DeliveryAttempt.objects.filter(delivery=delivery, number=number).first()
    if begun is not None:
        known: DeliveryResult | None = begun.results.order_by("-pk").first()
        return known or _settle(viewer, delivery, begun, DeliveryOutcome.UNKNOWN, CUT_OFF)
    with on_delivery(viewer, delivery) as (tx, found):
        if blockers := send_blockers(viewer, found):
            raise ActionBlocked(blockers)
        attempt = tx.add(
            DeliveryAttempt(delivery=found, number=number, begun_at=clock.now(), begun_by=viewer.officer)
        )
        tx.record(DeliveryAttempted(number=number), subjects=[found, found.release.document, attempt])
    match weibo.share(viewer.organ_code, found.text):
        case weibo.Posted(address, text):
            note = "" if same_words(text, found.text) else SAYS_OTHERWISE
            result = DeliveryResult(address=address, done_on=viewer.day, note=note)
            return record_success(viewer=viewer, delivery=found, result=result)
        case weibo.NotPosted(why):
            return _settle(viewer, found, attempt, DeliveryOutcome.FAILED, why)
        case weibo.NobodyKnows(why):
            return _settle(viewer, found, attempt, DeliveryOutcome.UNKNOWN, why)


def _settle(
    viewer: Viewer, delivery: Delivery, attempt: DeliveryAttempt, outcome: DeliveryOutcome, why: str
) -> DeliveryResult:
    with on_delivery(viewer, delivery) as (tx, found):
        result = DeliveryResult(attempt=attempt, outcome=outcome, done_on=viewer.day, note=why[:400])
        return opening.add_result(tx, viewer, found, result)
