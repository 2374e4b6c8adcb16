"""What every format is turned into first: paragraphs and grids in reading order, each cell with its place.

Nothing here knows what an annual report is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from gongkai.annualreport.value import Source

# A span wider than any printed table is a slip or an attack; a grid is never made larger than this.
MOST_COLUMNS = 64


class Markup(StrEnum):
    """What a paragraph is by its markup."""

    CAPTION = "caption"  # of a table
    CONTACT = "contact"  # of the organ, as our own writers mark it


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A line of prose (or of anything that is not in a grid). `role` is what the markup says it is."""

    text: str
    page: int | None = None
    role: Markup | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ReadCell:
    """A printed cell: `row` and `column` of its top left corner count from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class ReadGrid:
    """A table with its spans expanded: `rows[r][c]` is the cell that covers that slot, or None.

    `aligned`: columns of different rows can be compared (false where a text format lost the spans).
    `loose`: rows of prose may stand between rows of figures (a sheet). `listed`: printed one cell a line; a row's
    figures follow its label at once.
    """

    rows: tuple[tuple[ReadCell | None, ...], ...]
    element: str | None = None
    page: int | None = None
    aligned: bool = True
    loose: bool = False
    listed: bool = False

    def source(self, cell: ReadCell) -> Source:
        """Where `cell` stands, as a figure's source."""
        return Source(
            raw=cell.text, page=self.page, element=self.element, row=cell.row + 1, column=cell.column + 1
        )

    def printed(self, row: int) -> list[ReadCell]:
        """The cells that cover row `row`, each once, from left to right."""
        cells: list[ReadCell] = []
        for cell in self.rows[row]:
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells


ReadBlock = ReadParagraph | ReadGrid


@dataclass(frozen=True)
class ReadDocument:
    """A file's content. `text` is that of a text file as decoded; other formats have theirs made from the blocks.

    `wrapped`: lines were broken by a page, not by the author. `kind` names the format in findings. `margins` is
    what stands at the edge of pages, outside the text.
    """

    kind: str
    blocks: tuple[ReadBlock, ...]
    source_text: str | None = None
    wrapped: bool = False
    title: str = ""
    margins: tuple[str, ...] = ()

    @cached_property
    def grids(self) -> tuple[ReadGrid, ...]:
        """The grids in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, ReadGrid))

    @cached_property
    def _pieces(self) -> tuple[list[str], list[int], list[int | None]]:
        texts: list[str] = []
        starts: list[int] = []
        pages: list[int | None] = []
        offset = 0
        for text, page in _lines(self.blocks):
            texts.append(text)
            starts.append(offset)
            pages.append(page)
            offset += len(text) + 1
        return texts, starts, pages

    @cached_property
    def text(self) -> str:
        """All text in reading order: what offsets of sources count in (from 1)."""
        return "\n".join(self._pieces[0]) if self.source_text is None else self.source_text

    def page_at(self, offset: int) -> int | None:
        """The page on which position `offset` of `text` stands, if there are pages."""
        if self.source_text is not None:
            return None
        _, starts, pages = self._pieces
        return pages[bisect_right(starts, offset) - 1] if pages else None


def _lines(blocks: Iterable[ReadBlock]) -> Iterator[tuple[str, int | None]]:
    for block in blocks:
        if isinstance(block, ReadParagraph):
            yield block.text, block.page
        else:
            for row in range(len(block.rows)):
                cells = [cell for cell in block.printed(row) if cell.row == row]
                yield "\t".join(cell.text.replace("\n", "") for cell in cells), block.page


@dataclass
class GridBuilder:
    """Collects cells row by row, as HTML and office tables give them, and expands their spans."""

    _rows: list[list[ReadCell | None]] = field(default_factory=list)
    _open: dict[int, tuple[ReadCell, int]] = field(default_factory=dict)

    def start_row(self) -> None:
        """Begin a row: cells that still reach down from above take their columns first."""
        self._rows.append([])
        self._carry()

    def add(self, text: str, *, rowspan: int = 1, colspan: int = 1) -> None:
        """Put a cell at the first free column of the current row; one that finds none is left out."""
        if not self._rows:
            self.start_row()
        row = self._rows[-1]
        if len(row) >= MOST_COLUMNS:
            return
        colspan = max(1, min(colspan, MOST_COLUMNS - len(row)))
        cell = ReadCell(text, len(self._rows) - 1, len(row), max(1, rowspan), colspan)
        for _ in range(colspan):
            self._open.pop(len(row), None)  # overlapping spans: the later cell is what is seen
            if rowspan > 1:
                self._open[len(row)] = (cell, rowspan - 1)
            row.append(cell)
        self._carry()

    def skip_to(self, column: int) -> None:
        """Leave slots empty up to `column`: rows that begin further right, sheets with gaps."""
        row = self._rows[-1]
        while len(row) < min(column, MOST_COLUMNS):
            row.append(None)
            self._carry()

    def covered(self, column: int) -> bool:
        """Whether a cell from above, or one already added, stands at `column` of the current row."""
        return column < len(self._rows[-1])

    def _carry(self) -> None:
        row = self._rows[-1]
        while (held := self._open.get(len(row))) is not None:
            cell, left = held
            if left == 1:
                del self._open[len(row)]
            else:
                self._open[len(row)] = (cell, left - 1)
            row.append(cell)

    def grid(
        self,
        element: str | None = None,
        *,
        page: int | None = None,
        aligned: bool = True,
        loose: bool = False,
        listed: bool = False,
    ) -> ReadGrid:
        """The finished grid, all rows equally long."""
        return grid_of(self._rows, element, page=page, aligned=aligned, loose=loose, listed=listed)


def grid_of(
    rows: Sequence[Sequence[ReadCell | None]],
    element: str | None = None,
    *,
    page: int | None = None,
    aligned: bool = True,
    loose: bool = False,
    listed: bool = False,
) -> ReadGrid:
    """A grid of expanded rows, filled up on the right to the same length."""
    width = max((len(row) for row in rows), default=0)
    full = tuple((*row, *(None,) * (width - len(row))) for row in rows)
    return ReadGrid(full, element, page, aligned, loose, listed)
