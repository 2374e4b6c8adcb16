"""How a table of the official form is printed: rows, merged headers and figures as a grid of cells.

A table is given as blocks of lines (rows and columns with the merged headers above or beside them); the grid
that every writer prints and every reader compares with is computed from that, once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property


class FigureKind(StrEnum):
    """What a figure counts. Units: COUNT and CHANGE are whole numbers, AMOUNT is 万元 unless it says 元."""

    COUNT = "count"
    CHANGE = "change"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class FormLine:
    """A row or a column of a table.

    `parents` are the merged headers above (of a column) or to the left (of a row), outermost first.
    `name` is what sentences call it (default: the label). `optional` columns are printed by some organs only.
    """

    id: str
    label: str
    name: str = ""
    parents: tuple[str, ...] = ()
    kind: FigureKind = FigureKind.COUNT
    optional: bool = False

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.label)

    @property
    def path(self) -> tuple[str, ...]:
        """Every label from the outermost merged header to the line itself."""
        return (*self.parents, self.label)


@dataclass(frozen=True, slots=True)
class FormCell:
    """One figure of a form: `id` is what `sources`, findings and links are keyed by."""

    id: str
    table: str
    row: FormLine
    column: FormLine
    caption: str = ""

    @property
    def kind(self) -> FigureKind:
        """What the figure counts, as its column says."""
        return self.column.kind

    @property
    def label(self) -> str:
        """The place as a person would name it: 行政规范性文件 · 本年制发件数."""
        return f"{self.row.name} · {self.column.name}"


class CellRole(StrEnum):
    """What a printed cell is for."""

    CAPTION = "caption"  # the article that a block answers, across the whole width
    NOTE = "note"  # the sentence in the corner of table 三
    HEAD = "head"  # above figures
    LABEL = "label"  # beside figures
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed cell. `row` and `column` are the position of its top left corner in the grid.

    `cell` is the figure's id (FIGURE only). `headers` are the `key`s of the cells that explain a figure,
    widest first: what a screen reader announces.
    """

    role: CellRole
    row: int
    column: int
    text: str = ""
    cell: str = ""
    rowspan: int = 1
    colspan: int = 1
    headers: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A name that is unique within the table."""
        return f"r{self.row}c{self.column}"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows that share their column heads; the article they answer; the text of the corner above the rows."""

    rows: tuple[FormLine, ...]
    columns: tuple[FormLine, ...]
    caption: str = ""
    corner: str = ""


Grid = tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True)
class Table:
    """A table of the form, standing in part `number` of the report.

    `widths`: relative widths of the grid's columns. `label_columns`: how many stand before the figures.
    `spans`: how a block of n columns shares the others (default: one each). `sideways`: rows stand beside one
    another in one printed row, each under its own head (table 四).
    """

    id: str
    number: str
    title: str
    blocks: tuple[TableBlock, ...]
    widths: tuple[float, ...]
    label_columns: int
    spans: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    sideways: bool = False

    @cached_property
    def cells(self) -> tuple[FormCell, ...]:
        """Every figure in printed order, optional ones included."""
        return tuple(
            FormCell(f"{self.id}.{row.id}.{column.id}", self.id, row, column, block.caption)
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )

    @cached_property
    def rows(self) -> tuple[FormLine, ...]:
        """Every row in printed order."""
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def columns(self) -> tuple[FormLine, ...]:
        """Every column id once, as the first block that has it prints it."""
        first: dict[str, FormLine] = {}
        for block in self.blocks:
            for column in block.columns:
                first.setdefault(column.id, column)
        return tuple(first.values())

    @cached_property
    def head_rows(self) -> int:
        """How many rows head the whole table and are repeated on a new page (0: each block has its own)."""
        if len(self.blocks) > 1:
            return 0
        return next(
            n for n, row in enumerate(self.grid()) if any(cell.role is CellRole.FIGURE for cell in row)
        )

    def grid(self, optional: frozenset[str] = frozenset()) -> Grid:
        """The printed table, row by row; `optional`: ids of cells whose optional column is printed too."""
        grids = self._grids
        if optional not in grids:
            grids[optional] = self._build(optional)
        return grids[optional]

    @cached_property
    def _grids(self) -> dict[frozenset[str], Grid]:
        return {}

    def _build(self, optional: frozenset[str]) -> Grid:
        rows: list[tuple[GridCell, ...]] = []
        for block in self.blocks:
            cells = _block_cells(self, block, top=len(rows), optional=optional)
            height = max(cell.row for cell in cells) + 1
            rows += [tuple(cell for cell in cells if cell.row == n) for n in range(len(rows), height)]
        return tuple(rows)


