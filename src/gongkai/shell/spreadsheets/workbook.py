"""The sheets of an XLSX: read at once where they hold plain values, cell by cell where more must be known.

calamine reads a sheet twelve times as fast as openpyxl and tells values only. So each sheet is looked through first,
as text: where it has formulas, error values, merged cells or a cell far out, openpyxl reads it.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from gongkai.shell.spreadsheets.errors import UnreadableFile
from gongkai.shell.spreadsheets.rows import LAST_ROW, MOST_COLUMNS, MOST_ROWS, Fault, FileRow

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 3072 * MEGABYTE
LARGEST_STRINGS = 192 * MEGABYTE  # held in memory, unlike the rows
HIGHEST_RATIO = 200  # of unpacked to packed; real ledgers stay below 60
SMALL_UNPACKED = 16 * MEGABYTE  # below this no ratio does harm
MOST_PARTS = 2000
EXACT = 10**15  # above this a number of a spreadsheet has digits that calamine's floats have not
LONGEST_TAG = 1024
MOST_GAP = 1000  # rows

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"[^>]*>')
HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
# A formula, an error value, a merge, a document type, a row without a number, a column beyond AZ. Each is looked for
# by itself: a pattern that begins with letters is found by them, one of many beginnings is tried at every letter.
NOT_PLAIN = tuple(
    re.compile(pattern)
    for pattern in (
        rb"<(?:\w+:)?f[\s/>]",
        rb'\st="e"',
        rb"<(?:\w+:)?mergeCell\s",
        rb"<!DOCTYPE",
        rb"<(?:\w+:)?row>",
        rb'\sr="(?:[A-Z]{3}|[B-Z][A-Z])\d',
    )
)


@dataclass
class Look:
    """What the text of a sheet tells beside its values."""

    has_more: bool = False
    rows: int = 0
    last_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    merged: dict[tuple[int, int], Fault] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether the values say all, and not one of them stands far from the others (each gap costs memory)."""
        return not self.has_more and self.last_row <= min(MOST_ROWS, 2 * self.rows + MOST_GAP)


@dataclass(frozen=True)
class WorkbookSheet:
    """A sheet of a workbook, whose rows are read as they are asked for."""

    name: str
    is_hidden: bool
    hidden_rows: tuple[int, ...]
    rows: Callable[[], Iterator[FileRow]]


def open_sheets(data: bytes, name: str) -> list[WorkbookSheet]:
    """Return the sheets of a workbook. Raises `UnreadableFile` with one sentence, then and while rows are read."""
    with _broken_is_said(name), zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_sizes(package.infolist(), name)
        return [
            _sheet(data, name, sheet, _look(package.open(part.target)))
            for sheet, part in _sheets(data)
            if "worksheet" in part.Type
        ]


def _sheets(data: bytes) -> Iterator[tuple[Any, Any]]:
    """Yield what the workbook says of each sheet, and in which part of the package it stands; no text is loaded."""
    reader: Any = ExcelReader(io.BytesIO(data), read_only=True)
    reader.read_manifest()
    reader.read_workbook()
    yield from reader.parser.find_sheets()
    reader.archive.close()


class _broken_is_said:  # noqa: N801 - used as the statement that it is
    """Turn whatever a broken part causes into one sentence: both libraries raise what they happen to meet."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, Exception) and not isinstance(error, UnreadableFile):
            raise UnreadableFile(
                f"“{self.name}”不是完整的 XLSX 表格，请用表格软件打开并重新另存为 XLSX 后导入。"
            ) from error


def _sheet(data: bytes, name: str, sheet: Any, look: Look) -> WorkbookSheet:
    def rows() -> Iterator[FileRow]:
        with _broken_is_said(name):
            values = _plain_values(data, sheet.name) if look.is_plain else None
            yield from _rows(data, sheet.name, look.merged) if values is None else _plain_rows(values)

    return WorkbookSheet(sheet.name, sheet.state != "visible", tuple(sorted(look.hidden_rows)), rows)


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would not fit, by the sizes that the package states; more than stated is never unpacked."""
    packed, unpacked = sum(p.compress_size for p in parts), sum(p.file_size for p in parts)
    strings = sum(p.file_size for p in parts if p.filename.endswith("sharedStrings.xml"))
    if any(p.flag_bits & 0x1 for p in parts):
        raise UnreadableFile(f"“{name}”设有密码，请取消密码后重新保存。")
    if len(parts) > MOST_PARTS or (unpacked > SMALL_UNPACKED and unpacked > packed * HIGHEST_RATIO):
        raise UnreadableFile(
            f"“{name}”的压缩结构异常（{packed // 1024} KB 展开为 {unpacked // MEGABYTE} MB），为安全起见不予打开；"
            "请用表格软件重新另存，或者导出为 CSV。"
        )
    if unpacked > LARGEST_UNPACKED or strings > LARGEST_STRINGS:
        raise UnreadableFile(
            f"“{name}”展开后有 {unpacked // MEGABYTE} MB，太大而不能一次导入；请按年份分成几个文件，或者导出为 CSV。"
        )


