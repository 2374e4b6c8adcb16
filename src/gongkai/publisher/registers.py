"""What was to be done on channels, as a list."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.proactive import queries as proactive
from gongkai.publisher import queries
from gongkai.publisher.models import Delivery, Purpose
from gongkai.registry import Column, Linked, RecordPage, Register


def _page(delivery: Delivery) -> str:
    return reverse("publisher:delivery", args=[delivery.pk])


def _address(delivery: Delivery) -> Linked:
    done = queries.success_of(delivery)
    return Linked(done.address or done.place, done.address) if done else Linked("")


def _channels(viewer: Viewer) -> Sequence[tuple[str, str]]:
    return [(name, name) for name in proactive.channel_names(viewer)]


VIEW = "publisher.view"
PAGES = (
    *(
        RecordPage(id=f"publisher.{model}", permission=VIEW, url=lambda record: _page(record.delivery))
        for model in ("DeliveryAttempt", "DeliveryResult")
    ),
    RecordPage(
        id="publisher.ResultCorrection", permission=VIEW, url=lambda record: _page(record.result.delivery)
    ),
)
REGISTERS = (
    Register(
        id="publisher.deliveries",
        title="渠道发布",
        group="主动公开",
        query=queries.by_progress,
        permission=VIEW,
        order="-opened_on",
        noun="项",
        empty="文稿公开时，发往门户网站、微博、微信、报刊的各列一项，办到哪一步、登在何处都在这里。",
        page=_page,
        columns=(
            Column(id="title", label="标题", value=lambda d: d.release.version.title),
            Column(
                id="channel",
                label="渠道",
                value=lambda d: str(d.channel),
                field="channel__name",
                filter="choice",
                choices=_channels,
            ),
            Column(
                id="purpose",
                label="事项",
                value=lambda d: d.get_purpose_display(),
                field="purpose",
                filter="choice",
                choices=lambda viewer: Purpose.choices,
            ),
            Column(
                id="opened_on",
                label="提出日期",
                value=lambda d: d.opened_on,
                field="opened_on",
                filter="date",
            ),
            Column(
                id="state",
                label="办理情况",
                value=queries.state_of,
                field="progress",
                filter="choice",
                choices=lambda viewer: list(queries.PROGRESS.items()),
            ),
            Column(id="address", label="网址或者版面", value=_address),
        ),
    ),
)
