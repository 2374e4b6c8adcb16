"""The count made a report: tables from figures, prose from passages, a version's content from both."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.annualreport import FORM_2021, FigureKind, Report, Status, Tables, tables_of
from gongkai.annualreport.writers import Illustration
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import canonical
from gongkai.norms.queries import rules_of
from gongkai.papers.content import Content
from gongkai.reporting import prose, queries
from gongkai.reporting.charts import illustrations_of
from gongkai.reporting.counting import Count, count_year
from gongkai.reporting.models import Passage
from gongkai.review.queries import contact_of


@dataclass(frozen=True)
class Compiled:
    """What the records say now: the count, the report as a value, its paragraphs with their bindings, its charts.

    `previous` is the report of the year before, against which it is checked.
    """

    count: Count
    report: Report
    paragraphs: list[prose.Paragraph]
    illustrations: tuple[Illustration, ...]
    previous: Report | None


def compile_year(viewer: Viewer, year: int) -> Compiled:
    """Return the year's report as the records of the viewer's organ make it today."""
    rules = rules_of(viewer)
    organ = rules.organ
    count = count_year(viewer, year)
    edited = dict(Passage.objects.visible_to(viewer).filter(year=year).values_list("passage", "text"))
    paragraphs = prose.compose(count, organ=organ, contact=contact_of(viewer), edited=edited)
    report = Report(
        organ=organ.name,
        year=year,
        tables=_tables(count),
        intro=prose.text_of(paragraphs, "intro"),
        sections=prose.sections(paragraphs),
        contact=prose.text_of(paragraphs, "contact"),
        status=Status.DRAFT,
    )
    previous = queries.previous_report(viewer, year)
    illustrations = illustrations_of(viewer, rules, report, previous)
    return Compiled(count, report, paragraphs, illustrations, previous)


def content_of(compiled: Compiled, *, made_on: datetime.date) -> Content:
    """Return the report as the content of a version: canonical JSON, so equal reports have equal hashes.

    The figures of its charts stand beside the value, so what was reviewed is what every file draws.

    A version carries no 未定稿: what is final is a fact about it (`Finalization`), not a part of it.
    """
    report = compiled.report
    value = {key: item for key, item in report.to_json().items() if key != "status"}
    if compiled.illustrations:
        value[queries.ILLUSTRATIONS] = [one.to_json() for one in compiled.illustrations]
    return Content(
        title=report.heading,
        body=canonical(value).decode(),
        body_type="application/json",
        made_on=made_on,
        attribute="proactive",
    )


def _tables(count: Count) -> Tables:
    """A cell that nobody counts stays blank, never 0: the officer is told which."""
    figures: dict[str, int | str | None] = {}
    for cell in FORM_2021.cells.values():
        figure = count.figures.get(cell.id)
        if figure is not None:
            figures[cell.id] = str(figure.value) if cell.kind is FigureKind.AMOUNT else figure.value
        else:
            figures[cell.id] = None
    return tables_of(FORM_2021, figures)
