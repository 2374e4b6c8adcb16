"""The sheets of a ledger file, XLSX or CSV told by content, and never more rows than a bureau can mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from gongkai.shell.progress import Progress, no_progress, with_progress
from gongkai.shell.spreadsheets.errors import UnreadableFile
from gongkai.shell.spreadsheets.rows import LAST_ROW, MOST_COLUMNS, MOST_ROWS, FileRow, Sheet
from gongkai.shell.spreadsheets.workbook import MEGABYTE, open_sheets

LARGEST_FILE = 256 * MEGABYTE


def is_workbook(data: bytes) -> bool:
    """Return whether a file is packed as an XLSX is, whatever its name says."""
    return data.startswith(b"PK")


def read_sheets(data: bytes, name: str, report_progress: Progress = no_progress) -> list[Sheet]:
    """Return the sheets of a ledger file that hold anything. Raises `UnreadableFile` with one sentence."""
    if not data:
        raise UnreadableFile(f"“{name}”是空文件，请重新选择。")
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(
            f"“{name}”有 {len(data) // MEGABYTE} MB，超过 {LARGEST_FILE // MEGABYTE} MB 的上限；"
            "请删去图片和多余的工作表，或者按年份分成几个文件。"
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(f"“{name}”是旧版 XLS 或者加密的表格，请用表格软件取消密码并另存为 XLSX 后导入。")
    if not is_workbook(data):
        rows = _limited(with_progress(_read_csv(data, name), report_progress, "正在读取文件"), name)
        return [Sheet("", rows)] if rows else []
    sheets: list[Sheet] = []
    for sheet in open_sheets(data, name):
        lines = with_progress(sheet.rows(), report_progress, "正在读取文件")
        rows = _limited(lines, name, already=sum(len(each.rows) for each in sheets))
        if rows:
            filled = {row.number for row in rows}
            hidden = tuple(number for number in sheet.hidden_rows if number in filled)
            sheets.append(Sheet(sheet.name, rows, sheet.is_hidden, hidden))
    return sheets


def _limited(lines: Iterable[FileRow], name: str, already: int = 0) -> list[FileRow]:
    kept: list[FileRow] = []
    for line in lines:
        if line.number > LAST_ROW or already + len(kept) > MOST_ROWS:
            raise UnreadableFile(f"“{name}”超过 {MOST_ROWS:,} 行，请按年份或者类别分成几个文件导入。")
        if any(line.texts) or line.faults:
            kept.append(line)
    return kept


# ---- CSV ---------------------------------------------------------------------------------------------------


def _read_csv(data: bytes, name: str) -> Iterator[FileRow]:
    text = _decoded(data, name)
    if text.lstrip().startswith("<"):
        raise UnreadableFile(
            f"“{name}”的内容是网页，不是 XLSX 或者 CSV 表格；请用表格软件打开，另存为 XLSX 后导入。"
        )
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
        yield FileRow(number, [value.strip() for value in row[:MOST_COLUMNS]])


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