def _block_cells(table: Table, block: TableBlock, *, top: int, optional: frozenset[str]) -> list[GridCell]:
    """The printed cells of one block, first printed row `top`, in reading order."""
    columns = [
        column
        for column in block.columns
        if not column.optional or any(f"{table.id}.{row.id}.{column.id}" in optional for row in block.rows)
    ]
    if table.sideways:
        heads = [(*row.path, *column.path) for row in block.rows for column in columns]
        figures = [[f"{table.id}.{row.id}.{column.id}" for row in block.rows for column in columns]]
    else:
        heads = [column.path for column in columns]
        figures = [[f"{table.id}.{row.id}.{column.id}" for column in columns] for row in block.rows]
    left = table.label_columns
    spans = table.spans.get(len(heads), (1,) * len(heads))
    depth = max(len(path) for path in heads)

    cells: list[GridCell] = []
    if block.caption:
        cells.append(GridCell(CellRole.CAPTION, top, 0, block.caption, colspan=len(table.widths)))
        top += 1
    if left:
        role = CellRole.NOTE if depth > 1 else CellRole.HEAD
        cells.append(GridCell(role, top, 0, block.corner, rowspan=depth, colspan=left))
    cells += [_moved(cell, top, left) for cell in _merged(heads, spans, depth, CellRole.HEAD)]
    top += depth
    if left:
        labels = _merged([row.path for row in block.rows], (1,) * len(block.rows), left, CellRole.LABEL)
        cells += [_moved(_turned(cell), top, 0) for cell in labels]
    explaining = tuple(cells)
    for down, ids in enumerate(figures):
        for across, cell_id in enumerate(ids):
            row, column = top + down, left + sum(spans[:across])
            headers = tuple(cell.key for cell in explaining if _explains(cell, row, column))
            figure = GridCell(
                CellRole.FIGURE, row, column, cell=cell_id, colspan=spans[across], headers=headers
            )
            cells.append(figure)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _merged(
    paths: Sequence[tuple[str, ...]], spans: Sequence[int], depth: int, role: CellRole
) -> list[GridCell]:
    """Head cells of lines that run across: neighbours share their parents' cells, a leaf reaches down."""
    cells: list[GridCell] = []
    for level in range(depth):
        start = 0
        while start < len(paths):
            path, end = paths[start], start + 1
            leaf = level == len(path) - 1
            while not leaf and end < len(paths) and _same_parent(path, paths[end], level):
                end += 1
            if level < len(path):
                cells.append(
                    GridCell(
                        role,
                        level,
                        sum(spans[:start]),
                        path[level],
                        rowspan=depth - level if leaf else 1,
                        colspan=sum(spans[start:end]),
                    )
                )
            start = end
    return cells


def _same_parent(path: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    return len(other) > level + 1 and path[: level + 1] == other[: level + 1]


def _explains(cell: GridCell, row: int, column: int) -> bool:
    match cell.role:
        case CellRole.CAPTION:
            return True
        case CellRole.HEAD:
            return cell.column <= column < cell.column + cell.colspan
        case CellRole.LABEL:
            return cell.row <= row < cell.row + cell.rowspan
        case _:
            return False


def _turned(cell: GridCell) -> GridCell:
    return replace(cell, row=cell.column, column=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)


def _moved(cell: GridCell, row: int, column: int) -> GridCell:
    return replace(cell, row=cell.row + row, column=cell.column + column)
