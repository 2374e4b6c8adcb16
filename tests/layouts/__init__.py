"""Layouts of annual reports that nobody collected: random values, printed in every way seen, in every format.

    layout = make_layout(seed, "html")
    verdict = judge(layout, read_report(layout.data))

The same seed gives the same bytes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from gongkai.annualreport import Report, Value, check_identities, tables_of
from tests.layouts import markup, pages, plain
from tests.layouts.printed import Printed, printed
from tests.layouts.reports import nearly_blank, random_report

FORMATS: Mapping[str, Callable[[Random, Printed], bytes]] = {
    "html": markup.html,
    "docx": markup.docx,
    "xlsx": markup.xlsx,
    "pdf": pages.pdf,
    "markdown": plain.markdown,
    "tabbed": plain.tabbed,
    "lines": plain.lines,
    "barred": plain.barred,
    "columns": plain.columns,
    "spaced": plain.spaced,
    "lost": plain.lost,
}
# Formats in which a blank leaves no trace and dress would be guesswork for a person too.
BARE = frozenset(("lost",))


@dataclass(frozen=True)
class Layout:
    """A generated file, and what a reader may answer for each cell."""

    seed: int
    format: str
    report: Report
    truth: Mapping[str, Value]
    data: bytes


@dataclass(frozen=True)
class Verdict:
    """Cells read right, read wrong, and left null although a figure was printed; identities likewise."""

    right: int
    wrong: tuple[str, ...]
    null: tuple[str, ...]
    broken: int
    broken_found: int
    false_alarms: tuple[str, ...]


def make_layout(seed: int, format_: str, *, few: bool = False) -> Layout:
    """A layout of `format_`; every fourth report has figures that do not add up. `few`: one figure or two each in
    tables 三 and 四, and blanks all around.
    """
    rng = Random(f"{seed}-{format_}")
    report = random_report(rng, breaks=rng.choice((0, 0, 0, 1, 2)) if seed % 2 else 0)
    if few:
        report = nearly_blank(rng, report)
    page = printed(rng, report, plain=format_ in BARE)
    return Layout(seed, format_, report, page.truth, FORMATS[format_](rng, page))


def judge(layout: Layout, read: Report) -> Verdict:
    """What was read of `layout`, cell by cell. A cell of the other form counts as null."""
    right, wrong, null = 0, [], []
    for cell, value in layout.truth.items():
        got = read.cell(cell) if cell in read.layout.cells else None
        if got == value:
            right += 1
        elif got is None:
            null.append(cell)
        else:
            wrong.append(f"{cell}: {got!r} for {value!r}")
    for cell, got in ((cell.id, value) for cell, value in read.cells()):
        if got is not None and cell not in layout.truth:
            wrong.append(f"{cell}: {got!r} for nothing")
    form = layout.report.layout
    as_printed = replace(layout.report, tables=tables_of(form, layout.truth))  # a blank decides nothing
    truth = {(finding.code, finding.where) for finding in check_identities(as_printed)}
    told = {(finding.code, finding.where) for finding in check_identities(read)}
    contradictions = (finding.where for finding in read.findings if finding.code == "contradiction")
    return Verdict(
        right,
        tuple(wrong),
        tuple(null),
        len(truth),
        len(truth & told),
        tuple(sorted((*(where for _, where in told - truth), *contradictions))),
    )
