"""Workbooks: plain sheets of many rows; and any workbook with a fixed day, the same bytes for the same content."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.typeset.archive import settled

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NO_NAME = re.compile(r"[\\/*?:\[\]]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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

    def dated(name: str, content: bytes) -> bytes:
        # openpyxl stamps the moment of saving and offers no other way
        return _MODIFIED.sub(rb"\g<1>" + stamp, content) if name == "docProps/core.xml" else content

    return settled(out.getvalue(), made_on=made_on, change=dated)


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
    sheet.append([_cell(sheet, one.title, _TITLE)])
    for line in head:
        sheet.append([_cell(sheet, line, _PLAIN)])
    sheet.append([_cell(sheet, label, _BOLD) for label in one.labels])
    for row in one.rows:
        sheet.append([_cell(sheet, value, _PLAIN, _WRAPPED) for value in row])


def _cell(sheet: Any, value: Any, font: Font, alignment: Alignment | None = None) -> Cell:
    cell = WriteOnlyCell(
        sheet, _UNPRINTABLE.sub("", value)[:_LONGEST_TEXT] if isinstance(value, str) else value
    )
    cell.font = font
    if alignment:
        cell.alignment = alignment
    if isinstance(value, str):
        cell.data_type = "s"
    return cell
