"""What a viewer may see of the reports: by year, the candidate in work, the freeze that stands, last year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES, Report
from gongkai.annualreport.writers import Illustration
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.reporting.counting import Count, Figure
from gongkai.reporting.models import AnnualReport, Candidate, CountedCell, Finalization, PriorYearReport
from gongkai.review.models import Release

KIND = "annual_report"
# The key beside the value of the report under which a version keeps the figures of its charts.
ILLUSTRATIONS = "illustrations"


def report_of(viewer: Viewer, year: int) -> AnnualReport | None:
    """Return the viewer's organ's report of a year, or None where none was begun."""
    return AnnualReport.objects.visible_to(viewer).filter(year=year).select_related("document").first()


def latest_candidate(report: AnnualReport) -> Candidate | None:
    """Return the newest candidate of a report."""
    return report.candidates.select_related("version").order_by("-pk").first()


def standing_freeze(viewer: Viewer, year: int) -> Finalization | None:
    """Return the last freeze of a year: what is final now."""
    return _standing_freezes(viewer.organ_code, year).first()


def value_of(candidate: Candidate) -> Report:
    """Return the report that a candidate's version carries."""
    return Report.from_json(candidate.version.content_json)


def illustrations_of(version: Version) -> tuple[Illustration, ...]:
    """Return the charts that a report's version carries; empty where its text is plain."""
    kept = version.content_json.get(ILLUSTRATIONS, [])
    return tuple(Illustration.from_json(one) for one in kept)


def previous_report(viewer: Viewer, year: int) -> Report | None:
    """Return the report of the year before: our own frozen one, else the one entered as a value."""
    return previous_report_of(viewer.organ_code, year)


def previous_report_of(organ_code: str, year: int) -> Report | None:
    """Return the same for an organ, for pages that everybody sees."""
    frozen = _standing_freezes(organ_code, year - 1).first()
    if frozen:
        return value_of(frozen.candidate)
    earlier = PriorYearReport.objects.filter(organ=organ_code, year=year - 1, superseded_by=None).first()
    return Report.from_json(earlier.value) if earlier else None


def _standing_freezes(organ_code: str, year: int) -> QuerySet[Finalization]:
    freezes = Finalization.objects.filter(organ=organ_code, candidate__report__year=year)
    found: QuerySet[Finalization] = freezes.select_related(
        "candidate__version", "candidate__report", "candidate__organ"
    ).order_by("-number")
    return found


def counted(candidate: Candidate) -> Count:
    """Return what a candidate counted, as it was counted then."""
    figures = {
        cell.place: Figure(cell.place, cell.measure, _number(cell.value), tuple(cell.fact_keys))
        for cell in CountedCell.objects.filter(candidate=candidate)
    }
    return Count(candidate.report.year, figures)


def released_reports(organ: Organ) -> list[tuple[Finalization, Release]]:
    """Return the organ's released reports, newest year first, each with the release that stands."""
    releases = {
        release.approval_id: release
        for release in Release.objects.standing().filter(organ=organ, approval__version__document__kind=KIND)
    }
    freezes = (
        Finalization.objects.filter(organ=organ, approval__in=releases)
        .select_related("candidate__version", "candidate__report")
        .order_by("-candidate__report__year", "-number")
    )
    return [(freeze, releases[freeze.approval_id]) for freeze in freezes]


@dataclass(frozen=True)
class FigureSource:
    """What stands behind a figure: the measures that answer for it, and the records."""

    measures: list[registry.Measure]
    query: Any


def records_of_place(viewer: Viewer, year: int, place: str) -> FigureSource:
    """Return the records that a place counts now; of a total, those of all the cells it sums."""
    if place not in FORM_2021.cells:
        measure = registry.one(registry.Measure, place)
        return FigureSource([measure], measure.records(viewer, year))
    wanted = summed(place)
    measures = list({m.id: m for m in map(measure_of, wanted)}.values())
    rows, columns = ({cell.split(".")[part] for cell in wanted} for part in (1, 2))
    measure = measures[0]
    assert measure.annotate_cells is not None
    placed = measure.annotate_cells(measure.records(viewer, year))
    # What is summed are all these rows of all these columns; asked cell by cell, each asks the place anew.
    return FigureSource(measures, placed.filter(cell_row__in=sorted(rows), cell_column__in=sorted(columns)))


def summed(place: str) -> list[str]:
    """Return the cells that nobody sums and that make up this place: itself, or those of its row and column."""
    if place not in FORM_2021.cells:
        return [place]
    table, row, column = place.split(".")
    rows = [leaf.id for leaf in REQUEST_LEAVES] if row == "total_handled" else [row]
    columns = (
        [c.id for c in FORM_2021.tables[table].columns if c.id != "total"] if column == "total" else [column]
    )
    return [f"{table}.{r}.{c}" for r in rows for c in columns]


def measure_of(place: str) -> registry.Measure:
    """Return the measure that answers for a place that is no total. Raises `NotDeclared`."""
    if place in FORM_2021.cells:
        table, row, column = place.split(".")
        for measure in registry.all_of(registry.Measure):
            if measure.table == table and {f"{row}.{column}", f"{row}.*"} & set(measure.covers):
                return measure
    return registry.one(registry.Measure, place)


def _number(value: str) -> int | str:
    return int(value) if value.lstrip("-").isdigit() else value
