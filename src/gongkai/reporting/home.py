"""What the reports put on the desk's home: what is due, what is to be decided, how the year goes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.norms.queries import rules_of
from gongkai.registry import DueItem, DueLine, HomeChart, WaitingItem, WaitingLine
from gongkai.reporting import queries
from gongkai.reporting.charts import running_year
from gongkai.reporting.models import Candidate, Finalization, PriorYearReport
from gongkai.review.models import Approval, Release
from gongkai.typeset import Chart

# The months in which the home page speaks of the report: from the end of its year to the end of the quarter.
SEASON = (12, 1, 2, 3)
ONE_DAY = datetime.timedelta(1)


def due_reports(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the last year's report until it is released, in the months in which it is due (条例 art 49)."""
    if not viewer.may("reporting.build"):
        return
    if viewer.day.month not in SEASON:
        return
    year = viewer.day.year if viewer.day.month == SEASON[0] else viewer.day.year - 1
    last_day = queries.due_on(viewer, year)
    if last_day is None or _released(viewer, year):
        return
    calendar = rules_of(viewer).calendar
    left = (
        calendar.working_days(viewer.day + ONE_DAY, last_day)
        if viewer.day <= last_day
        else -calendar.working_days(last_day + ONE_DAY, viewer.day)
    )
    yield DueLine(
        title=f"{year} 年政府信息公开工作年度报告",
        stage="编制、审查、定稿、公布",
        due_on=last_day,
        working_days_left=left,
        basis="《政府信息公开条例》第四十九条",
        url=reverse("reporting:report", args=[year]),
    )


def waiting_finalizations(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield candidates that passed review and wait to be finalized, and finalized reports that wait for release."""
    for candidate in _to_be_finalized(viewer).select_related("report"):
        url = reverse("reporting:report", args=[candidate.report.year])
        yield WaitingLine(
            title=str(candidate.report), what="审查已通过，等待定稿", since=candidate.counted_on, url=url
        )
    for finalization in _to_be_released(viewer).select_related("candidate__report"):
        url = reverse("reporting:report", args=[finalization.candidate.report.year])
        yield WaitingLine(
            title=str(finalization.candidate.report),
            what="已定稿，等待发布",
            since=finalization.finalized_on,
            url=url,
        )


def reports_waiting(viewer: Viewer) -> QuerySet[Any]:
    """Return the ids of the candidates that wait to be finalized and of those that, finalized, wait to be released."""
    to_be_released = _to_be_released(viewer).values("candidate")
    return _to_be_finalized(viewer).values("pk").union(to_be_released, all=True)


def _to_be_finalized(viewer: Viewer) -> QuerySet[Candidate]:
    """The newest candidate of each report, where it was approved and is not finalized."""
    newer = Candidate.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk"))
    found: QuerySet[Candidate] = Candidate.objects.visible_to(viewer).filter(
        ~Exists(newer), finalization=None, version__in=Approval.objects.values("version")
    )
    return viewer.if_allowed("reporting.finalize", found)


def _to_be_released(viewer: Viewer) -> QuerySet[Finalization]:
    """The last finalization of each report, where it never was released."""
    newer = Finalization.objects.filter(
        candidate__report=OuterRef("candidate__report"), number__gt=OuterRef("number")
    )
    released = Release.objects.filter(approval=OuterRef("approval"))
    found: QuerySet[Finalization] = Finalization.objects.visible_to(viewer).filter(
        ~Exists(newer), ~Exists(released)
    )
    return viewer.if_allowed("reporting.finalize", found)


def year_charts(viewer: Viewer) -> list[Chart]:
    """Return how the running year goes, in charts; in its first month, while nothing can be compared, the last one."""
    if not viewer.may("reporting.view"):
        return []
    head = ledger.head().hash
    drawn = running_year(viewer, viewer.day.year, head) or running_year(viewer, viewer.day.year - 1, head)
    return [one.chart for one in drawn]


def _released(viewer: Viewer, year: int) -> bool:
    if PriorYearReport.objects.visible_to(viewer).filter(year=year).exists():
        return True
    finalization = queries.standing_finalization(viewer, year)
    return finalization is not None and Release.objects.filter(approval=finalization.approval_id).exists()


HOME = (
    DueItem(id="reporting.due", label="年度报告", lines=lambda viewer: list(due_reports(viewer))),
    WaitingItem(
        id="reporting.waiting",
        label="年度报告",
        area="年度报告",
        lines=lambda viewer: list(waiting_finalizations(viewer)),
        records=reports_waiting,
    ),
    HomeChart(id="reporting.year", label="本年进展", charts=year_charts),
)
