"""Documents released through the real gate, for tests of what the public reads and finds. All marked 示例."""

from __future__ import annotations

from typing import Any

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau
from gongkai.ledger.followers import advance
from gongkai.papers.models import Version
from gongkai.review.actions.register import register
from gongkai.review.actions.release import release
from gongkai.review.models import Release
from gongkai.review.tests.factory import DAY, approved, drafted, official
from gongkai.search import indexing


def released(office: Bureau, version: Version | None = None, **changes: Any) -> Release:
    """Return the release of a version, of a new notice if none is given."""
    approval = approved(office, version or drafted(office, **changes))
    return release(viewer=office.disclosure_officer.on(DAY), version=approval.version)


def issued(office: Bureau, **changes: Any) -> Release:
    """Return the release of an official document with the next number of its series."""
    approval = approved(office, official(office, **changes))
    register(viewer=office.disclosure_officer.on(DAY), version=approval.version)
    return release(viewer=office.disclosure_officer.on(DAY), version=approval.version)


def index() -> None:
    """Let the indexes follow what happened."""
    advance(registry.one(registry.Follower, indexing.FOLLOWER))
