"""The charts of a report as figures: kept with the text they stand in, drawn alike in every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Self

from gongkai.annualreport.value import Report
from gongkai.typeset import Chart, Series, bar_chart

_RESULTS = {
    "予以公开": ("granted",),
    "部分公开": ("partial",),
    "不予公开": ("denied_",),
    "无法提供": ("unable_",),
    "不予处理": ("rejected_",),
    "其他处理": ("other",),
}


@dataclass(frozen=True, slots=True)
class Illustration:
    """A chart as figures. `head` is the head of part 一 under which it stands (one of OVERVIEW_HEADS).

    `upright` draws columns instead of bars, for short labels in an order (months, years).
    """

    head: str
    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    upright: bool = False

    @property
    def worth_drawing(self) -> bool:
        """Whether there is something to compare: a single figure is better said in a sentence."""
        return sum(bool(value) for one in self.series for value in one.values) > 1

    @property
    def chart(self) -> Chart:
        """The chart drawn, with every figure in its words; the same figures give the same picture."""
        return _drawn(self)

    def to_json(self) -> dict[str, Any]:
        """Return the figures as a version keeps them."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return kept figures."""
        series = tuple(Series(one["name"], tuple(one["values"])) for one in data["series"])
        return cls(**{**data, "labels": tuple(data["labels"]), "series": series})


def illustrate_results(report: Report, previous: Report | None = None) -> tuple[Illustration, ...]:
    """The results of table 三 by kind, beside last year's where that is given; empty where there is nothing to compare.

    A sum with a blank in it is not drawn: a part would look like the whole.
    """
    both = [report] if previous is None else [report, previous]
    drawn = [Series(_year(one), tuple(_result(one, rows) for rows in _RESULTS.values())) for one in both]
    series = tuple(one for one in drawn if any(one.values))
    results = Illustration("依申请公开", "政府信息公开申请办理结果", "件", tuple(_RESULTS), series)
    return (results,) if results.worth_drawing else ()


@lru_cache(maxsize=64)
def _drawn(one: Illustration) -> Chart:
    return bar_chart(one.title, one.labels, one.series, unit=one.unit, upright=one.upright)


def _year(report: Report) -> str:
    return f"{report.year}年" if report.year else "年度不详"


def _result(report: Report, prefixes: tuple[str, ...]) -> int | None:
    values = [
        report.number(f"requests.{row.id}.total")
        for row in report.layout.request_leaves
        if row.id.startswith(prefixes)
    ]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
