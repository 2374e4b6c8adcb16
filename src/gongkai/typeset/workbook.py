"""Workbooks: plain sheets of many rows; and any workbook with a fixed day, the same bytes for the same content."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.typeset.archive import settled
from gongkai.typeset.characters import printable

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NO_NAME = re.compile(r"[\\/*?:\[\]]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767  # characters, by the format
_TITLE, _BOLD, _PLAIN = (
    Font(name="黑体", size=14),
    Font(name="宋体", size=10, bold=True),
    Font(name="宋体", size=10),
)
_WRAPPED = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet: its name, a title, sentences below it, then a table; `widths` are characters a column.

    Values are numbers and days as such, and text: what begins with = is no formula.
    """

    name: str
    title: str
    said: Sequence[str]
    labels: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int]


def write_workbook(
    sheets: Iterable[PlainSheet], *, title: str, author: str, made_on: date, notice: str = ""
) -> bytes:
    """The sheets as XLSX dated `made_on`; each prints `notice` at its head. Rows are written one by one."""
    book = Workbook(write_only=True)
    for one in sheets:
        _sheet(book, one, notice)
    book.properties.title, book.properties.creator = title, author
    return saved(book, made_on=made_on)


def saved(book: Workbook, *, made_on: date) -> bytes:
    """A workbook as a file made on a day: the same content and day give the same bytes."""
    instant = datetime.combine(made_on, time(), UTC)
    book.properties.created = instant.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    stamp = instant.strftime("%Y-%m-%dT%H:%M:%SZ").encode()

    def dated(content: bytes) -> bytes:
        # openpyxl stamps the moment of saving and offers no other way
        return _MODIFIED.sub(rb"\g<1>" + stamp, content)

    return settled(out.getvalue(), made_on=made_on, change={"docProps/core.xml": dated})


def _sheet(book: Workbook, one: PlainSheet, notice: str) -> None:
    sheet: Any = book.create_sheet(_NO_NAME.sub(" ", one.name)[:_LONGEST_NAME])
    for index, width in enumerate(one.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    head = [line for line in (notice, *one.said) if line]
    sheet.freeze_panes = f"A{len(head) + 3}"
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.oddHeader.center.text = notice.replace("&", "&&") or None
    sheet.oddFooter.center.text = "— &P —"
    title, line, label = (_styled(sheet, font) for font in (_TITLE, _PLAIN, _BOLD))
    value, day = (_styled(sheet, _PLAIN, _WRAPPED, form) for form in ("General", "yyyy-mm-dd"))
    sheet.append([_cell(sheet, one.title, title)])
    for text in head:
        sheet.append([_cell(sheet, text, line)])
    sheet.append([_cell(sheet, text, label) for text in one.labels])
    for row in one.rows:
        sheet.append([_cell(sheet, each, day if isinstance(each, date) else value) for each in row])


def _styled(sheet: Any, font: Font, alignment: Alignment | None = None, form: str = "General") -> Any:
    """The style that cells of a sheet share: to name font and alignment a cell costs more than to write it."""
    model: Any = WriteOnlyCell(sheet)
    model.font, model.number_format = font, form
    if alignment:
        model.alignment = alignment
    return model._style


def _cell(sheet: Any, value: Any, style: Any) -> Any:
    cell: Any = WriteOnlyCell(sheet, printable(value)[:_LONGEST_TEXT] if isinstance(value, str) else value)
    cell._style = style
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
