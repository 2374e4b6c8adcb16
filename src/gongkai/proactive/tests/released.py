"""Documents that are released onto the organ's own site, for tests of this room. All marked 示例."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.actions.draft import add_version
from gongkai.papers.models import Document, Version
from gongkai.proactive.models import Channel
from gongkai.proactive.tests.things import channel
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release, Withdrawal
from gongkai.review.tests import factory


def own_site(office: Bureau, name: str = "示例·本机关网站", **more: Any) -> Channel:
    """Return the organ's own site."""
    return channel(office, name, "website", own_site=True, **more)


def approved(office: Bureau, title: str = "示例·通知") -> Version:
    """Return the version of a new document that may be released."""
    return factory.approved(office, factory.drafted(office, title=title)).version


def released(office: Bureau, title: str = "示例·通知", *, on: datetime.date = factory.DAY) -> Release:
    """Return the release of a new document."""
    return release(viewer=office.disclosure_officer.on(on), version=approved(office, title))


def edited(office: Bureau, document: Document, title: str, *, on: datetime.date) -> Release:
    """Return the release of another version of a document."""
    content = factory.content(title=title)
    version = add_version(viewer=office.drafter.on(factory.DAY), document=document, content=content)
    factory.approved(office, version)
    return release(viewer=office.disclosure_officer.on(on), version=version)


def withdrawn(office: Bureau, made: Release, *, on: datetime.date) -> Withdrawal:
    """Return the withdrawal of a release."""
    return withdraw(viewer=office.disclosure_officer.on(on), release=made, reason="示例·内容有误")
