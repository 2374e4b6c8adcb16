"""What waits on channels, on the desk's home."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.publisher import queries
from gongkai.registry import WaitingItem, WaitingLine
from gongkai.shell import first_shown


def waiting(viewer: Viewer) -> list[WaitingLine]:
    """Return what is to be published, replaced or taken down on channels, for who does it."""
    found, next_one, more = first_shown(queries.waiting(viewer).order_by("opened_on", "pk"))
    lines = [
        WaitingLine(
            title=each.release.version.title,
            what=f"{each.channel}：{_said(each)}",
            since=each.opened_on,
            url=reverse("publisher:delivery", args=[each.pk]),
        )
        for each in found
    ]
    if next_one:
        url = f"{reverse('shell:register', args=['publisher.deliveries'])}?state=waiting"
        title, what = f"另有 {more} 项渠道发布", "请到台账查看"
        lines.append(WaitingLine(title=title, what=what, since=next_one.opened_on, url=url))
    return lines


def _said(delivery: Any) -> str:
    purpose = delivery.get_purpose_display()
    return f"{purpose}没有成功：{delivery.failed_why}" if delivery.failed_why else f"待{purpose}"


HOME = (
    WaitingItem(
        id="publisher.waiting",
        label="渠道发布",
        area="公开与渠道",
        lines=waiting,
        records=lambda viewer: queries.waiting(viewer).order_by().values("pk"),
        permission="publisher.deliver",
        sealed=True,
    ),
)
