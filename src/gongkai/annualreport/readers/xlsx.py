"""XLSX: every sheet as a grid with merged ranges expanded, straight from the parts.

What is struck out is not read.

Only rows and cells that are written exist: a sheet that claims a million rows costs nothing. A formula gives the
value that was saved with it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from posixpath import join, normpath

from lxml import etree

from gongkai.annualreport.readers.document import MOST_COLUMNS, ReadBlock, ReadCell, ReadDocument, grid_of
from gongkai.annualreport.readers.errors import BrokenFile, TooLarge
from gongkai.annualreport.readers.marks import raised
from gongkai.precheck import OfficeArchive

MOST_ROWS = 5_000
MOST_SHEETS = 50
MOST_BLANK_ROWS = 3  # kept at the end: the figures of a table may all be blank

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_FLOAT_TAIL = re.compile(r"(\d+)\.0+")


def read_xlsx(data: bytes) -> ReadDocument:
    """The workbook's visible sheets in order, one grid each."""
    package = OfficeArchive(data)
    sheets = list(_sheets(package))
    strings = [_rich_text(item) for item in package.xml(_STRINGS)] if _STRINGS in package else []
    struck = _struck_styles(package.xml(_STYLES)) if _STYLES in package else frozenset()
    blocks: list[ReadBlock] = []
    for title, part in sheets:
        rows = _rows(package.xml(part), strings, struck)
        if rows:
            blocks.append(grid_of(rows, f"工作表“{title}”", loose=True))
    return ReadDocument("XLSX", tuple(blocks))


def _sheets(package: OfficeArchive) -> Iterator[tuple[str, str]]:
    sheets = package.xml(_WORKBOOK).find("{*}sheets")
    if sheets is None:
        raise BrokenFile("Excel 文件没有工作表目录；请用办公软件打开并重新另存。")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in package.xml(_RELATIONS)}
    for sheet in list(sheets)[:MOST_SHEETS]:
        if sheet.get("state", "visible") != "visible":
            continue
        relation = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        target = str(targets.get(relation) or "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in package:
            yield str(sheet.get("name", "")), part


def _rich_text(item: etree._Element) -> str:
    """A shared or inline string as it is seen, without its phonetic hints."""
    pieces: list[str] = []
    for node in item.iter("{*}t"):
        parent = node.getparent()
        if parent is None or str(parent.tag).endswith("}rPh") or _is_on(parent.find("{*}rPr/{*}strike")):
            continue
        is_raised = (align := parent.find("{*}rPr/{*}vertAlign")) is not None and align.get(
            "val"
        ) != "baseline"
        pieces.append(raised(node.text or "") if is_raised else node.text or "")
    return "".join(pieces)


def _struck_styles(styles: etree._Element) -> frozenset[str]:
    """The numbers of the cell styles whose font is struck out."""
    fonts = [
        str(n) for n, font in enumerate(styles.iterfind("{*}fonts/{*}font")) if _is_on(font.find("{*}strike"))
    ]
    formats = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(n) for n, format_ in formats if format_.get("fontId") in fonts)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _rows(sheet: etree._Element, strings: list[str], struck: frozenset[str]) -> list[list[ReadCell | None]]:
    texts: dict[tuple[int, int], str] = {}
    data = sheet.find("{*}sheetData")
    row_number = 0
    for row in data if data is not None else ():
        written = row.get("r") or ""
        row_number = int(written) if written.isdecimal() and len(written) < 8 else row_number + 1
        column = -1
        for cell in row:
            reference = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(reference[1]) if reference else column + 1
            if cell.get("s") in struck:
                continue
            if column < MOST_COLUMNS and len(texts) < MOST_ROWS * MOST_COLUMNS:
                texts[row_number - 1, column] = _value(cell, strings)
    filled = [slot for slot, text in texts.items() if text.strip()]
    if not filled:
        return []
    last_filled = max(row for row, _ in filled)
    height = min(last_filled + MOST_BLANK_ROWS, max(row for row, _ in texts)) + 1
    if height > MOST_ROWS:
        raise TooLarge(f"工作表超过 {MOST_ROWS} 行，远多于一份年度报告；请确认文件来源。")
    return _expanded(texts, _merged(sheet), height)


def _expanded(
    texts: dict[tuple[int, int], str], merged: list[tuple[int, int, int, int]], height: int
) -> list[list[ReadCell | None]]:
    """Rows of cells up to the last written column; a merged range is one cell, an unwritten slot a blank cell."""
    last = max(column for (_, column), text in texts.items() if text)
    width = min(max([last, *(right for _, _, _, right in merged)]) + 1, MOST_COLUMNS)
    rows: list[list[ReadCell | None]] = [[None] * width for _ in range(height)]
    slots_left = MOST_ROWS * MOST_COLUMNS  # ranges of a sound sheet do not overlap
    for top, left, bottom, right in merged:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        slots_left -= max(0, bottom - top + 1) * max(0, right - left + 1)
        if top > bottom or left > right or slots_left < 0:
            continue
        cell = ReadCell(texts.get((top, left), ""), top, left, bottom - top + 1, right - left + 1)
        for row in range(top, bottom + 1):
            rows[row][left : right + 1] = [cell] * cell.colspan
    for row, slots in enumerate(rows):
        for column, slot in enumerate(slots):
            if slot is None:
                slots[column] = ReadCell(texts.get((row, column), ""), row, column)
    return rows


def _merged(sheet: etree._Element) -> list[tuple[int, int, int, int]]:
    ranges = sheet.find("{*}mergeCells")
    result = []
    for item in list(ranges)[:MOST_ROWS] if ranges is not None else ():
        ends = [_REFERENCE.fullmatch(end) for end in (item.get("ref") or "").split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:
            (top, left), (bottom, right) = ((int(end[2]) - 1, _column(end[1])) for end in ends if end)
            result.append((top, left, bottom, right))
    return result


def _value(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _rich_text(cell)
    text = cell.findtext("{*}v") or ""
    if kind == "s":
        return strings[int(text)] if text.isdecimal() and int(text) < len(strings) else ""
    if kind == "n":
        return _number(text)
    return text


def _number(text: str) -> str:
    """A stored number as it is shown: 3 for 3.0, no exponent, no binary rests (18651.064104000001)."""
    whole = _FLOAT_TAIL.fullmatch(text)
    if whole:
        return whole[1]
    try:
        value = float(text)
    except ValueError:
        return text
    if ("e" in text.lower() or len(text) > 15) and (value == 0 or 1e-12 < abs(value) < 1e15):
        return format(Decimal(format(value, ".15g")), "f")
    return text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
