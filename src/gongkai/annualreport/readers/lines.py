"""The lines of prose of a document in reading order, its tables left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.document import Markup, ReadDocument, ReadGrid, ReadParagraph

_ORDINAL = re.compile(r"[一二三四五六]、")
_INTRO, _CONTACT, _ORGAN, _YEAR, _FORM = "前言", "联系方式", "机关", "年度", "格式"


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A line of prose; `fact` names what a sheet says beside it (机关, 年度)."""

    text: str
    contact: bool = False
    fact: str = ""


def prose_lines(document: ReadDocument, regions: Sequence[tuple[int, int]]) -> Iterator[ProseLine]:
    """The lines of `document` without its grids, or without `regions` of its text where tables stand."""
    if regions:
        text = document.text
        end = 0
        for start, stop in sorted(regions):
            yield from _split(text[end:start])
            end = max(end, stop)
        yield from _split(text[end:])
        return
    for block in document.blocks:
        if isinstance(block, ReadGrid):
            if block.loose:
                yield from _sheet(block)
        elif block.role is not Markup.CAPTION or _ORDINAL.match(block.text.strip()):
            yield from _paragraph(block)


def _paragraph(block: ReadParagraph) -> Iterator[ProseLine]:
    for line in _split(block.text):
        yield ProseLine(line.text, contact=block.role is Markup.CONTACT)


def _split(text: str) -> Iterator[ProseLine]:
    for line in text.split("\n"):
        stripped = line.strip(" \t\u3000\f|")
        if stripped:
            yield ProseLine(stripped)


def _sheet(grid: ReadGrid) -> Iterator[ProseLine]:
    """Prose in a sheet: rows of one written cell, or a part's heading beside its text, repeated row by row."""
    heading = ""
    for number in range(len(grid.rows)):
        written = [cell for cell in grid.printed(number) if cell.text.strip() and cell.row == number]
        texts = [cell.text.strip() for cell in written]
        if len(texts) == 1 and not _is_of_table(texts[0]):
            heading = texts[0] if _ORDINAL.match(texts[0]) else heading
            yield from _split(texts[0])
        elif len(texts) == 2 and (_ORDINAL.match(texts[0]) or texts[0] in (_INTRO, _CONTACT)):
            if _is_of_table(texts[0]):
                continue
            if _ORDINAL.match(texts[0]) and texts[0] != heading:
                heading = texts[0]
                yield ProseLine(heading)
            for line in _split(texts[1]):
                yield ProseLine(line.text, contact=texts[0] == _CONTACT)
        elif len(texts) == 2 and texts[0] in (_ORGAN, _YEAR, _FORM):
            yield ProseLine(texts[1], fact=texts[0])


def _is_of_table(text: str) -> bool:
    """Whether a row's only written cell is a caption, or the label of a row whose figures are blank."""
    return bool(
        labels.fold(text).startswith("第二十条第") or labels.request_row(text) or labels.proactive_row(text)
    )
