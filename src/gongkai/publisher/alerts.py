"""What is wrong on channels: a result that nobody knows, a page that is gone or says something else."""

from __future__ import annotations

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.publisher import queries
from gongkai.registry import Alert
from gongkai.shell import first_shown


def unclear(viewer: Viewer) -> list[tuple[str, str]]:
    """Return what was sent with a result that nobody knows."""
    found, next_one, more = first_shown(queries.unclear(viewer).order_by("pk"))
    told = [
        (
            f"《{each.release.version.title}》发往“{each.channel}”结果不明，不会自动重发；请到渠道上查看后登记。",
            reverse("publisher:delivery", args=[each.pk]),
        )
        for each in found
    ]
    if next_one:
        url = f"{reverse('shell:register', args=['publisher.deliveries'])}?state=unknown"
        told.append((f"另有 {more} 项发送结果不明。", url))
    return told


def wrong_pages(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the pages on channels that are gone, or do not say what was reviewed."""
    return [
        (
            f"“{look.delivery.channel}”上的《{look.delivery.release.version.title}》："
            f"{look.get_finding_display()}，请核对。",
            reverse("publisher:delivery", args=[look.delivery_id]),
        )
        for look in queries.wrong_pages(viewer)
    ]


ALERTS = (
    Alert(
        id="publisher.unclear",
        label="渠道发布结果不明",
        permission="publisher.view",
        sentences=unclear,
        records=lambda viewer: queries.unclear(viewer).order_by().values("pk"),
    ),
    Alert(
        id="publisher.wrong_pages",
        label="渠道上的网页有变",
        permission="publisher.view",
        sentences=wrong_pages,
        records=lambda viewer: queries.doubtful_pages(viewer).order_by().values("pk"),
    ),
)
