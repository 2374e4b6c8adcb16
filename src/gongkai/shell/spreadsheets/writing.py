"""A register as XLSX: the rows asked for, written one by one, so that a million cost no memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gongkai.typeset import printable

ROWS_A_SHEET = 1_000_000  # a sheet holds 1,048,576
WIDE, NARROW = 40, 18  # characters


def write_sheets(
    *, title: str, labels: Sequence[str], rows: Iterable[Sequence[Any]], sample: bool
) -> IO[bytes]:
    """Return an open file with the rows, the first of each sheet being the labels.

    A sample's sheets are named 示例数据 and print it on every page.
    """
    book = Workbook(write_only=True)
    rest = iter(rows)
    number = 0
    while (part := list(islice(rest, 1))) or number == 0:
        number += 1
        name = "示例数据" if sample else re.sub(r"[\\/*?:\[\]]", " ", title)[:24]
        sheet = book.create_sheet(name if number == 1 else f"{name} {number}")
        if sample:
            sheet.oddHeader.center.text = "示例数据"
        sheet.freeze_panes = "A2"
        for index in range(len(labels)):
            sheet.column_dimensions[get_column_letter(index + 1)].width = WIDE if index == 0 else NARROW
        sheet.append([_head(sheet, label) for label in labels])
        for row in chain(part, islice(rest, ROWS_A_SHEET - 1)):
            sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - handed to the response, which closes it
    book.save(file)
    file.seek(0)
    return file


def _head(sheet: Any, label: str) -> Cell:
    cell = WriteOnlyCell(sheet, label)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = printable(value)[:32_767]
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # text that looks like a formula stays text
    return cell
