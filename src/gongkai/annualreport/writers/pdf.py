"""The report as PDF: tagged, PDF/A-2a and PDF/UA-1."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.annualreport.layout import CellRole
from gongkai.annualreport.value import Report
from gongkai.annualreport.writers.illustrations import Illustration
from gongkai.annualreport.writers.outline import (
    Heading,
    Picture,
    PrintedBlock,
    PrintedTable,
    TextBlock,
    outline,
    page_notice,
    printable,
    title_lines,
)
from gongkai.typeset import render_pages, render_pdf

_TEMPLATE = Path(__file__).with_name("report.typ")


def write_pdf(
    report: Report,
    *,
    made_on: date,
    notice: str | None = None,
    illustrations: Sequence[Illustration] = (),
    fonts: Path | None = None,
) -> bytes:
    """The report as PDF dated `made_on`; `fonts` is the unit's folder of licensed fonts.

    The same value, day, notice, illustrations and fonts give the same bytes. Raises TypesettingFailed.
    """
    return render_pdf(_TEMPLATE, _data(report, notice, illustrations), made_on=made_on, fonts=fonts)


def draw_pages(
    report: Report,
    *,
    made_on: date,
    notice: str | None = None,
    illustrations: Sequence[Illustration] = (),
    fonts: Path | None = None,
) -> list[bytes]:
    """The pages of the same PDF as SVG pictures. Raises TypesettingFailed."""
    return render_pages(_TEMPLATE, _data(report, notice, illustrations), made_on=made_on, fonts=fonts)


def _data(report: Report, notice: str | None, illustrations: Sequence[Illustration]) -> dict[str, Any]:
    report = printable(report)
    return {
        "title": report.heading,
        "title_lines": title_lines(report),
        "author": report.organ,
        "notice": page_notice(report, notice),
        "blocks": [_block(block) for block in outline(report, illustrations)],
    }


def _block(block: PrintedBlock) -> dict[str, Any]:
    match block:
        case Heading(level, text):
            return {"kind": "heading", "level": level, "text": text}
        case TextBlock(place, text, lead_in):
            return {"kind": "paragraph", "place": place.value, "text": text, "lead_in": lead_in}
        case PrintedTable():
            return _table(block)
        case Picture(chart):
            return {"kind": "picture", "svg": chart.svg, "alt": chart.alt}


def _table(printed: PrintedTable) -> dict[str, Any]:
    rows = [
        [
            {
                "text": printed.text(cell),
                "x": cell.column,
                "y": cell.row,
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "role": cell.role.value,
            }
            for cell in row
        ]
        for row in printed.grid
    ]
    return {
        "kind": "table",
        "rows": rows,
        "widths": printed.table.widths,
        "centred": printed.table.label_columns == 1,
        "headers": _headers(printed),
    }


def _headers(printed: PrintedTable) -> list[tuple[int, int]]:
    """The runs of printed rows without figures: first row and the row after the last."""
    runs: list[tuple[int, int]] = []
    for number, row in enumerate(printed.grid):
        if any(cell.role is CellRole.FIGURE for cell in row):
            continue
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs
