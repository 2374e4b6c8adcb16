"""Printed reports as text: Markdown, tab-separated, one cell a line, columns of spaces, boundaries lost."""

from collections.abc import Callable, Iterator
from random import Random
from unicodedata import east_asian_width

from gongkai.annualreport.layout import CellRole
from tests.layouts.markup import _filled
from tests.layouts.printed import Printed, PrintedTable, pieces, unstruck

Rows = Callable[[Random, PrintedTable], Iterator[str]]


def markdown(rng: Random, page: Printed) -> bytes:
    """Headings with #, tables with pipes; spans become empty cells, in their place or at the end."""
    trailing = rng.random() < 0.4
    rule = rng.random() < 0.6

    def rows(rng: Random, table: PrintedTable) -> Iterator[str]:
        for number, row in enumerate(_filled(table, spans=False)):
            cells: list[str] = []
            for at, text in row:
                cells += [_marked_down(text), *([""] * (at.colspan - 1) if not trailing else [])]
            cells += [""] * (table.width - len(cells))
            yield f"| {' | '.join(cells)} |"
            if number == 0 and rule:
                yield f"|{'---|' * table.width}"

    return _text(rng, page, rows, heading="## ", title="# ").encode()


def _marked_down(text: str) -> str:
    ways = {"plain": "{}", "struck": "~~{}~~", "raised": "<sup>{}</sup>"}
    return "".join(ways[kind].format(piece) for kind, piece in pieces(text)).replace("\n", "").strip()


def tabbed(rng: Random, page: Printed) -> bytes:
    """Cells copied out of a spreadsheet or a web page."""
    keep_spans = rng.random() < 0.6

    def rows(rng: Random, table: PrintedTable) -> Iterator[str]:
        for row in _filled(table, spans=False):
            cells: list[str] = []
            for at, text in row:
                cells += [_one_line(text), *([""] * (at.colspan - 1) if keep_spans else [])]
            yield "\t".join(cells)

    return _text(rng, page, rows).encode(rng.choice(("utf-8", "utf-8-sig", "gb18030")), "replace")


def lines(rng: Random, page: Printed) -> bytes:
    """One cell a line, with or without empty lines or a bar after each; blanks are gone."""
    after = rng.choice(("", " |", "\n"))
    drops = rng.random() < 0.15  # a mirror that drops a line that repeats the one before

    def rows(rng: Random, table: PrintedTable) -> Iterator[str]:
        last = None
        for row in table.rows:
            for _, text in row:
                if text.strip() and not (drops and text == last):
                    yield _one_line(text) + after
                    last = text

    return _text(rng, page, rows).encode()


def barred(rng: Random, page: Printed) -> bytes:
    """One cell a line, a bar after each: a blank cell is a bar alone, and so may be where a label reaches down."""
    spans = rng.random() < 0.6
    between = rng.choice(("", "", "\n"))

    def rows(rng: Random, table: PrintedTable) -> Iterator[str]:
        for row in _filled(table, spans=spans):
            for _, text in row:
                yield f"{_one_line(text)} |".lstrip() + between

    return _text(rng, page, rows).encode()


def columns(rng: Random, page: Printed) -> bytes:
    """Columns of spaces, as a PDF's text is printed with its layout; page numbers between rows."""
    numbers = rng.random() < 0.5

    def rows(rng: Random, table: PrintedTable) -> Iterator[str]:
        place = [0]
        for column in range(table.width):
            place.append(place[-1] + (44 if column < 3 and table.width == 10 else 12))
        for number, row in enumerate(table.rows):
            line = ""
            for at, text in row:
                if at.role is CellRole.LABEL and at.rowspan > 1:
                    text = text[:3]
                gap = place[at.column] - _width(line)
                line += " " * max(gap, 2 if line else 0) + _one_line(text)
            yield line
            if numbers and number % 9 == 8:
                yield f"\n{' ' * 40}- {number} -\n\f"

    return _text(rng, page, rows).encode()


def spaced(rng: Random, page: Printed) -> bytes:
    """Everything on one line, cells parted by spaces."""
    return _flat(page, " ")


def lost(rng: Random, page: Printed) -> bytes:
    """Everything on one line, nothing between the cells; here and there a space was kept."""
    kept = rng.choice((0.0, 0.0, 0.05, 0.3))
    return _flat(page, lambda: " " if rng.random() < kept else "")


def _flat(page: Printed, between: str | Callable[[], str]) -> bytes:
    pieces: list[str] = []
    for part in page.parts:
        pieces += [part.heading, *part.paragraphs]
        if part.table:
            pieces += [_one_line(text) for row in part.table.rows for _, text in row if text.strip()]
    text = "".join(piece + (between if isinstance(between, str) else between()) for piece in pieces)
    return f"标题: {page.title}\n{'=' * 12} 正文 {'=' * 12}\n{text}".encode()


def _text(rng: Random, page: Printed, rows: Rows, *, heading: str = "", title: str = "") -> str:
    out = [title + page.title, "", page.intro]
    for part in page.parts:
        out += ["", heading + part.heading, *part.paragraphs]
        if part.table:
            out += rows(rng, part.table)
    return "\n".join(out)


def _one_line(text: str) -> str:
    return unstruck(text).replace("\n", "").strip()


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
