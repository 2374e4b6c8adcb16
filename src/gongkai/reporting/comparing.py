"""The figures over the years: every report of an organ side by side, with what changed since the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gongkai.annualreport import FORM_2021, Report
from gongkai.annualreport.writers import Illustration
from gongkai.bodies.viewer import Viewer
from gongkai.reporting import queries
from gongkai.typeset import Series

# What people compare: the totals of table 三, the decisions of table 二, the totals of table 四.
COMPARED_CELLS = (
    *(f"requests.{row.id}.total" for row in FORM_2021.tables["requests"].rows),
    "proactive.normative.in_force",
    "proactive.licensing.count",
    "proactive.punishment.count",
    "proactive.coercion.count",
    "proactive.fees.amount",
    *(f"disputes.{row.id}.total" for row in FORM_2021.tables["disputes"].rows),
)
# The charts over the years: title, unit, and the figures drawn beside one another.
CHARTS = (
    (
        "历年政府信息公开申请",
        "件",
        {"本年新收": "requests.received.total", "办理结果总计": "requests.total_handled.total"},
    ),
    ("历年公开结果", "件", {"予以公开": "requests.granted.total", "部分公开": "requests.partial.total"}),
    (
        "历年行政处理决定",
        "件",
        {"行政许可": "proactive.licensing.count", "行政处罚": "proactive.punishment.count"},
    ),
)


@dataclass(frozen=True)
class Row:
    """A figure by year; None where that year's report does not have it."""

    label: str
    values: tuple[int | str | None, ...]

    @property
    def shown(self) -> bool:
        """Whether some year has a figure other than 0."""
        return any(value not in (None, 0, "0") for value in self.values)

    @property
    def change(self) -> str:
        """How the newest year differs from the one before: +3, -1, 0; empty where one of them is not known."""
        newest, before = (*self.values, None, None)[:2]
        if not isinstance(newest, int) or not isinstance(before, int):
            return ""
        return f"{newest - before:+d}" if newest != before else "0"


@dataclass(frozen=True)
class Comparison:
    """The years, newest first, their figures, and the charts of those that are told by a picture."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]
    illustrations: tuple[Illustration, ...]

    @property
    def consecutive(self) -> bool:
        """Whether the two newest years follow one another, so that a change is one of a year."""
        return self.years[0] - 1 in self.years[1:2]


def compare_years(viewer: Viewer) -> Comparison:
    """Return the figures of all years that have a report: finalized here, or entered as a value."""
    return compare_reports(queries.known_reports(viewer, queries.last_finalizations(viewer.organ_code)))


def compare_reports(reports: Mapping[int, Report]) -> Comparison:
    """Return the figures of these reports, each by its year, side by side."""
    newest_first = dict(sorted(reports.items(), reverse=True))
    rows = (
        Row(
            FORM_2021.cells[cell_id].label, tuple(_value(report, cell_id) for report in newest_first.values())
        )
        for cell_id in COMPARED_CELLS
    )
    drawn = tuple(_illustrated(dict(sorted(reports.items()))))
    return Comparison(tuple(newest_first), tuple(row for row in rows if row.shown), drawn)


def _illustrated(reports: Mapping[int, Report]) -> Iterator[Illustration]:
    """The charts that compare something over at least two years, oldest year first."""
    labels = tuple(f"{year}年" for year in reports)
    for title, unit, figures in CHARTS:
        values = {
            name: tuple(_count(r, cell_id) for r in reports.values()) for name, cell_id in figures.items()
        }
        series = tuple(Series(name, counts) for name, counts in values.items() if any(counts))
        drawn = title if len(series) > 1 else f"{title}：{series[0].name}" if series else title
        one = Illustration("", drawn, unit, labels, series, upright=True)
        if len(reports) > 1 and one.worth_drawing:
            yield one


def _value(report: Report, cell_id: str) -> int | str | None:
    """A figure of a report, or None where its form has no such cell."""
    return report.cell(cell_id) if cell_id in report.layout.cells else None


def _count(report: Report, cell_id: str) -> int | None:
    value = _value(report, cell_id)
    return value if isinstance(value, int) else None
