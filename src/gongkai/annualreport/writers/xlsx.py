"""The report as a workbook: the prose on one sheet, each table on its own, merged as printed."""

from datetime import date
from decimal import Decimal
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annualreport.layout import CellRole, GridCell
from gongkai.annualreport.value import Report
from gongkai.annualreport.writers.outline import (
    Heading,
    ParagraphPlace,
    PrintedTable,
    TextBlock,
    outline,
    page_notice,
    printable,
    title_lines,
)
from gongkai.typeset import saved

_FONT = Font(name="宋体", size=10)
_BOLD = Font(name="黑体", size=10)
_HEAD = Font(name="黑体", size=14)
_NOTICE = Font(name="黑体", size=11, color="9A2A1F")
_RULE = Side(style="thin", color="000000")
_BORDER = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_BAND = PatternFill("solid", fgColor="C6D9F1")
_CENTRE = Alignment("center", "center", wrap_text=True)
_LEFT = Alignment("left", "center", wrap_text=True)
_TOP = Alignment("left", "top", wrap_text=True)
_LABEL_WIDTH, _TEXT_WIDTH = 30, 84  # characters: the two columns of the prose
_SHEET_WIDTH = 110  # characters over a table
_NARROWEST = 8  # characters: seven digits
_LINE = 15  # points: one printed line of a row
_TALLEST = 400  # points: a row cannot be higher than 409
_EXACT_DIGITS = 15  # what a spreadsheet's number holds


def write_xlsx(report: Report, *, made_on: date, notice: str | None = None) -> bytes:
    """The report as XLSX dated `made_on`; the same value, day and notice give the same bytes.

    Figures are numbers; money keeps its decimals by its number format.
    """
    report = printable(report)
    said = page_notice(report, notice)
    book = Workbook()
    prose = book.worksheets[0]
    prose.title = "正文"
    _prose(prose, report, said)
    for block in outline(report):
        if isinstance(block, PrintedTable):
            _table(book.create_sheet(f"表{block.table.number}"), block, said)
    book.properties.title, book.properties.creator = report.heading, report.organ
    return saved(book, made_on=made_on)


def _prose(sheet: Worksheet, report: Report, said: str) -> None:
    top = _title(sheet, "".join(title_lines(report)), said, columns=2)
    part = "前言"
    lines: list[tuple[str, str]] = [
        ("机关", report.organ),
        ("年度", str(report.year or "")),
        ("格式", report.layout.basis),
    ]
    for block in outline(report):
        match block:
            case Heading(1, text):
                part = text
                lines.append((part, ""))
            case Heading(_, text):
                lines.append((part, text))
            case TextBlock(place, text, lead_in):
                lines.append(("联系方式" if place is ParagraphPlace.CONTACT else part, lead_in + text))
    kept = [
        line for n, line in enumerate(lines) if line[1] or n + 1 == len(lines) or lines[n + 1][0] != line[0]
    ]
    for number, (label, text) in enumerate(kept, top):
        _put(_at(sheet, number, 1), label, _BOLD, _TOP)
        _put(_at(sheet, number, 2), text, _FONT, _TOP)
        _height(sheet, number, max(_lines(label, _LABEL_WIDTH), _lines(text, _TEXT_WIDTH)))
    sheet.column_dimensions["A"].width = _LABEL_WIDTH
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    _page(sheet, said, landscape=False)


def _table(sheet: Worksheet, printed: PrintedTable, said: str) -> None:
    table = printed.table
    top = _title(sheet, f"{table.number}、{table.title}", said, columns=len(table.widths))
    widths = [max(_NARROWEST, _SHEET_WIDTH * share / sum(table.widths)) for share in table.widths]
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(printed.grid):
        for cell in row:
            _cell(sheet, printed, cell, top)
        needed = [
            _lines(printed.text(cell), sum(widths[cell.column : cell.column + cell.colspan]))
            for cell in row
            if cell.rowspan == 1
        ]
        _height(sheet, top + number, max(needed, default=1))
    if table.head_rows:
        sheet.freeze_panes = f"{get_column_letter(table.label_columns + 1)}{top + table.head_rows}"
        sheet.print_title_rows = f"{top}:{top + table.head_rows - 1}"
    _page(sheet, said, landscape=table.sideways)


def _cell(sheet: Worksheet, printed: PrintedTable, cell: GridCell, top: int) -> None:
    first, left = top + cell.row, 1 + cell.column
    last, right = first + cell.rowspan - 1, left + cell.colspan - 1
    for row in range(first, last + 1):
        for column in range(left, right + 1):
            sheet.cell(row, column).border = _BORDER
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
    corner = _at(sheet, first, left)
    if cell.role is CellRole.FIGURE:
        _figure(corner, printed.text(cell))
        return
    left_aligned = cell.role in (CellRole.CAPTION, CellRole.NOTE) or (
        cell.role is CellRole.LABEL and printed.table.label_columns > 1
    )
    _put(
        corner,
        cell.text,
        _BOLD if cell.role is CellRole.CAPTION else _FONT,
        _LEFT if left_aligned else _CENTRE,
    )
    if cell.role is CellRole.CAPTION:
        corner.fill = _BAND


def _figure(cell: SheetCell, text: str) -> None:
    digits = text.removeprefix("-").replace(".", "")
    if not digits.isdigit() or len(digits) > _EXACT_DIGITS:
        _put(cell, text, _FONT, _CENTRE)
        return
    decimals = len(text.partition(".")[2])
    cell.value = Decimal(text) if decimals else int(text)
    cell.number_format = f"0.{'0' * decimals}" if decimals else "0"
    cell.font, cell.alignment = _FONT, _CENTRE


def _title(sheet: Worksheet, title: str, said: str, *, columns: int) -> int:
    """Writes title and notice above the content; returns the row where it begins."""
    lines = [(title, _HEAD)] + ([(said, _NOTICE)] if said else [])
    for number, (text, font) in enumerate(lines, 1):
        sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=columns)
        _put(_at(sheet, number, 1), text, font, _CENTRE)
    sheet.row_dimensions[1].height = 32
    return len(lines) + 1


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a column of so many characters; a Chinese one counts two."""
    taken = sum(1 if character.isascii() else 2 for character in text)
    return max(1, ceil(taken * 1.1 / width))


def _height(sheet: Worksheet, row: int, lines: int) -> None:
    """Sets the height that no program finds by itself where cells are merged."""
    sheet.row_dimensions[row].height = min(_TALLEST, _LINE * lines + 4)


def _at(sheet: Worksheet, row: int, column: int) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell), "only the corner of merged cells is written"
    return cell


def _put(cell: SheetCell, text: str, font: Font, alignment: Alignment) -> None:
    """Text as text: what begins with = is no formula."""
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.font, cell.alignment = font, alignment


def _page(sheet: Worksheet, said: str, *, landscape: bool) -> None:
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for item, text in ((sheet.oddHeader, said.replace("&", "&&")), (sheet.oddFooter, "— &P —")):
        assert item is not None
        item.center.text = text or None
