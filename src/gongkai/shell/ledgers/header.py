"""The tables of a ledger file: the line in which a header stands, and which column is which of the ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.bodies.identifiers import fold_identifier
from gongkai.registry import ImportColumn, Importer
from gongkai.shell.ledgers.cell_notes import CellError
from gongkai.shell.spreadsheets.reading import is_workbook
from gongkai.shell.spreadsheets.rows import FileRow, Sheet, cell_name
from gongkai.shell.spreadsheets.template import CHOICES, EXAMPLE_HEAD, NOTES

ROWS_NAMED = 10
HEAD_LINES = 15  # a title, a unit and a date may stand above the header
DECORATION = re.compile(r"[\s*:：]|[（(](?:必填|选填)[）)]")


def _plain_head(text: str) -> str:
    """Return a header without what officers decorate it with."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", fold_identifier(text))).casefold()


def _heads(column: ImportColumn) -> set[str]:
    return {_plain_head(head) for head in (column.header, *column.aliases)}


@dataclass(frozen=True)
class LedgerTable:
    """A sheet with a header of the ledger: `columns` is where each column stands, `lines` what stands below.

    `sheet` names it before its cells, "" where the file has no other that is read.
    """

    sheet: str
    head: FileRow
    columns: Mapping[str, int]
    lines: Sequence[FileRow]
    errors: Sequence[CellError] = ()
    spare: Sequence[str] = ()

    def cell(self, column: str | None, number: int) -> str:
        """Return the name of a cell, of the first column where the ledger names none or the file has none."""
        name = cell_name(self.columns.get(column or "", 0), number)
        return f"{self.sheet}!{name}" if self.sheet else name

    def row(self, number: int) -> str:
        """Return how a person names a row."""
        return f"“{self.sheet}”第 {number} 行" if self.sheet else f"第 {number} 行"


def read_tables(sheets: Sequence[Sheet], importer: Importer) -> tuple[list[LedgerTable], list[str]]:
    """Return the tables that are read as one, the first that fits best, and what is said of all sheets.

    Sheets whose heads have the same columns of the ledger are one ledger, kept by half-years or by sections.
    """
    seen = [sheet for sheet in sheets if not sheet.is_hidden]
    tables = [_table(sheet, importer) for sheet in seen]
    if not tables:
        return [LedgerTable("", FileRow(1, []), {}, ())], list(_left_out(sheets, [], ""))
    main = max(tables, key=lambda table: len(table.columns))
    read = [table for table in tables if table.columns.keys() == main.columns.keys() and not table.errors]
    read = read if main in read else [main]
    notices = list(_left_out(sheets, [table.sheet for table in read], main.sheet))
    notices += _used(read)
    for table, sheet in zip(tables, seen, strict=True):
        if table in read and sheet.hidden_rows:
            notices.append(f"{_place(read, table)}{_rows(sheet.hidden_rows)}在文件中是隐藏的，也已读取。")
    return (read if len(read) > 1 else [replace(main, sheet="")]), notices


def _used(read: Sequence[LedgerTable]) -> Iterator[str]:
    """Yield which sheets are read together, and which of their columns belong to no ledger."""
    if len(read) > 1:
        said = "、".join(f"“{table.sheet}” {len(table.lines):,} 行" for table in read)
        yield f"{len(read)} 张工作表的表头一致，合在一起读取：{said}。"
    spare = list(dict.fromkeys(text for table in read for text in table.spare))
    if spare and not read[0].errors:
        yield f"文件中这些列没有用到：{'、'.join(spare)}。"


def _left_out(sheets: Sequence[Sheet], read: Sequence[str], main: str) -> Iterator[str]:
    for sheet in sheets:
        if sheet.name in read or sheet.name in (CHOICES, NOTES):
            continue
        why, then = (
            ("工作表是隐藏的", "取消隐藏") if sheet.is_hidden else (f"表头与“{main}”不一致", "把表头改成一致")
        )
        yield (
            f"工作表“{sheet.name}”有 {len(sheet.rows):,} 行，没有读取：{why}。属于本台账的，请{then}后重新导入。"
        )


def _place(read: Sequence[LedgerTable], table: LedgerTable) -> str:
    return f"工作表“{table.sheet}”" if len(read) > 1 else ""


def _rows(numbers: Sequence[int]) -> str:
    more = f"等 {len(numbers):,} 行" if len(numbers) > ROWS_NAMED else "行"
    return f"第 {'、'.join(str(number) for number in numbers[:ROWS_NAMED])} {more}"


def _find_head(lines: Sequence[FileRow], importer: Importer) -> int:
    """Return the index of the line that has most of the headers."""
    known = set().union(*(_heads(column) for column in importer.columns))
    scores = [len({_plain_head(text) for text in line.texts} & known) for line in lines[:HEAD_LINES]]
    return scores.index(max(scores))


def _table(sheet: Sheet, importer: Importer) -> LedgerTable:
    """Return a sheet with where each column stands, what is wrong with its header, and the columns not used."""
    at = _find_head(sheet.rows, importer)
    head = sheet.rows[at]
    heads = [_plain_head(text) for text in head.texts]
    columns: dict[str, int] = {}
    errors: list[CellError] = []
    used: set[int] = set()
    for column in importer.columns:
        found = [index for index, text in enumerate(heads) if text in _heads(column)]
        used.update(found)
        if len(found) > 1:
            where = "、".join(cell_name(index, head.number) for index in found)
            message = f"“{column.header}”有 {len(found)} 列（{where}），请只保留一列"
            errors.append(CellError(cell_name(found[1], head.number), "duplicate_column", message))
        if found:
            columns[column.name] = found[0]
    spare = [head.texts[i] for i, text in enumerate(heads) if text and i not in used]
    spare = [text for text in spare if text != EXAMPLE_HEAD]
    missing = [column for column in importer.columns if column.required and column.name not in columns]
    errors += [_missing(column, head, spare) for column in missing]
    return LedgerTable(sheet.name, head, columns, sheet.rows[at + 1 :], errors, spare)


def no_head(importer: Importer, data: bytes, name: str) -> str:
    """Say that nothing in the file is a header of this ledger, and what the file is if it is not what it is called."""
    heads = "、".join(column.header for column in importer.columns if column.required)
    text = name.lower().endswith(".xlsx") and not is_workbook(data)
    misnamed = "；文件名以 .xlsx 结尾，内容却是文本，不是 XLSX 表格" if text else ""
    return (
        f"前 {HEAD_LINES} 行中没有找到{importer.title}台账的表头（必填的列：{heads}）{misnamed}；"
        "请核对是否选错了文件，或者下载模板填好后导入"
    )


def _missing(column: ImportColumn, line: FileRow, spare: Sequence[str]) -> CellError:
    also = f"（也可写作：{'、'.join(column.aliases)}）" if column.aliases else ""
    renamed = f"；文件中不认识的列有：{'、'.join(spare)}，如其中一列就是它，请改名" if spare else ""
    message = f"缺少“{column.header}”列{also}{renamed}"
    return CellError(cell_name(0, line.number), "missing_column", message)
