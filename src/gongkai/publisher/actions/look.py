"""Look at the page on a channel, and keep what was seen: asked by an officer, or by the watch."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.proactive.models import Medium
from gongkai.publisher import queries
from gongkai.publisher.events import PageCompared
from gongkai.publisher.looking import Seen, look_at
from gongkai.publisher.models import Delivery, PageFinding, PageLook, Purpose

LONGEST = 100_000


def look_blockers(delivery: Delivery) -> list[Blocker]:
    """Return why the page of a delivery is not looked at."""
    done = queries.success_of(delivery)
    if done is None or delivery.purpose == Purpose.WITHDRAW:
        return [Blocker("还没有登记发布，没有网页可以核对。")]
    if not done.address:
        return [Blocker("登记的是期次和版面，没有网页可以核对。")]
    if delivery.channel.medium == Medium.WEIBO:
        return [Blocker("微博的网页要登录才能看，请到微博上核对。")]
    return []


def look(*, viewer: Viewer, delivery: Delivery) -> PageLook:
    """Return what stands on the page of a delivery. The other server is asked before the transaction begins.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way.
    """
    viewer.require("publisher.deliver")
    done = queries.success_of(delivery)
    if (found := look_blockers(delivery)) or done is None:
        raise ActionBlocked(found)
    return _keep(viewer, delivery, look_at(done.address, delivery.release.version))


def _keep(viewer: Viewer, delivery: Delivery, seen: Seen) -> PageLook:
    at = clock.now()
    with viewer.transaction() as tx:
        Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        before = PageLook.objects.filter(delivery=delivery).first()
        is_new = before is None or before.finding != seen.finding
        said = {
            "organ_id": delivery.organ_id,
            "finding": seen.finding,
            "detail": seen.detail[:400],
            "looked_at": at,
            "since": at if is_new or before is None else before.since,
        }
        # What was seen last stays to be read while the page cannot be opened.
        if seen.finding != PageFinding.UNSEEN:
            said["text"] = seen.text[:LONGEST]
        kept, _ = PageLook.objects.update_or_create(delivery=delivery, defaults=said)
        if is_new or viewer.officer:
            event = PageCompared(finding=seen.finding)
            tx.record(event, subjects=[delivery, delivery.release.document])
    return kept
