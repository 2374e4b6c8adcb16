"""Documents on their way through the review, for tests of this room and of those above. All marked 示例."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from gongkai.bodies.models import Role
from gongkai.bodies.tests.factory import Bureau
from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.actions.open_series import open_series
from gongkai.papers.content import Content
from gongkai.papers.findings import hits_of
from gongkai.papers.models import NumberSeries, Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.set_chain import Scope, set_chain
from gongkai.review.actions.submit import submit
from gongkai.review.chains import Place
from gongkai.review.letter_sheet import SheetAnswers
from gongkai.review.models import Approval, Chain
from gongkai.review.secrecy import SecrecyAnswers

DAY = datetime.date(2023, 5, 8)


def content(**changes: Any) -> Content:
    """Return a content that may be drafted and released."""
    values: dict[str, Any] = {"title": "示例·通知", "body": "示例正文第一段。\n示例正文第二段。"}
    return Content(**(values | changes))


def answers(**changes: Any) -> SecrecyAnswers:
    """Return a complete secrecy form that concludes 公开."""
    values: Mapping[str, Any] = {
        "section": "示例科室",
        "channel": "政府网站",
        "level_statement": "经审查，不涉及国家秘密。",
        "pledged": True,
    }
    return SecrecyAnswers(**{**values, **changes})


def letter_sheet(**changes: Any) -> SheetAnswers:
    """Return a complete approval sheet of a letter."""
    values: dict[str, Any] = {
        "section": "示例科室",
        "found": "示例：已查阅办文系统和档案。",
        "proposal": "示例：予以公开",
        "pledged": True,
    }
    return SheetAnswers(**(values | changes))


def chain_for(office: Bureau, **scope: Any) -> Chain:
    """Return a chain like the house's own, by the roles that hold its steps."""
    roles = {role.code: role for role in Role.objects.filter(organ=office.organ)}
    places = [Place(roles[code].name, roles[code].pk) for code in ("section_head", "deputy_head")]
    return set_chain(viewer=office.administrator.on(DAY), scope=Scope(**scope), places=places, from_on=DAY)


def drafted(office: Bureau, *, viewer: Viewer | None = None, kind: str = "notice", **changes: Any) -> Version:
    """Return the first version of a new document."""
    return draft_document(viewer=viewer or office.drafter.on(DAY), kind=kind, content=content(**changes))


def official(office: Bureau, **changes: Any) -> Version:
    """Return the first version of an official document, whose number will come from the series 示工信发."""
    if not NumberSeries.objects.filter(organ=office.organ, prefix="示工信发").exists():
        open_series(
            viewer=office.disclosure_officer.on(DAY), prefix="示工信发", used_for="发文", at_once=False
        )
    return drafted(office, kind="instrument", **{"genre": "通知", "series": "示工信发", **changes})


def series_of(office: Bureau) -> NumberSeries:
    """Return the series of `official`."""
    found: NumberSeries = NumberSeries.objects.get(organ=office.organ, prefix="示工信发")
    return found


def submitted(office: Bureau, version: Version | None = None, **changes: Any) -> Version:
    """Return a version with its form and first step."""
    version = version or drafted(office)
    submit(viewer=office.drafter.on(DAY), version=version, form=answers(**changes), proofread="示例")
    return version


def examined(office: Bureau, version: Version | None = None, **changes: Any) -> Version:
    """Return a version that the head of section agreed to."""
    version = submitted(office, version, **changes)
    decide(viewer=office.section_head.on(DAY), version=version, agree=True, opinion="", proofread="示例")
    return version


def approved(office: Bureau, version: Version | None = None) -> Approval:
    """Return the approval of a version that went through all three steps."""
    version = examined(office, version)
    approval = decide(
        viewer=office.deputy_head.on(DAY), version=version, agree=True, opinion="同意", proofread="示例"
    )
    assert approval is not None
    return approval


def reviewed(office: Bureau, version: Version, *, on: datetime.date, by: Viewer | None = None) -> Version:
    """Return a version to which three persons agreed on a day, whatever the checks found; drafted `by` the drafter."""
    said = {hit.key: "示例：与台账一致" for hit in hits_of(version) if hit.needs_answer}
    drafter = (by or office.drafter).on(on)
    submit(viewer=drafter, version=version, form=answers(), proofread="示例", answers=said)
    for viewer in (office.section_head, office.deputy_head):
        decide(viewer=viewer.on(on), version=version, agree=True, opinion="同意", proofread="示例")
    return version
