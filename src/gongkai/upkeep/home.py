"""What this room puts on the desk's home: the website's yearly report, until it is published."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.proactive import queries as proactive
from gongkai.proactive.models import Channel
from gongkai.registry import DueItem, DueLine
from gongkai.upkeep.models import SiteStatement
from gongkai.upkeep.report_form import PUBLISHED
from gongkai.upkeep.site_report import due_day


def sites_to_report(viewer: Viewer) -> QuerySet[Channel]:
    """Return the organ's own website, where it was open at the end of last year and that year is not reported."""
    year = viewer.day.year - 1
    published = SiteStatement.objects.standing().filter(organ=OuterRef("organ"), year=year, item=PUBLISHED)
    found: QuerySet[Channel] = proactive.channels(viewer).filter(
        ~Exists(published),
        own_site=True,
        closed_on=None,
        registered_on__lte=datetime.date(year, 12, 31),
    )
    return found


def due_reports(viewer: Viewer) -> list[DueLine]:
    """Return that last year's report of the website is to be published: asked where `sites_to_report` finds one."""
    rules, year = rules_of(viewer), viewer.day.year - 1
    due_on = due_day(viewer, year)
    return [
        DueLine(
            title=f"{year} 年政府网站工作年度报表",
            stage="填报并在网站首页发布",
            due_on=due_on,
            working_days_left=rules.calendar.working_days_left(due_on, viewer.day),
            basis="、".join(rules.values.on("report.site", viewer.day).basis),
            url=reverse("upkeep:site_report", args=[year]),
        )
    ]


HOME = (
    DueItem(
        id="upkeep.site_report",
        label="网站年度报表",
        lines=due_reports,
        records=sites_to_report,
        permission="upkeep.view",
        sealed=True,
    ),
)
