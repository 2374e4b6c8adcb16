"""Lists that three persons approved, for tests of this room. All marked 示例."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from gongkai.bodies.tests.factory import Bureau
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.proactive.actions.write_list import write_list
from gongkai.proactive.models import DisclosureSubject
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
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
    answered = {hit.key: "示例：与台账一致" for hit in hits_of(version) if hit.needs_answer}
    submit(viewer=office.drafter.on(OUT), version=version, form=factory.answers(), answers=answered)
    for viewer in (office.section_head, office.deputy_head):
        decide(viewer=viewer.on(OUT), version=version, agree=True, opinion="同意")
    return version


def out(office: Bureau, version: Version, on: datetime.date = OUT) -> Release:
    return release(viewer=office.disclosure_officer.on(on), version=version)
