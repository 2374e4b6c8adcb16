"""An empty ledger to fill in: the columns with notes and drop-downs, one example row, one sheet of help."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from gongkai.registry import ImportColumn, Importer

CHOICES, NOTES = "选项", "填写说明"  # sheets that stand beside the one to fill in
EXAMPLE_HEAD, EXAMPLE_MARK = "示例标记", "示例行，导入时略过"
LAST_FILLED_ROW = 5000
HEADER_ROW, EXAMPLE_ROW = 2, 3
RULE = Side(style="thin", color="8B887F")


def write_template(importer: Importer) -> bytes:
    """Return an XLSX in which an officer fills in this ledger; the example row is left out on import."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "填写"
    _fill(sheet, importer)
    lists: Any = book.create_sheet(CHOICES)
    for index, column in enumerate(importer.columns, start=1):
        if column.choices:
            _offer(sheet, lists, index, column)
    lists.sheet_state = "hidden"
    _explain(book.create_sheet(NOTES), importer)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Any, importer: Importer) -> None:
    """Title, header and example row of the sheet to fill in."""
    sheet["A1"] = f"{importer.title}台账"
    sheet["A1"].font = Font(bold=True, size=14)
    for index, column in enumerate(importer.columns, start=1):
        head = sheet.cell(HEADER_ROW, index, column.header)
        head.font = Font(bold=True)
        head.border = Border(bottom=Side(style="medium", color="1C3F73"))
        head.comment = Comment(_advice(column), "公开", width=280, height=120)
        example = sheet.cell(EXAMPLE_ROW, index, column.example)
        example.number_format = "@"
        example.fill = PatternFill("solid", fgColor="EEF2F8")
        example.border = Border(bottom=RULE)
        sheet.column_dimensions[get_column_letter(index)].width = max(
            14, min(40, 2 * len(column.example) + 4)
        )
    last = len(importer.columns) + 1
    sheet.cell(HEADER_ROW, last, EXAMPLE_HEAD).font = Font(color="5A5953")
    sheet.cell(EXAMPLE_ROW, last, EXAMPLE_MARK).fill = PatternFill("solid", fgColor="EEF2F8")
    sheet.column_dimensions[get_column_letter(last)].width = 24
    sheet.freeze_panes = sheet.cell(EXAMPLE_ROW, 1)


def _offer(sheet: Any, lists: Any, index: int, column: ImportColumn) -> None:
    """Give a column a drop-down; its choices stand on a sheet of their own, as a list in place is too short."""
    for row, choice in enumerate(column.choices, start=1):
        lists.cell(row, index, choice)
    letter = get_column_letter(index)
    rule = DataValidation(
        type="list",
        formula1=f"选项!${letter}$1:${letter}${len(column.choices)}",
        allow_blank=not column.required,
        showErrorMessage=True,
        errorTitle=column.header,
        error="请从下拉列表中选择",
    )
    sheet.add_data_validation(rule)
    rule.add(f"{letter}{EXAMPLE_ROW}:{letter}{LAST_FILLED_ROW}")


def _explain(sheet: Any, importer: Importer) -> None:
    """How each column is filled in, and how rows are recognised."""
    keys = "、".join(importer.key_headers)
    same = (
        f"“{keys}”相同的可以有几行，有几行就登记几条；重复导入不会多登记。"
        if importer.repeats
        else f"“{keys}”相同的视为同一条，重复导入不会重复登记。"
    )
    sheet.append([f"{importer.title}台账填写说明"])
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append([f"一行一条，不要合并单元格，不要用公式，不要写合计行。{same}"])
    sheet.append([f"“{EXAMPLE_HEAD}”列写有“{EXAMPLE_MARK}”的行不导入，可以保留或者删除。"])
    sheet.append([])
    sheet.append(["列", "是否必填", "怎么填", "可以填的内容", "表头也可以写作"])
    for cell in sheet[5]:
        cell.font = Font(bold=True)
    for column in importer.columns:
        sheet.append(
            [
                column.header,
                "必填" if column.required else "选填",
                column.note,
                "、".join(column.choices),
                "、".join(column.aliases),
            ]
        )
    for letter, width in zip("ABCDE", (20, 10, 60, 60, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _advice(column: ImportColumn) -> str:
    """Return what the note on a header says."""
    parts = ["必填" if column.required else "选填", column.note]
    if column.choices:
        parts.append("从下拉列表中选择")
    return "。".join(part.rstrip("。") for part in parts if part) + "。"
