"""XLSX: cells as they are shown; hidden sheets, rows and columns, and comments as traces."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from gongkai.precheck.files.archive import OfficeArchive, local_name
from gongkai.precheck.files.document import CheckedDocument, Trace
from gongkai.precheck.files.traces import office_traces

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN = re.compile("[A-Z]+")
_LAST_COLUMN = 16_384
_ON = ("1", "true")


def read(data: bytes) -> CheckedDocument:
    """Rows of every shown sheet, cells apart by tabs."""
    package = OfficeArchive(data)
    strings = _strings(package)
    printed: list[str] = []
    traces: list[Trace] = []
    for title, is_hidden, part in _sheets(package):
        shown, hidden = _cells(package.xml(part), strings)
        if is_hidden:
            text = "\n".join((title, *shown, *hidden))
            traces.append(Trace(text, "answer", f"工作表“{title}”是隐藏的，公众可以取消隐藏。请删去这张表。"))
            continue
        printed.extend((title, *shown, ""))
        if hidden:
            message = f"工作表“{title}”有隐藏的行或列，公众可以取消隐藏。请删去隐藏的内容。"
            traces.append(Trace("\n".join(hidden), "answer", message))
    return CheckedDocument(
        "\n".join(printed).strip(), (*traces, *_comments(package), *office_traces(package))
    )


def _sheets(package: OfficeArchive) -> Iterator[tuple[str, bool, str]]:
    """Sheets as (title, hidden, part)."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package:
        for relation in package.xml("xl/_rels/workbook.xml.rels"):
            target = relation.get("Target", "")
            targets[relation.get("Id")] = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
            if target.startswith("/"):
                targets[relation.get("Id")] = target.lstrip("/")
    for sheet in package.xml("xl/workbook.xml").iter("{*}sheet"):
        part = targets.get(sheet.get(_RELATION), "")
        if part in package:
            yield sheet.get("name", ""), sheet.get("state", "visible") != "visible", part


def _strings(package: OfficeArchive) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_printed(item) for item in package.xml("xl/sharedStrings.xml").iterchildren("{*}si")]


def _printed(item: etree._Element) -> str:
    """The text of a string item, without the phonetic guide."""
    return "".join(text.text or "" for text in item.iter("{*}t") if local_name(text.getparent()) != "rPh")


def _cells(root: etree._Element, strings: list[str]) -> tuple[list[str], list[str]]:
    """The shown rows and the hidden ones; of a shown row the cells of hidden columns are hidden too."""
    away: set[int] = set()
    for column in root.iter("{*}col"):
        if column.get("hidden") in _ON:
            first, last = int(column.get("min", "0")), min(int(column.get("max", "0")), _LAST_COLUMN)
            away.update(range(first, last + 1))
    shown: list[str] = []
    hidden: list[str] = []
    for row in root.iter("{*}row"):
        cells: list[str] = []
        unseen: list[str] = []
        for place, cell in enumerate(row.iterchildren("{*}c"), start=1):
            value = _value(cell, strings)
            number = _column_number(cell.get("r", "")) or place
            (unseen if number in away or row.get("hidden") in _ON else cells).append(value)
        shown.append("\t".join(cells))
        hidden.append("\t".join(value for value in unseen if value))
    return [row for row in shown if row.strip()], [row for row in hidden if row]


def _value(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _printed(cell)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
    return value


def _column_number(reference: str) -> int:
    match = _COLUMN.match(reference)
    number = 0
    for letter in match.group() if match else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _comments(package: OfficeArchive) -> Iterator[Trace]:
    comments = [
        _printed(comment) or "".join(map(str, comment.itertext()))
        for name in package.names(r"xl/(?:comments|threadedComments/).*\.xml$")
        for comment in package.xml(name).iter("{*}comment", "{*}threadedComment")
    ]
    if comments:
        yield Trace(
            "\n".join(comments), "answer", f"表格里有 {len(comments)} 条批注，公众能看到。请删除批注。"
        )
