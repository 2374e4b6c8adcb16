"""The figures over the years: every report of an organ side by side, with what changed since the year before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport import FORM_2021, Report
from gongkai.bodies.viewer import Viewer
from gongkai.reporting import queries
from gongkai.reporting.models import AnnualReport, EarlierReport

# What people compare: the totals of table 三, the decisions of table 二, the totals of table 四.
PLACES = (
    *(f"requests.{row.id}.total" for row in FORM_2021.tables["requests"].rows),
    "proactive.normative.in_force",
    "proactive.licensing.count",
    "proactive.punishment.count",
    "proactive.coercion.count",
    "proactive.fees.amount",
    *(f"disputes.{row.id}.total" for row in FORM_2021.tables["disputes"].rows),
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


@dataclass(frozen=True)
class Comparison:
    """The years, newest first, and their figures."""

    years: tuple[int, ...]
    rows: tuple[Row, ...]


def compare_years(viewer: Viewer) -> Comparison:
    """Return the figures of all years that have a report: frozen here, or entered as a value."""
    reports = dict(sorted(_reports(viewer), reverse=True))
    rows = [
        Row(FORM_2021.cells[place].label, tuple(_value(report, place) for report in reports.values()))
        for place in PLACES
    ]
    return Comparison(tuple(reports), tuple(row for row in rows if row.shown))


def _reports(viewer: Viewer) -> Iterator[tuple[int, Report]]:
    for earlier in EarlierReport.objects.visible_to(viewer).filter(superseded_by=None):
        yield earlier.year, Report.from_json(earlier.value)
    for ours in AnnualReport.objects.visible_to(viewer):
        frozen = queries.standing_freeze(viewer, ours.year)
        if frozen:
            yield ours.year, queries.value_of(frozen.candidate)


def _value(report: Report, place: str) -> int | str | None:
    """A figure of a report, or None where its form has no such cell."""
    return report.cell(place) if place in report.layout.cells else None
