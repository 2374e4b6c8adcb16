"""The report as an editable DOCX in the official layout."""

from collections.abc import Sequence
from datetime import date

from gongkai.annualreport.layout import CellRole, GridCell
from gongkai.annualreport.value import Report
from gongkai.annualreport.writers.illustrations import Illustration
from gongkai.annualreport.writers.outline import (
    Heading,
    ParagraphPlace,
    Picture,
    PrintedTable,
    TextBlock,
    outline,
    page_notice,
    printable,
    title_lines,
)
from gongkai.typeset import OfficialDocx, TableCell

_BAND = "C6D9F1"  # the blue of the blank form's article lines
_NARROW = 8  # a table of more columns has room for
_ROOMY = 5  # so many digits at its usual size
_STYLES = {
    CellRole.CAPTION: "Table Band",
    CellRole.NOTE: "Table Label",
    CellRole.HEAD: "Table Head",
    CellRole.LABEL: "Table Label",
    CellRole.FIGURE: "Table Figure",
}


def write_docx(
    report: Report,
    *,
    made_on: date,
    notice: str | None = None,
    illustrations: Sequence[Illustration] = (),
) -> bytes:
    """The report as DOCX dated `made_on`; the same value, day, notice and illustrations give the same bytes."""
    report = printable(report)
    page = OfficialDocx(
        title=report.heading, author=report.organ, made_on=made_on, notice=page_notice(report, notice)
    )
    page.paragraph("\n".join(title_lines(report)), "Title")
    page.paragraph("")
    for block in outline(report, illustrations):
        match block:
            case Heading(level, text):
                page.paragraph(text, f"Heading {level}")
            case TextBlock(place, text, lead_in):
                style = "Contact" if place is ParagraphPlace.CONTACT else "Body Text"
                page.paragraph(text, style, lead_in=lead_in)
            case PrintedTable():
                _table(page, block)
            case Picture(chart):
                page.picture(chart.png(), alt=chart.alt)
    return page.save()


def _table(page: OfficialDocx, printed: PrintedTable) -> None:
    # A one-block label column is centred in table 二 as in the blank form, left-aligned in table 三.
    centred = printed.table.label_columns == 1
    narrow = len(printed.table.widths) > _NARROW

    def cell(at: GridCell) -> TableCell:
        style = _STYLES[at.role]
        if at.role is CellRole.LABEL and centred:
            style = "Table Head"
        if at.role is CellRole.FIGURE and narrow and len(printed.text(at)) > _ROOMY:
            style = "Table Figure Small"
        shade = _BAND if at.role is CellRole.CAPTION else ""
        return TableCell(printed.text(at), at.row, at.column, at.rowspan, at.colspan, style, shade)

    page.table(
        [[cell(at) for at in row] for row in printed.grid],
        widths=printed.table.widths,
        caption=printed.table.title,
        head_rows=printed.table.head_rows,
    )
