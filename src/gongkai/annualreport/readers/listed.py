"""Tables printed one cell a line, each ended by a bar: a bar alone is a blank cell, so no cell is lost."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.figures import is_figure

# Fewer lines that end with a bar are no table.
LEAST_CELLS = 12

_CAPTION = "第二十条"  # of a block of table 二
_CELL = re.compile(r"[^|]*\|\s*")


def find_listed(lines: Sequence[str]) -> dict[int, int]:
    """Where such tables stand among the lines: first line to the line after the last.

    None where one of them prints no blank and lost labels of its rows: then all figures are those of running text.
    """
    found: dict[int, int] = {}
    start: int | None = None
    last = count = 0
    for number, line in enumerate([*lines, "."]):
        if _CELL.fullmatch(line):
            start = number if start is None else start
            last, count = number + 1, count + 1
        elif start is not None and line.strip() and not _is_row_label(line):
            if count >= LEAST_CELLS:
                found[start] = last
            start, count = None, 0
    is_whole = all(_is_whole(list(_cells(lines[first:end]))) for first, end in found.items())
    return found if is_whole else {}


def _is_whole(cells: Sequence[str]) -> bool:
    return "" in cells or all(
        _is_row_label(cell) or bool(labels.dispute_column(cell))
        for cell, following in pairwise(cells)
        if not is_figure(cell) and is_figure(following)
    )


def rows_of(lines: Sequence[str]) -> list[list[str]]:
    """The cells in rows: a label of a row of figures begins one, figures below heads do, and heads below captions."""
    cells = list(_cells(lines))
    rows: list[list[str]] = [[]]
    before = ""
    in_figures = False  # whether the cell before is a figure, or the label of the row whose figures follow
    for cell, following in zip(cells, [*cells[1:], "."], strict=True):
        figure = is_figure(cell)
        of_row = not figure and is_figure(following) and _is_row_label(cell)
        begins = of_row and not labels.dispute_column(before)  # 总计 is a head of table 四, too
        if begins or figure != in_figures or labels.fold(before).startswith(_CAPTION):
            rows.append([])
        rows[-1].append(cell)
        in_figures = figure or begins
        before = cell
    return [row for row in rows if row]


def _cells(lines: Sequence[str]) -> Iterator[str]:
    """The text of each cell; a label may be broken over lines of which only the last has the bar."""
    text = ""
    for line in lines:
        text += line.strip()
        if line.rstrip().endswith("|"):
            yield text.removesuffix("|").strip()
            text = ""


def _is_row_label(text: str) -> bool:
    return bool(labels.request_row(text) or labels.proactive_row(text))
