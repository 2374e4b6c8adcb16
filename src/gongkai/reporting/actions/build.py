"""Count the year and make a candidate of it."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.papers.actions.draft import add_version, draft_document
from gongkai.reporting import queries
from gongkai.reporting.compiling import Compiled, compile_year, content_of
from gongkai.reporting.events import CandidateBuilt
from gongkai.reporting.models import AnnualReport, Candidate, CountedCell


def build_candidate(*, viewer: Viewer, year: int) -> Candidate:
    """Return a new candidate of the year's report: what the records say today, with the facts of each cell."""
    viewer.require("reporting.build")
    with viewer.transaction() as tx:
        compiled = compile_year(viewer, year)
        content = content_of(compiled, made_on=viewer.day)
        report = queries.report_of(viewer, year)
        if report is None:
            version = draft_document(viewer=viewer, kind=queries.KIND, content=content)
            report = tx.add(AnnualReport(year=year, document=version.document))
        else:
            version = add_version(viewer=viewer, document=report.document, content=content)
        candidate = tx.add(
            Candidate(
                report=report,
                version=version,
                counted_on=viewer.day,
                paragraphs=[paragraph.to_json() for paragraph in compiled.paragraphs],
            )
        )
        tx.add_all(_cells(candidate, compiled))
        tx.record(
            CandidateBuilt(year=year, figures=len(compiled.count.figures)),
            subjects=[report, candidate, version],
            basis="《政府信息公开条例》第四十九条、第五十条",
        )
    return candidate


def _cells(candidate: Candidate, compiled: Compiled) -> list[CountedCell]:
    return [
        CountedCell(
            candidate=candidate,
            measure=figure.measure,
            cell_id=figure.cell_id,
            value=str(figure.value),
            keys=figure.packed,
            digest=figure.digest,
        )
        for figure in compiled.count.figures.values()
    ]