def _look(source: Any) -> Look:
    """Return what the text of a sheet tells, read piece by piece."""
    look, tail = Look(), b""
    with source:
        while chunk := source.read(MEGABYTE):
            window = tail + chunk
            for found in MERGED.finditer(window):
                _cover(found[1].decode(), look.merged)
            for found in ROW.finditer(window):
                look.rows += 1
                look.last_row = max(look.last_row, int(found[1]))
                if HIDDEN.search(found[0]):
                    look.hidden_rows.add(int(found[1]))
            look.has_more = look.has_more or any(pattern.search(window) for pattern in NOT_PLAIN)
            tail = window[-LONGEST_TAG:]
    return look


def _cover(area: str, faults: dict[tuple[int, int], Fault]) -> None:
    first_column, first_row, last_column, last_row = (bound or 1 for bound in range_boundaries(area))
    fault = Fault("merged", f"{area} 是合并单元格，无法确定每一行的内容；请取消合并，逐行填写")
    for number in range(first_row, min(last_row, first_row + MOST_ROWS) + 1):
        for column in range(first_column, min(last_column, MOST_COLUMNS) + 1):
            if len(faults) < MOST_ROWS:
                faults[number, column - 1] = fault


# ---- Plain values ------------------------------------------------------------------------------------------


def _plain_values(data: bytes, title: str) -> list[list[Any]] | None:
    """Return the values of each row from the first, or None where a number has more digits than its value here."""
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_name(title)
        .to_python(skip_empty_area=False)
    )
    exact = all(type(value) is not float or abs(value) < EXACT for row in rows for value in row)
    return rows if exact else None


def _plain_rows(rows: list[list[Any]]) -> Iterator[FileRow]:
    for number, row in enumerate(rows, start=1):
        yield FileRow(number, [_text_of(value)[0] for value in row])


# ---- Cell by cell ------------------------------------------------------------------------------------------


def _rows(data: bytes, title: str, merged: dict[tuple[int, int], Fault]) -> Iterator[FileRow]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of every extension that it leaves out
        sheet: Any = load_workbook(io.BytesIO(data), read_only=True)[title]
    sheet.reset_dimensions()  # what the file claims of its size is not to be believed
    for number, row in enumerate(sheet.rows, start=1):
        if row or number > LAST_ROW:
            yield _file_row(number, row, merged)


def _file_row(number: int, row: Any, merged: dict[tuple[int, int], Fault]) -> FileRow:
    texts: list[str] = []
    faults: dict[int, Fault] = {}
    for index, cell in enumerate(row[:MOST_COLUMNS]):
        text, fault = _text(cell)
        texts.append(text)
        fault = merged.get((number, index), fault)
        if fault is not None:
            faults[index] = fault
    return FileRow(number, texts, faults)


def _text(cell: Any) -> tuple[str, Fault | None]:
    """Return what a cell of a spreadsheet says as text, and what keeps it from being read."""
    if cell.data_type == "f":
        return str(cell.value), Fault("formula", "是公式；请复制这一列，选择性粘贴为“数值”后保存")
    if cell.data_type == "e":
        return str(cell.value), Fault("error_value", f"是错误值 {cell.value}，请改为实际内容")
    return _text_of(cell.value)


def _text_of(value: Any) -> tuple[str, Fault | None]:
    match value:
        case str():
            return value.strip(), None
        case None:
            return "", None
        case bool():
            return ("是" if value else "否"), None
        case datetime.datetime():
            day = f"{value:%Y-%m-%d}"
            return (day if value.time() == datetime.time() else f"{day} {value:%H:%M}"), None
        case float() if value.is_integer() and abs(value) < EXACT:
            return str(int(value)), None
        case int() | float():
            return str(value), None
        case datetime.date() | datetime.time():
            return value.isoformat(), None
        case datetime.timedelta():
            return str(value), None
        case _:  # array and table formulas come as objects
            return str(value), Fault("formula", "是公式；请复制这一列，选择性粘贴为“数值”后保存")
