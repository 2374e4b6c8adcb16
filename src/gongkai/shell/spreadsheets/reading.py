"""Rows of a ledger file, XLSX or CSV told by content, read one by one and never more than a bureau can mean.

The sizes are limits of this program, not of the law: a ledger of a year is far below them, and what is above
them is a mistake or an attack.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from gongkai.shell.progress import Progress, no_progress, with_progress
from gongkai.shell.spreadsheets.errors import UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST_FILE = 256 * MEGABYTE
LARGEST_UNPACKED = 3072 * MEGABYTE
LARGEST_STRINGS = 192 * MEGABYTE  # held in memory, unlike the rows
HIGHEST_RATIO = 200  # of unpacked to packed; real ledgers stay below 60
SMALL_UNPACKED = 16 * MEGABYTE  # below this no ratio does harm
MOST_PARTS = 2000
MOST_ROWS = 200_000
MOST_COLUMNS = 100
LAST_ROW = 1_048_576
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True)
class Fault:
    """What keeps a cell from being read, as rule and sentence."""

    rule: str
    message: str


@dataclass(frozen=True)
class FileRow:
    """A row of the file: its number as the spreadsheet shows it, its texts, and the cells without one."""

    number: int
    texts: list[str]
    faults: dict[int, Fault] = field(default_factory=dict)

    def text(self, index: int) -> str:
        """Return the text of a column, empty where the row ends before it."""
        return self.texts[index] if index < len(self.texts) else ""


def cell_name(index: int, number: int) -> str:
    """Return the name of a cell as the spreadsheet shows it: column index 1 of row 7 is B7."""
    return f"{get_column_letter(index + 1)}{number}"


def read_rows(data: bytes, name: str, report_progress: Progress = no_progress) -> list[FileRow]:
    """Return the rows of a ledger file that hold anything. Raises `UnreadableFile` with one sentence."""
    if not data:
        raise UnreadableFile(f"“{name}”是空文件，请重新选择。")
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            f"“{name}”有 {len(data) // MEGABYTE} MB，超过 {LARGEST_FILE // MEGABYTE} MB 的上限；"
            "请删去图片和多余的工作表，或者按年份分成几个文件。"
        )
    if data.startswith(b"PK"):
        lines = _read_xlsx(data, name)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(f"“{name}”是旧版 XLS 或者加密的表格，请用表格软件取消密码并另存为 XLSX 后导入。")
    else:
        lines = _read_csv(data, name)
    return _limited(with_progress(lines, report_progress, "正在读取文件"), name)


def _limited(lines: Iterable[FileRow], name: str) -> list[FileRow]:
    kept: list[FileRow] = []
    for line in lines:
        if line.number > LAST_ROW or len(kept) > MOST_ROWS:
            raise UnreadableFile(f"“{name}”超过 {MOST_ROWS:,} 行，请按年份或者类别分成几个文件导入。")
        if any(line.texts) or line.faults:
            kept.append(line)
    return kept


def tidy(text: str) -> str:
    """Return the text of a cell without spaces around it and with half-width digits."""
    return text.strip().translate(DIGITS) if text else text


# ---- XLSX --------------------------------------------------------------------------------------------------


def _read_xlsx(data: bytes, name: str) -> Iterator[FileRow]:
    broken = f"“{name}”不是完整的 XLSX 表格，请用表格软件打开并重新另存为 XLSX 后导入。"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_sizes(package.infolist(), name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of every extension that it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True)
            sheet: Any = next(s for s in book.worksheets if s.sheet_state == "visible")
            sheet.reset_dimensions()  # what the file claims of its size is not to be believed
            merged = _merged_faults(sheet._get_source())
            yield from (
                _file_row(number, row, merged)
                for number, row in enumerate(sheet.rows, start=1)
                if row or number > LAST_ROW
            )
            book.close()
    except UnreadableFile:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part happens to cause
        raise UnreadableFile(broken) from error


def unread_sheets(data: bytes) -> list[tuple[str, int]]:
    """Return the sheets of a workbook that `read_rows` leaves out though they hold rows: name, number of rows."""
    if not data.startswith(b"PK"):
        return []
    book = load_workbook(io.BytesIO(data), read_only=True)
    read = next(s for s in book.worksheets if s.sheet_state == "visible")
    left: list[tuple[str, int]] = []
    for sheet in book.worksheets:
        if sheet is not read:
            sheet.reset_dimensions()
            number = sum(any(cell.value not in (None, "") for cell in row) for row in sheet.rows)
            left += [(sheet.title, number)] if number else []
    book.close()
    return left


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


def _merged_faults(source: Any) -> dict[tuple[int, int], Fault]:
    """Return a fault for each cell that a merge covers, by (row, column index)."""
    faults: dict[tuple[int, int], Fault] = {}
    tail = b""
    with source:
        while chunk := source.read(MEGABYTE):
            window = tail + chunk
            for found in MERGED.finditer(window):
                _cover(found[1].decode(), faults)
            tail = window[-64:]
    return faults


def _cover(area: str, faults: dict[tuple[int, int], Fault]) -> None:
    first_column, first_row, last_column, last_row = (bound or 1 for bound in range_boundaries(area))
    fault = Fault("merged", f"{area} 是合并单元格，无法确定每一行的内容；请取消合并，逐行填写")
    for number in range(first_row, min(last_row, first_row + MOST_ROWS) + 1):
        for column in range(first_column, min(last_column, MOST_COLUMNS) + 1):
            if len(faults) < MOST_ROWS:
                faults[number, column - 1] = fault


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
    value = cell.value
    match value:
        case None:
            return "", None
        case bool():
            return ("是" if value else "否"), None
        case datetime.datetime():
            return (
                f"{value:%Y-%m-%d}" if value.time() == datetime.time() else f"{value:%Y-%m-%d %H:%M}"
            ), None
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value)), None
        case str() if cell.data_type == "f":
            return value, Fault("formula", "是公式；请复制这一列，选择性粘贴为“数值”后保存")
        case str() if cell.data_type == "e":
            return value, Fault("error_value", f"是错误值 {value}，请改为实际内容")
        case str():
            return tidy(value), None
        case int() | float():
            return str(value), None
        case datetime.date() | datetime.time():
            return value.isoformat(), None
        case _:  # array and table formulas come as objects
            return str(value), Fault("formula", "是公式；请复制这一列，选择性粘贴为“数值”后保存")


# ---- CSV ---------------------------------------------------------------------------------------------------


def _read_csv(data: bytes, name: str) -> Iterator[FileRow]:
    text = _decoded(data, name)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile(
                f"“{name}”第 {rows.line_num} 行附近的引号不成对，无法分出各列；请用表格软件打开并重新另存。"
            ) from error
        yield FileRow(number, [tidy(value) for value in row[:MOST_COLUMNS]])


def _decoded(data: bytes, name: str) -> str:
    """Return the text; the encoding is told by content, as the programs of offices write it."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile(f"“{name}”不是 XLSX 或者 CSV 表格，请用表格软件另存为 XLSX 后导入。")


def _delimiter(text: str) -> str:
    """Return what divides the columns: the most frequent of those that offices' programs write."""
    start = text[:4096]
    return max(",\t;", key=start.count)
