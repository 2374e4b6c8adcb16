"""Text files: tables of Markdown, of tabs, and of one cell a line become grids, everything else stays running text."""

import re

from gongkai.annualreport.readers.document import (
    GridBuilder,
    ReadBlock,
    ReadDocument,
    ReadGrid,
    ReadParagraph,
)
from gongkai.annualreport.readers.errors import TooLarge
from gongkai.annualreport.readers.figures import is_figure
from gongkai.annualreport.readers.listed import find_listed, rows_of
from gongkai.annualreport.readers.marks import raised

LONGEST_TEXT = 2_000_000

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
_HEADING = re.compile(r"\s*#{1,6}\s+")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STRUCK = re.compile(r"~~(?=\S).{1,200}?(?<=\S)~~|<(del|s|strike)>.{0,200}?</\1>", re.IGNORECASE)
_SUP = re.compile(r"<(sup|sub)>(.{0,200}?)</\1>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]*)\)")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_LINE = re.compile(r"[^\n]*\n?")


def decode_text(data: bytes) -> str:
    """A text file's text by its byte order mark or what it can only be; unreadable bytes become �."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(data: bytes) -> ReadDocument:
    """The file's lines and the tables among them."""
    text = decode_text(data)
    if len(text) > LONGEST_TEXT:
        raise TooLarge(f"文本超过 {LONGEST_TEXT // 10_000} 万字，远长于一份年度报告；请确认文件来源。")
    text = _without_page_numbers(text)
    lines = text.split("\n")
    markdown = any(_HEADING.match(line) or (_RULE.fullmatch(line) and "|" in line) for line in lines)
    blocks: list[ReadBlock] = []
    table: list[list[str]] = []
    tables = 0
    listed = find_listed(lines)
    end = 0
    for number, line in enumerate([*lines, ""]):
        if number in listed:
            if table:
                tables += 1
                blocks += _table(table, tables)
                table = []
            tables += 1
            end = listed[number]
            blocks += _table(rows_of(lines[number:end]), tables, listed=True)
        if number < end:
            continue
        cells = _cells(line)
        if cells is not None:
            table.append(cells)
            continue
        if table and not line.strip() and line is not lines[-1]:
            continue  # blank lines inside a table
        if table:
            tables += 1
            blocks += _table(table, tables)
            table = []
        if line.strip():
            blocks.append(ReadParagraph(_plain(line) if markdown else line.strip(" \t|\f")))
    if table:
        blocks += _table(table, tables + 1)
    kind = "Markdown" if markdown else "文本"
    return ReadDocument(kind, tuple(blocks), source_text=text, wrapped=_is_wrapped(lines))


def _without_page_numbers(text: str) -> str:
    """Page numbers between rows are no figures: blanked out, so that positions stay."""
    return _LINE.sub(_blank_page_number, text)


def _blank_page_number(match: re.Match[str]) -> str:
    line = match[0].replace("\f", " ")
    if _PAGE_NUMBER.fullmatch(line.rstrip("\n")):
        return " " * (len(line) - line.endswith("\n")) + "\n" * line.endswith("\n")
    return line


def _cells(line: str) -> list[str] | None:
    """The cells of a line that is a row of a table; None for any other line."""
    if "\t" in line.strip() or (line.startswith("\t\t") and is_figure(line)):  # not the indent of a sentence
        return line.split("\t")
    if line.count("|") >= 2:
        inner = line.strip().removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") else inner
        return inner.split("|")
    if line and line.endswith("\t"):
        return line.split("\t")
    return None


def _table(rows: list[list[str]], number: int, *, listed: bool = False) -> list[ReadBlock]:
    builder = GridBuilder()
    for cells in rows:
        if all(re.fullmatch(r"\s*:?-{2,}:?\s*", cell) for cell in cells):
            continue
        builder.start_row()
        for cell in cells:
            builder.add(_plain(cell).replace("<br>", "\n"))
    grid: ReadGrid = builder.grid(f"表格{number}", aligned=False, listed=listed)
    return [grid]


def _plain(line: str) -> str:
    """A line without Markdown's marks, and without what they strike out."""
    line = _SUP.sub(lambda match: raised(match[2]), _STRUCK.sub("", line))
    line = _HEADING.sub("", line.strip(), count=1)
    line = _LINK.sub(r"\1", line)
    return _EMPHASIS.sub(r"\2", line).strip()


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where a page did: many of them full, ending inside a sentence."""
    lengths = [len(line.strip()) for line in lines if len(line.strip()) > 12]
    if len(lengths) < 8:
        return False
    longest = sorted(lengths)[int(len(lengths) * 0.9)]
    full = [line.strip() for line in lines if len(line.strip()) >= longest - 3]
    return longest <= 60 and sum(line[-1:] not in "。；：！？" for line in full) * 2 > len(full)
