"""What a viewer may see of the reports: by year, the candidate in work, the finalization that stands, last year's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import ExtractYear

from gongkai import law, registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES, Report
from gongkai.annualreport.writers import Illustration
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Entry
from gongkai.norms.queries import rules_of
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


def candidate_and_finalization(viewer: Viewer, year: int) -> tuple[Candidate | None, Finalization | None]:
    """Return the newest candidate of a year's report, and what is final of it now, read at once."""
    newer = Candidate.objects.filter(report=OuterRef("report"), pk__gt=OuterRef("pk"))
    of_year = Candidate.objects.visible_to(viewer).filter(report__year=year)
    kept = of_year.filter(~Exists(newer) | Q(finalization__isnull=False))
    found = list(kept.select_related("report", "organ", "version__document", "finalization").order_by("-pk"))
    final = [each.finalization for each in found if hasattr(each, "finalization")]
    return (found[0] if found else None), max(final, key=lambda each: each.number, default=None)


def standing_finalization(viewer: Viewer, year: int) -> Finalization | None:
    """Return the last finalization of a year: what is final now."""
    of_year = _finalizations(viewer.organ_code).filter(candidate__report__year=year)
    return of_year.order_by("-number").first()


def value_of(candidate: Candidate) -> Report:
    """Return the report that a candidate's version carries."""
    return Report.from_json(candidate.version.content_json)


def illustrations_of(version: Version) -> tuple[Illustration, ...]:
    """Return the charts that a report's version carries; empty where its text is plain."""
    kept = version.content_json.get(ILLUSTRATIONS, [])
    return tuple(Illustration.from_json(one) for one in kept)


def previous_report(viewer: Viewer, year: int) -> Report | None:
    """Return the report of the year before: our own finalized one, else the one entered as a value."""
    if finalization := standing_finalization(viewer, year - 1):
        return value_of(finalization.candidate)
    entered = _entered(viewer).filter(year=year - 1).first()
    return Report.from_json(entered.value) if entered else None


def _entered(viewer: Viewer) -> QuerySet[PriorYearReport]:
    found: QuerySet[PriorYearReport] = PriorYearReport.objects.visible_to(viewer).standing()
    return found


def _finalizations(organ_code: str) -> QuerySet[Finalization]:
    found: QuerySet[Finalization] = Finalization.objects.filter(organ=organ_code).select_related(
        "candidate__version", "candidate__report", "candidate__organ"
    )
    return found


def last_finalizations(organ_code: str) -> dict[int, Finalization]:
    """Return what is final now, by year."""
    return {
        finalization.candidate.report.year: finalization
        for finalization in _finalizations(organ_code).order_by("number")
    }


def prior_year_reports(viewer: Viewer) -> dict[int, PriorYearReport]:
    """Return the reports that were entered as values, by year."""
    return {entered.year: entered for entered in _entered(viewer)}


def known_reports(viewer: Viewer, finalizations: Mapping[int, Finalization]) -> dict[int, Report]:
    """Return every report of the organ by year: finalized here and not altered since, else entered as a value."""
    entered = prior_year_reports(viewer).items()
    finalized = {
        year: value_of(finalization.candidate)
        for year, finalization in finalizations.items()
        if finalization.candidate.version.is_intact
    }
    return {year: Report.from_json(each.value) for year, each in entered if year not in finalized} | finalized


def counted(candidate: Candidate) -> Count:
    """Return what a candidate counted, as it was counted then."""
    figures = {
        cell.cell_id: Figure(cell.cell_id, cell.measure, _number(cell.value), tuple(cell.fact_keys))
        for cell in candidate.counted_cells
    }
    return Count(candidate.report.year, figures)


def released_reports(organ: Organ) -> list[tuple[Finalization, Release]]:
    """Return the organ's released reports, newest year first, each with the release that stands."""
    releases = {
        release.approval_id: release
        for release in Release.objects.shown()
        .filter(organ=organ, approval__version__document__kind=KIND)
        .select_related("approval__version__document")
    }
    finalizations = (
        Finalization.objects.filter(organ=organ, approval__in=releases)
        .select_related("candidate__version", "candidate__report")
        .order_by("-candidate__report__year", "-number")
    )
    return [(finalization, releases[finalization.approval_id]) for finalization in finalizations]


@dataclass(frozen=True)
class ReportYear:
    """A year in the list of reports: ours, one entered or none, how far it is, and the day by which it is due."""

    year: int
    report: AnnualReport | None
    prior_year_report: PriorYearReport | None
    finalization: Finalization | None
    due_on: datetime.date | None
    is_missing: bool


def report_years(viewer: Viewer) -> list[ReportYear]:
    """Return every year from the first that has a report, or in which the organ began, to this one, newest first."""
    ours = {r.year: r for r in AnnualReport.objects.visible_to(viewer)}
    entered, finalizations = prior_year_reports(viewer), last_finalizations(viewer.organ_code)
    first = min({*ours, *entered, viewer.day.year - 1, first_year(viewer)})
    last = max({*ours, *entered, viewer.day.year})
    return [
        ReportYear(
            year,
            ours.get(year),
            entered.get(year),
            finalizations.get(year),
            due := due_on(viewer, year),
            is_missing=year not in ours and year not in entered and due is not None and due < viewer.day,
        )
        for year in range(last, first - 1, -1)
    ]


