"""The year in charts, as figures that stand in the report's text: by month and channel, by result.

They are counted with the report and kept in its version, so what was reviewed and finalized is what every file draws.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import CharField, F, Value
from django.db.models import Count as Number
from django.db.models.functions import Cast, ExtractMonth

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES, Report, tables_of
from gongkai.annualreport.writers import Illustration, illustrate_results
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import Rules
from gongkai.reporting import queries
from gongkai.typeset import Series

SETTING, SHOWN = "report.charts", "文中附图"
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
    viewer: Viewer, rules: Rules, report: Report, previous: Report | None
) -> tuple[Illustration, ...]:
    """Return what illustrates a year's report, beside the year before where its records are here.

    What would show a single figure is left out: the sentence says it; so is what has none of this year. Empty
    where the organ wants its text plain (setting `report.charts`, as it stands at the end of the year in which the
    report is made).
    """
    assert report.year is not None
    made_in = datetime.date(report.year + 1, 12, 31)
    if rules.values.on(SETTING, made_in).value != SHOWN:
        return ()
    records = _Records(viewer, report.year)
    drawn = (
        _channels(records),
        *_monthly(records, previous),
        *illustrate_results(report, previous),
    )
    return tuple(one for one in drawn if one.worth_drawing and one.series[0].name == _named(report.year))


def running_year(viewer: Viewer, year: int) -> tuple[Illustration, ...]:
    """Return how a year is going: requests by month and by result, publications by channel, beside the year before."""
    return viewer.kept(f"reporting.running_year.{year}", lambda: _running_year(viewer, year))


def _running_year(viewer: Viewer, year: int) -> tuple[Illustration, ...]:
    # In the first month the year before is drawn: what both need is asked at once.
    running = {viewer.day.year - back for back in range(3)}
    records = _Records(viewer, year, with_results=True, beside=running)
    if not any(of in records.years for _, of, _ in records.numbers):
        return ()
    previous = queries.previous_report(viewer, year)
    requests = (one for one in _monthly(records, previous) if one.head == ON_REQUEST)
    drawn = (
        *requests,
        *illustrate_results(records.results(year), records.results(year - 1)),
        _channels(records),
    )
    return tuple(one for one in drawn if one.worth_drawing)


class _Records:
    """How many records the drawn measures count in a year and in the one before, asked in one query.

    `beside` are years of which the same is drawn in the viewer's name: they are asked with it.
    """

    def __init__(
        self, viewer: Viewer, year: int, *, with_results: bool = False, beside: Collection[int] = ()
    ) -> None:
        self.viewer, self.years = viewer, (year, year - 1)
        self.measures = {measure.id: measure for measure in registry.all_of(registry.Measure)}
        asked = sorted({*self.years, *beside})
        self.numbers = viewer.once(
            f"reporting.drawn.{asked}.{with_results}", lambda: self._read(asked, with_results)
        )

    def _read(self, years: Sequence[int], with_results: bool) -> Counter[tuple[Any, ...]]:
        drawn = dict.fromkeys((*CHANNELS, *(id for _, _, id in BY_MONTH)))
        asked = [self._by_month(id, one) for id in drawn if id in self.measures for one in years]
        if with_results and CONCLUDED in self.measures:
            asked += [self._by_result(one) for one in years]
        rows = asked[0].union(*asked[1:], all=True) if asked else ()
        return Counter({tuple(key): number for *key, number in rows})

    def _by_month(self, id: str, year: int) -> Any:
        month = Cast(ExtractMonth("counted_on"), CharField())
        return self._grouped(id, year, self.measures[id].records(self.viewer, year), month)

    def _by_result(self, year: int) -> Any:
        """Of the results, the row of table 三 in which each stands."""
        measure = self.measures[CONCLUDED]
        assert measure.annotate_cells is not None
        records = measure.annotate_cells(measure.records(self.viewer, year))
        return self._grouped(CONCLUDED, year, records, F("cell_row"))

    def _grouped(self, id: str, year: int, records: Any, key: Any) -> Any:
        named = records.order_by().annotate(drawn_id=Value(id), drawn_year=Value(year), drawn_key=key)
        names = "drawn_id", "drawn_year", "drawn_key"
        return named.values(*names).annotate(number=Number("pk")).values_list(*names, "number")

    def by_month(self, id: str, year: int) -> tuple[int, ...]:
        """The number of a measure in each month of a year."""
        return tuple(self.numbers[id, year, str(month)] for month in range(1, 13))

    def results(self, year: int) -> Report:
        """A year's results alone: a report that says nothing else."""
        figures = {
            f"requests.{leaf.id}.total": self.numbers[CONCLUDED, year, leaf.id] for leaf in REQUEST_LEAVES
        }
        return Report(organ="", year=year, tables=tables_of(FORM_2021, figures))


def _monthly(records: _Records, previous: Report | None) -> Iterator[Illustration]:
    for head, title, id in BY_MONTH:
        if id not in records.measures:
            continue
        both = {year: records.by_month(id, year) for year in records.years}
        if head == ON_REQUEST and not _equals(sum(both[records.years[1]]), previous):
            del both[records.years[1]]
        series = tuple(Series(_named(year), values) for year, values in both.items() if any(values))
        labels = tuple(f"{month}月" for month in range(1, 13))
        yield Illustration(head, title, records.measures[id].unit, labels, series, upright=True)


def _equals(counted: int, previous: Report | None) -> bool:
    """Whether last year's requests may be drawn: its report does not give another number."""
    published = previous.number("requests.received.total") if previous else None
    return published in {None, counted}


def _channels(records: _Records) -> Illustration:
    both = {year: [sum(records.by_month(id, year)) for id in CHANNELS] for year in records.years}
    kept = [n for n in range(len(CHANNELS)) if any(counts[n] for counts in both.values())]
    names = [records.measures[CHANNELS[n]].name for n in kept]
    labels = tuple(name.removesuffix("发布信息数").removesuffix("刊登信息数") for name in names)
    series = tuple(
        Series(_named(year), tuple(counts[n] for n in kept)) for year, counts in both.items() if any(counts)
    )
    return Illustration(PROACTIVE, "各渠道发布信息", "条", labels, series)


def _named(year: int) -> str:
    return f"{year}年"
