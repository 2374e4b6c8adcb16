"""What the reports put on the desk's home: what is due, what is to be decided, what no longer fits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from gongkai import law
from gongkai.annualreport import check_identities
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.norms.queries import calendar_of, values_of
from gongkai.registry import DueLine, WaitingLine
from gongkai.reporting import queries
from gongkai.reporting.charts import running_year
from gongkai.reporting.models import Candidate, Finalization, PriorYearReport
from gongkai.review.models import Approval, Release
from gongkai.typeset import Chart

RULE = "report.department"
# The months in which the home page speaks of the report: from the end of its year to the end of the quarter.
SEASON = (12, 1, 2, 3)
ONE_DAY = datetime.timedelta(1)


def due_on(organ: Organ, year: int) -> datetime.date | None:
    """Return the day by which an organ submits and publishes a year's report; None before there was a rule."""
    try:
        return law.annual_day(RULE, year + 1, values=values_of(organ))
    except law.NotModelled:
        return None


def due_reports(viewer: Viewer) -> Iterator[DueLine]:
    """Yield the last year's report until it is released, in the months in which it is due (条例 art 49)."""
    if not viewer.may("reporting.build"):
        return
    if viewer.day.month not in SEASON:
        return
    organ = Organ.objects.get(code=viewer.organ_code)
    year = viewer.day.year if viewer.day.month == SEASON[0] else viewer.day.year - 1
    last_day = due_on(organ, year)
    if last_day is None or _released(viewer, year):
        return
    calendar = calendar_of(organ)
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


def waiting_freezes(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield candidates that passed review and wait to be frozen, and frozen reports that wait for release."""
    if not viewer.may("reporting.freeze"):
        return
    for candidate in _to_be_frozen(viewer).select_related("report"):
        url = reverse("reporting:report", args=[candidate.report.year])
        yield WaitingLine(
            title=str(candidate.report), what="审查已通过，等待定稿", since=candidate.counted_on, url=url
        )
    for freeze in _to_be_released(viewer).select_related("candidate__report"):
        url = reverse("reporting:report", args=[freeze.candidate.report.year])
        yield WaitingLine(
            title=str(freeze.candidate.report), what="已定稿，等待发布", since=freeze.frozen_on, url=url
        )


def number_waiting(viewer: Viewer) -> int:
    """Return how many reports wait to be frozen or released."""
    if not viewer.may("reporting.freeze"):
        return 0
    return _to_be_frozen(viewer).count() + _to_be_released(viewer).count()


def _to_be_frozen(viewer: Viewer) -> QuerySet[Candidate]:
    """The newest candidate of each report, where it was approved and is not frozen."""
    newer = Candidate.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk"))
    found: QuerySet[Candidate] = Candidate.objects.visible_to(viewer).filter(
        ~Exists(newer), freeze=None, version__in=Approval.objects.values("version")
    )
    return found


def _to_be_released(viewer: Viewer) -> QuerySet[Finalization]:
    """The last freeze of each report, where it never was released."""
    newer = Finalization.objects.filter(
        candidate__report=OuterRef("candidate__report"), number__gt=OuterRef("number")
    )
    released = Release.objects.filter(approval=OuterRef("approval"))
    found: QuerySet[Finalization] = Finalization.objects.visible_to(viewer).filter(
        ~Exists(newer), ~Exists(released)
    )
    return found


def year_charts(viewer: Viewer) -> list[Chart]:
    """Return how the running year goes, in charts; in its first month, while nothing can be compared, the last one."""
    if not viewer.may("reporting.view"):
        return []
    head = ledger.head().hash
    drawn = running_year(viewer, viewer.day.year, head) or running_year(viewer, viewer.day.year - 1, head)
    return [one.chart for one in drawn]


def opening_alerts(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield frozen reports whose 上年结转 no longer equals what the year before, corrected since, carried over."""
    for freeze in Finalization.objects.visible_to(viewer).select_related(
        "candidate__report", "candidate__version"
    ):
        year = freeze.candidate.report.year
        previous = queries.previous_report(viewer, year)
        if previous is None or queries.standing_freeze(viewer, year) != freeze:
            continue
        broken = [f for f in check_identities(queries.value_of(freeze.candidate), previous) if f.code == "I4"]
        if broken:
            url = reverse("reporting:report", args=[year])
            yield f"{year - 1} 年度报告已更正，{year} 年度报告的上年结转数需要复核：{broken[0].message}", url


def _released(viewer: Viewer, year: int) -> bool:
    if PriorYearReport.objects.visible_to(viewer).filter(year=year).exists():
        return True
    freeze = queries.standing_freeze(viewer, year)
    return freeze is not None and Release.objects.filter(approval=freeze.approval_id).exists()
