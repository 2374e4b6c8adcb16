"""Lists that three persons approved, for tests of this room. All marked 示例."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.models import Version
from gongkai.proactive.actions.write_list import write_list
from gongkai.proactive.models import DisclosureSubject
from gongkai.review.actions.release import release
from gongkai.review.models import Release
from gongkai.review.tests import factory

OUT = datetime.date(2023, 6, 1)
LICENCES = DisclosureSubject.LICENSING


def listed(
    office: Bureau, records: Sequence[Any], subject: DisclosureSubject = LICENCES, **of: Any
) -> Version:
    """Return a list of these records that three persons approved."""
    version = write_list(
        viewer=office.drafter.on(OUT), subject=subject, title="示例·公开清单", records=records, **of
    )
    return factory.reviewed(office, version, on=OUT)


def out(office: Bureau, version: Version, on: datetime.date = OUT) -> Release:
    return release(viewer=office.disclosure_officer.on(on), version=version)
