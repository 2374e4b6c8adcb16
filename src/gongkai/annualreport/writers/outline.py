"""What a report prints, in order: the one outline that every writer sets in its own format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.annualreport.layout import FormCell, Grid, GridCell, Table
from gongkai.annualreport.value import Report, ReportSection, Value
from gongkai.annualreport.writers.illustrations import Illustration
from gongkai.typeset import Chart
from gongkai.typeset import printable as printable_text


class ParagraphPlace(StrEnum):
    """Where a paragraph stands."""

    INTRO = "intro"
    BODY = "body"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 1 is numbered 一、, level 2 （一）, level 3 1."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph; `lead_in` is its ordinal and first sentence where it begins like a heading."""

    place: ParagraphPlace
    text: str
    lead_in: str = ""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of the form with the report's figures."""

    table: Table
    grid: Grid
    report: Report

    def text(self, cell: GridCell) -> str:
        """What the cell prints."""
        return shown(self.report.cell(cell.cell)) if cell.cell else cell.text

    def figure(self, cell: GridCell) -> FormCell:
        """What a figure's cell means."""
        return self.report.layout.cells[cell.cell]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on its own line, where part 一 speaks of what it shows."""

    chart: Chart


PrintedBlock = Heading | TextBlock | PrintedTable | Picture

_OVERVIEW = "一"
_LEFT = re.compile(r"[\r\x7f]")

# An ordinal of level 2 or 3 and the words up to the first stop, if a heading's length.
_LEAD_IN = re.compile(
    r"((?P<two>（[一二三四五六七八九十]+）)|[1-9]\d?[.．、])[^。；：，,;:\d][^。；：;:]{0,38}(?P<stop>。)?"
)


def printable(report: Report) -> Report:
    """The report without control characters, which a PDF may have left in its text and no XML can hold."""

    def clean(text: str) -> str:
        return _LEFT.sub("", printable_text(text))

    return replace(
        report,
        organ=clean(report.organ),
        title=clean(report.title),
        intro=clean(report.intro),
        contact=clean(report.contact),
        sections=tuple(
            ReportSection(clean(s.number), clean(s.title), clean(s.text)) for s in report.sections
        ),
    )


def outline(report: Report, illustrations: Sequence[Illustration] = ()) -> Iterator[PrintedBlock]:
    """Everything after the title, in printed order; parts that the report lacks keep their heading.

    Illustrations stand in part 一, each at the end of what is said under its head.
    """
    yield from _paragraphs(report.intro, ParagraphPlace.INTRO)
    given = {section.number: section for section in report.sections}
    for part in report.layout.parts:
        section = given.pop(part.number, ReportSection(part.number, part.title))
        yield Heading(1, f"{section.number}、{section.title or part.title}")
        prose = _prose(section.text)
        yield from _illustrated(prose, illustrations) if part.number == _OVERVIEW else prose
        if part.table:
            yield printed_table(report, part.table)
    for section in report.sections:
        if section.number in given:
            yield Heading(1, f"{section.number}、{section.title}")
            yield from _prose(section.text)
    yield from _paragraphs(report.contact, ParagraphPlace.CONTACT)


def printed_table(report: Report, table: str) -> PrintedTable:
    """One table of the report as it prints it; KeyError for an unknown table id."""
    return PrintedTable(report.layout.tables[table], report.grid(table), report)


def title_lines(report: Report) -> tuple[str, ...]:
    """The title, broken after the organ's name: a line of 2号 type holds twenty characters."""
    title = report.heading
    rest = title.removeprefix(report.organ) if report.organ else title
    return (report.organ, rest) if rest and rest != title else (title,)


def page_notice(report: Report, notice: str | None) -> str:
    """What every page says at its head: 未定稿 while it is a draft, and what the caller adds (示例数据)."""
    return "　".join(text for text in (report.status.label if report.status else "", notice or "") if text)


def shown(value: Value) -> str:
    """A figure as printed; a blank stays blank."""
    return "" if value is None else str(value)


def _illustrated(
    blocks: Iterable[PrintedBlock], illustrations: Sequence[Illustration]
) -> Iterator[PrintedBlock]:
    """The blocks with each picture before the next head; those whose head nobody wrote stand at the end."""
    head, waiting = "", list(illustrations)
    for block in blocks:
        begun = block.text if isinstance(block, Heading) else getattr(block, "lead_in", "")
        if begun:
            due = [one for one in waiting if one.head in head]
            waiting = [one for one in waiting if one not in due]
            yield from (Picture(one.chart) for one in due)
            head = begun
        yield block
    yield from (Picture(one.chart) for one in waiting)


def _paragraphs(text: str, place: ParagraphPlace) -> Iterator[TextBlock]:
    for line in text.split("\n"):
        if line.strip():
            yield TextBlock(place, line)


def _prose(text: str) -> Iterator[PrintedBlock]:
    for paragraph in _paragraphs(text, ParagraphPlace.BODY):
        found = _LEAD_IN.match(paragraph.text)
        if not found:
            yield paragraph
        elif found.end() == len(paragraph.text) and not found["stop"]:
            yield Heading(2 if found["two"] else 3, paragraph.text)
        elif found["stop"] and found["two"]:
            yield TextBlock(ParagraphPlace.BODY, paragraph.text[found.end() :], found[0])
        else:
            yield paragraph
