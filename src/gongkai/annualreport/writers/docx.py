"""The report as an editable DOCX in the official layout."""

from datetime import date

from gongkai.annualreport.layout import GridCell, Role
from gongkai.annualreport.value import Report
from gongkai.annualreport.writers.outline import (
    Heading,
    Paragraph,
    PrintedTable,
    outline,
    page_notice,
    title_lines,
)
from gongkai.typeset import OfficialDocx, TableCell

_BAND = "C6D9F1"  # the blue of the blank form's article lines
_STYLES = {
    Role.CAPTION: "Table Band",
    Role.NOTE: "Table Label",
    Role.HEAD: "Table Head",
    Role.LABEL: "Table Label",
    Role.FIGURE: "Table Figure",
}


def write_docx(report: Report, *, made_on: date, notice: str | None = None) -> bytes:
    """The report as DOCX dated `made_on`; the same value, day and notice give the same bytes."""
    page = OfficialDocx(
        title=report.heading, author=report.organ, made_on=made_on, notice=page_notice(report, notice)
    )
    page.paragraph("\n".join(title_lines(report)), "Title")
    page.paragraph("")
    for block in outline(report):
        match block:
            case Heading(level, text):
                page.paragraph(text, f"Heading {level}")
            case Paragraph(_, text, lead_in):
                page.paragraph(text, lead_in=lead_in)
            case PrintedTable():
                _table(page, block)
    return page.save()


def _table(page: OfficialDocx, printed: PrintedTable) -> None:
    # A one-block label column is centred in table 二 as in the blank form, left-aligned in table 三.
    centred = printed.table.label_columns == 1

    def cell(at: GridCell) -> TableCell:
        style = _STYLES[at.role]
        if at.role is Role.LABEL and centred:
            style = "Table Head"
        shade = _BAND if at.role is Role.CAPTION else ""
        return TableCell(printed.text(at), at.row, at.column, at.rowspan, at.colspan, style, shade)

    page.table(
        [[cell(at) for at in row] for row in printed.grid],
        widths=printed.table.widths,
        caption=printed.table.title,
        head_rows=printed.table.head_rows,
    )
