"""Channels and deliveries for tests. All marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.models import Version
from gongkai.proactive.models import Channel
from gongkai.proactive.tests.released import own_site
from gongkai.proactive.tests.things import channel
from gongkai.publisher.actions.choose import choose
from gongkai.publisher.actions.record_result import record_success
from gongkai.publisher.models import Delivery, DeliveryResult
from gongkai.review.actions.release import release
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY

SITE = "https://www.example.gov.cn"
PORTAL_PAGE = "https://portal.example.gov.cn/t/1.html"


def site(office: Bureau) -> Channel:
    """Return the organ's own site with its address."""
    return own_site(office, account=SITE)


def portal(office: Bureau) -> Channel:
    """Return the city's portal."""
    return channel(office, "示例·市政府门户网站", "website")


def chosen(office: Bureau, version: Version, *channels: Channel, on: datetime.date = DAY) -> None:
    """Choose the channels of a document."""
    choose(
        viewer=office.drafter.on(on),
        kind=version.document.kind,
        document=version.document,
        channels=channels,
    )


def delivered_to(office: Bureau, *channels: Channel, **content: Any) -> list[Delivery]:
    """Return the deliveries that a release of a new document opened."""
    version = factory.drafted(office, **content)
    chosen(office, version, *channels)
    approval = factory.approved(office, version)
    made = release(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    return list(Delivery.objects.filter(release=made).order_by("pk"))


def succeeded(
    office: Bureau,
    delivery: Delivery,
    *,
    on: datetime.date = DAY,
    address: str = PORTAL_PAGE,
    posted: str | None = None,
    **more: Any,
) -> DeliveryResult:
    """Return that a delivery stands on its channel."""
    return record_success(
        viewer=office.disclosure_officer.on(on),
        delivery=delivery,
        result=DeliveryResult(address=address, done_on=on, **more),
        posted=posted,
    )
