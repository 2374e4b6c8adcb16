"""The year in charts, as figures that stand in the report's text: by month and channel, by result.

They are counted with the report and kept in its version, so what was reviewed and frozen is what every file draws.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Count as Number

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES, Report, tables_of
from gongkai.annualreport.writers import Illustration, illustrate_results
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import values_of
from gongkai.reporting import queries
from gongkai.typeset import Series

SETTING, SHOWN = "report.charts", "文中附图"
MONTHS = range(1, 13)
PROACTIVE, ON_REQUEST = "主动公开", "依申请公开"
CONCLUDED = "inforequests.concluded"
# Charts by month: the head under which they stand, their title, the measure whose records are drawn.
BY_MONTH = (
    (PROACTIVE, "政府网站发布信息（按月）", "proactive.website_items"),
    (PROACTIVE, "政务微博发布信息（按月）", "proactive.weibo_posts"),
    (PROACTIVE, "政务微信发布信息（按月）", "proactive.wechat_posts"),
    (ON_REQUEST, "新收政府信息公开申请（按月）", "inforequests.received"),
)
CHANNELS = (
    "proactive.website_items",
    "proactive.weibo_posts",
    "proactive.wechat_posts",
    "proactive.new_media_posts",
    "proactive.newspaper_items",
    "proactive.gazette_items",
    "proactive.broadcast_items",
    "proactive.briefing_items",
)


def illustrations_of(
    viewer: Viewer, organ: Organ, report: Report, previous: Report | None
) -> tuple[Illustration, ...]:
    """Return what illustrates a year's report, beside the year before where its records are here.

    What would show a single figure is left out: the sentence says it; so is what has none of this year. Empty
    where the organ wants its text plain (setting `report.charts`, as it stands at the end of the year in which the
    report is made).
    """
    assert report.year is not None
    made_in = datetime.date(report.year + 1, 12, 31)
    if values_of(organ).on(SETTING, made_in).value != SHOWN:
        return ()
    drawn = (
        _channels(viewer, report.year),
        *_monthly(viewer, report.year, previous),
        *illustrate_results(report, previous),
    )
    return tuple(one for one in drawn if one.tells and one.series[0].name == _named(report.year))


@lru_cache(maxsize=32)
def running_year(viewer: Viewer, year: int, head: str) -> tuple[Illustration, ...]:
    """Return how a year is going: requests by month and by result, publications by channel, beside the year before.

    Kept while the ledger's head is `head`, for every change of a record moves it.
    """
    previous = queries.previous_report(viewer, year)
    asked = (one for one in _monthly(viewer, year, previous) if one.head == ON_REQUEST)
    drawn = (
        *asked,
        *illustrate_results(_results(viewer, year), _results(viewer, year - 1)),
        _channels(viewer, year),
    )
    return tuple(one for one in drawn if one.tells)


def _results(viewer: Viewer, year: int) -> Report:
    """A year's results alone, counted in one query: a report that says nothing else."""
    measure = _measures()[CONCLUDED]
    assert measure.annotate_cells is not None
    rows = (
        measure.annotate_cells(measure.records(viewer, year))
        .order_by()
        .values("cell_row")
        .annotate(n=Number("pk"))
    )
    figures = {f"requests.{leaf.id}.total": 0 for leaf in REQUEST_LEAVES}
    figures |= {f"requests.{row}.total": number for row, number in rows.values_list("cell_row", "n")}
    return Report(organ="", year=year, tables=tables_of(FORM_2021, figures))


def _monthly(viewer: Viewer, year: int, previous: Report | None) -> Iterator[Illustration]:
    known = _measures()
    for head, title, id in BY_MONTH:
        if id not in known:
            continue
        both = {one: _by_month(known[id], viewer, one) for one in (year, year - 1)}
        if head == ON_REQUEST and not _equals(sum(both[year - 1]), previous):
            del both[year - 1]
        series = tuple(Series(_named(one), values) for one, values in both.items() if any(values))
        labels = tuple(f"{month}月" for month in MONTHS)
        yield Illustration(head, title, known[id].unit, labels, series, upright=True)


def _equals(counted: int, previous: Report | None) -> bool:
    """Whether last year's requests may be drawn: its report does not give another number."""
    told = previous.number("requests.received.total") if previous else None
    return told in {None, counted}


def _channels(viewer: Viewer, year: int) -> Illustration:
    known = _measures()
    measures = [known[id] for id in CHANNELS if id in known]
    both = {one: [measure.records(viewer, one).count() for measure in measures] for one in (year, year - 1)}
    kept = [n for n in range(len(measures)) if any(counts[n] for counts in both.values())]
    labels = tuple(measures[n].name.removesuffix("发布信息数").removesuffix("刊登信息数") for n in kept)
    series = tuple(
        Series(_named(one), tuple(counts[n] for n in kept)) for one, counts in both.items() if any(counts)
    )
    return Illustration(PROACTIVE, "各渠道发布信息", "条", labels, series)


def _by_month(measure: registry.Measure, viewer: Viewer, year: int) -> tuple[int, ...]:
    days = measure.records(viewer, year).order_by().values("counted_on").annotate(number=Number("pk"))
    months: Counter[int] = Counter()
    for day, number in days.values_list("counted_on", "number"):
        months[day.month] += number
    return tuple(months[month] for month in MONTHS)


def _named(year: int) -> str:
    return f"{year}年"


def _measures() -> dict[str, registry.Measure]:
    return {measure.id: measure for measure in registry.all_of(registry.Measure)}