def first_year(viewer: Viewer) -> int:
    """Return the year in which the viewer's organ began here; this year where the ledger does not say."""
    return min((year for year, _ in _opened(viewer)), default=viewer.day.year)


def began_and_reported(viewer: Viewer) -> tuple[int, set[int]]:
    """Return the first year, and those whose reports were released here or entered as of earlier years, at once."""
    approvals = Release.objects.visible_to(viewer).filter(approval__version__document__kind=KIND)
    released = Finalization.objects.visible_to(viewer).filter(approval__in=approvals.values("approval"))
    reported = Value(True)
    found = list(
        _opened(viewer).union(
            released.values_list("candidate__report__year", reported),
            _entered(viewer).order_by().values_list("year", reported),
        )
    )
    began = min((year for year, is_report in found if not is_report), default=viewer.day.year)
    return began, {year for year, is_report in found if is_report}


def _opened(viewer: Viewer) -> QuerySet[Any, Any]:
    """The years in which the ledger says that the organ was opened, none of them a report's."""
    opened = Entry.objects.filter(organ_code=viewer.organ_code, event=OrganOpened.id).order_by()
    return opened.values_list(ExtractYear("day"), Value(False))


def due_on(viewer: Viewer, year: int) -> datetime.date | None:
    """Return the day by which the organ submits and publishes a year's report; None before there was a rule."""
    try:
        return law.annual_day("report.department", year + 1, values=rules_of(viewer).values)
    except law.NotModelled:
        return None


def cell_ids() -> set[str]:
    """Return the address of everything that is counted: the cells of the form and the measures of the prose."""
    return FORM_2021.cells.keys() | {measure.id for measure in registry.all_of(registry.Measure)}


@dataclass(frozen=True)
class FigureSource:
    """What stands behind a figure: the measures that answer for it, and the records."""

    measures: list[registry.Measure]
    query: Any


@dataclass(frozen=True)
class FigureChange:
    """What differs between the records behind a finalized figure and those that it counted."""

    finalized: CountedCell
    added: int
    removed: int


def change_of(finalization: Finalization, cell_id: str, source: FigureSource) -> FigureChange | None:
    """Return what differs from a finalization; None where it did not count this."""
    finalized = CountedCell.objects.filter(candidate=finalization.candidate, cell_id=cell_id).first()
    if finalized is None:
        return None
    now, then = set(source.query.values_list("pk", flat=True)), set(finalized.fact_keys)
    return FigureChange(finalized, len(now - then), len(then - now))


def permissions_of_records() -> frozenset[str]:
    """Return what one must be allowed to see all records behind a report: each is a record of another room."""
    registers = {measure.register for measure in registry.all_of(registry.Measure)}
    return frozenset(registry.one(registry.Register, each).permission for each in registers)


def records_of_cell(viewer: Viewer, year: int, cell_id: str) -> FigureSource:
    """Return the records that a cell counts now; of a total, those of all the cells it sums."""
    if cell_id not in FORM_2021.cells:
        measure = registry.one(registry.Measure, cell_id)
        return FigureSource([measure], measure.records(viewer, year))
    wanted = summed(cell_id)
    measures = list({m.id: m for m in map(measure_of, wanted)}.values())
    rows, columns = ({cell.split(".")[part] for cell in wanted} for part in (1, 2))
    measure = measures[0]
    assert measure.annotate_cells is not None
    with_cells = measure.annotate_cells(measure.records(viewer, year))
    # What is summed are all these rows of all these columns; asked cell by cell, each is computed anew.
    return FigureSource(
        measures, with_cells.filter(cell_row__in=sorted(rows), cell_column__in=sorted(columns))
    )


def summed(cell_id: str) -> list[str]:
    """Return the cells that nobody sums and that make up this one: itself, or those of its row and column."""
    if cell_id not in FORM_2021.cells:
        return [cell_id]
    table, row, column = cell_id.split(".")
    rows = [leaf.id for leaf in REQUEST_LEAVES] if row == "total_handled" else [row]
    columns = (
        [c.id for c in FORM_2021.tables[table].columns if c.id != "total"] if column == "total" else [column]
    )
    return [f"{table}.{r}.{c}" for r in rows for c in columns]


def measure_of(cell_id: str) -> registry.Measure:
    """Return the measure that answers for a cell that is no total. Raises `NotDeclared`."""
    if cell_id in FORM_2021.cells:
        table, row, column = cell_id.split(".")
        for measure in registry.all_of(registry.Measure):
            if measure.table == table and {f"{row}.{column}", f"{row}.*"} & set(measure.covers):
                return measure
    return registry.one(registry.Measure, cell_id)


def _number(value: str) -> int | str:
    return int(value) if value.lstrip("-").isdigit() else value
