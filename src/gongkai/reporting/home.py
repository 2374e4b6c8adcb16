"""What the reports put on the desk's home: what is due, what is to be decided, how the year goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.registry import DueItem, DueLine, HomeChart, WaitingItem, WaitingLine
from gongkai.reporting import queries
from gongkai.reporting.charts import running_year
from gongkai.reporting.models import Candidate, Finalization
from gongkai.review.models import Approval, Release
from gongkai.typeset import Chart

# The months in which the home page speaks of the report: from the end of its year to the end of the quarter.
SEASON = (12, 1, 2, 3)


def due_reports(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the reports that are to be released (条例 art 49), the oldest first, until they are or are entered.

    The running year's in its last month, last year's in the months in which it is due, and, since the organ began,
    every year's whose day went by.
    """
    calendar = rules_of(viewer).calendar
    for year in _to_be_reported(viewer):
        last_day = queries.due_on(viewer, year)
        if last_day is None:
            continue
        late = viewer.day > last_day
        yield DueLine(
            title=f"{year} 年政府信息公开工作年度报告",
            stage="编制、审查、定稿、公布；已在别处公布的，录入往年报告"
            if late
            else "编制、审查、定稿、公布",
            due_on=last_day,
            working_days_left=calendar.working_days_left(last_day, viewer.day),
            basis="《政府信息公开条例》第四十九条",
            url=reverse("reporting:report", args=[year]),
        )


def _to_be_reported(viewer: Viewer) -> list[int]:
    this, month = viewer.day.year, viewer.day.month
    began, reported = queries.began_and_reported(viewer)
    years = set(range(began, this))
    if month in SEASON:
        years.add(this if month == SEASON[0] else this - 1)
    return sorted(years - reported)


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
    """The finalization of the newest candidate of each report, where it never was released."""
    newer = Candidate.objects.filter(report=OuterRef("candidate__report"), pk__gt=OuterRef("candidate"))
    released = Release.objects.filter(approval=OuterRef("approval"))
    found: QuerySet[Finalization] = Finalization.objects.visible_to(viewer).filter(
        ~Exists(newer), ~Exists(released)
    )
    return viewer.if_allowed("review.release", found)


def year_charts(viewer: Viewer) -> list[Chart]:
    """Return how the running year goes, in charts; in its first month, while nothing can be compared, the last one."""
    if not viewer.may("reporting.view"):
        return []
    drawn = running_year(viewer, viewer.day.year) or running_year(viewer, viewer.day.year - 1)
    return [one.chart for one in drawn]


HOME = (
    DueItem(
        id="reporting.due",
        label="年度报告",
        lines=lambda viewer: list(due_reports(viewer)),
        permission="reporting.build",
        sealed=True,
    ),
    WaitingItem(
        id="reporting.waiting",
        label="年度报告",
        area="年度报告",
        lines=lambda viewer: list(waiting_finalizations(viewer)),
        records=reports_waiting,
        sealed=True,
    ),
    HomeChart(id="reporting.year", label="本年进展", charts=year_charts),
)
