"""The year in charts: by month and channel from the records, results and applicants from the report itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.db.models import Count
from django.db.models.functions import ExtractMonth

from gongkai import registry
from gongkai.annualreport.writers import report_charts
from gongkai.bodies.viewer import Viewer
from gongkai.reporting import queries
from gongkai.reporting.models import Candidate
from gongkai.typeset import Chart, Series, bar_chart

MONTHS = range(1, 13)
# Charts by month: title → the measure whose records are drawn, against the year before.
BY_MONTH: Mapping[str, str] = {
    "政府网站发布信息（按月）": "proactive.website_items",
    "政务微博发布信息（按月）": "proactive.weibo_posts",
    "新收政府信息公开申请（按月）": "inforequests.received",
}
CHANNELS = (
    "proactive.website_items",
    "proactive.weibo_posts",
    "proactive.wechat_posts",
    "proactive.newspaper_items",
    "proactive.gazette_items",
    "proactive.briefing_items",
)


@lru_cache(maxsize=16)
def year_charts(viewer: Viewer, year: int, head: str) -> list[Chart]:
    """Return the charts of the desk's report page that have anything to draw: by month, and by channel.

    Kept while the ledger's head is `head`, for every change of a record moves it.
    """
    known = {measure.id: measure for measure in registry.all_of(registry.Measure)}
    drawn = [_monthly(title, known[id], viewer, year) for title, id in BY_MONTH.items() if id in known]
    drawn.append(_channels([known[id] for id in CHANNELS if id in known], viewer, year))
    return [chart for chart in drawn if chart]


@lru_cache(maxsize=32)
def public_charts(candidate: Candidate) -> tuple[Chart, ...]:
    """Return the charts of a released report, drawn from its value alone, beside the year before."""
    report = queries.value_of(candidate)
    assert report.year is not None
    previous = queries.previous_report_of(candidate.organ_id, report.year)
    return report_charts(report, previous)


def _monthly(title: str, measure: registry.Measure, viewer: Viewer, year: int) -> Chart | None:
    both = [Series(f"{one}年", tuple(_by_month(measure, viewer, one))) for one in (year, year - 1)]
    series = [one for one in both if any(one.values)]
    return bar_chart(title, [f"{m}月" for m in MONTHS], series, unit=measure.unit) if series else None


def _channels(measures: Sequence[registry.Measure], viewer: Viewer, year: int) -> Chart | None:
    both = {one: [measure.records(viewer, one).count() for measure in measures] for one in (year, year - 1)}
    kept = [n for n in range(len(measures)) if any(counts[n] for counts in both.values())]
    if not kept:
        return None
    labels = [measures[n].name.removesuffix("数") for n in kept]
    series = [
        Series(f"{one}年", tuple(counts[n] for n in kept)) for one, counts in both.items() if any(counts)
    ]
    return bar_chart("各渠道发布信息", labels, series, unit="条")


def _by_month(measure: registry.Measure, viewer: Viewer, year: int) -> list[int]:
    rows = (
        measure.records(viewer, year)
        .order_by()
        .annotate(month=ExtractMonth("counted_on"))
        .values("month")
        .annotate(n=Count("pk"))
        .values_list("month", "n")
    )
    counts = dict(rows)
    return [counts.get(month, 0) for month in MONTHS]
