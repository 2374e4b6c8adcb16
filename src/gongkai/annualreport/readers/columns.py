"""Which figure of a row belongs to which column: by number, by the heads above, or by what the rows around show."""

from collections import Counter
from collections.abc import Mapping, Sequence

from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers.document import ReadCell, ReadGrid

Postponed = tuple[str, Sequence[str], Sequence[FigureKind], list[ReadCell]]


class Columns:
    """The columns of one grid, learned from its heads and rows."""

    def __init__(self, grid: ReadGrid) -> None:
        self._grid = grid
        self._heads: dict[str, dict[str, ReadCell]] = {}
        self._starts: dict[int, Counter[int]] = {}  # by number of columns: where rows began for certain
        self.postponed: list[Postponed] = []

    def learn(self, table: str, heads: Mapping[str, ReadCell]) -> None:
        """Take in the heads of a row; table 三 has them on several rows, table 二 new ones for each block."""
        if table == "requests":
            self._heads.setdefault(table, {}).update(heads)
        else:
            self._heads[table] = dict(heads)

    def order(self, table: str, columns: Sequence[str]) -> Sequence[str]:
        """The columns from left to right: as the heads have them if all are known, else as given."""
        heads = self._heads.get(table, {})
        if self._grid.aligned and set(heads) == set(columns):
            return sorted(columns, key=lambda column: heads[column].column)
        return columns

    def assign(self, table: str, columns: Sequence[str], values: list[ReadCell]) -> list[ReadCell] | None:
        """The cell of each column, in the order of `columns`; None where that is not certain."""
        if len(values) == len(columns):
            assigned: list[ReadCell] | None = values
        elif len(values) < len(columns):
            return None
        elif self._grid.listed:  # what stands after them is the place of a label that reaches down
            rest = values[len(columns) :]
            assigned = None if any(cell.text.strip() for cell in rest) else values[: len(columns)]
        elif self._knows(table, columns):
            assigned = self._by_heads(table, columns, values)
        else:
            assigned = _only_stretch(values, len(columns))
        if assigned is not None and any(cell.text.strip() for cell in assigned):
            self._starts.setdefault(len(columns), Counter())[assigned[0].column] += 1
        return assigned

    def _knows(self, table: str, columns: Sequence[str]) -> bool:
        """Whether the heads show where figures stand. Those of table 二 do so even where spans were lost:
        a block's heads and figures have the same.
        """
        aligned = self._grid.aligned or table == "proactive"
        return aligned and set(self._heads.get(table, {})) == set(columns)

    def _by_heads(self, table: str, columns: Sequence[str], values: list[ReadCell]) -> list[ReadCell] | None:
        """Each column's figure under its head; None unless every printed figure has one head of its own."""
        heads = self._heads[table]
        slots = self._grid.rows[values[0].row]
        chosen = [slots[heads[column].column] for column in columns]
        cells = [cell for cell in chosen if cell is not None and cell in values]
        if len(set(map(id, cells))) != len(columns):
            return None
        return None if any(cell.text.strip() and cell not in cells for cell in values) else cells

    def postpone(
        self, row: str, columns: Sequence[str], kinds: Sequence[FigureKind], values: list[ReadCell]
    ) -> None:
        """Keep a row with more cells than columns until all rows of the grid have been seen."""
        self.postponed.append((row, columns, kinds, values))

    def by_neighbours(
        self, table: str, columns: Sequence[str], values: list[ReadCell]
    ) -> list[ReadCell] | None:
        """The figures of a postponed row, if all rows that were certain begin at one column and it fits there;
        heads that stand side by side show that column too.
        """
        starts = self._starts.get(len(columns), Counter())
        column = self._below_heads(table, columns, values)
        if starts:
            if len(starts) > 1 or (starts.total() < 2 and column not in starts):
                return None
            column = next(iter(starts))
        first = next((n for n, cell in enumerate(values) if cell.column == column), None)
        if first is None or first + len(columns) > len(values):
            return None
        inside = values[first : first + len(columns)]
        return None if any(cell.text.strip() and cell not in inside for cell in values) else inside

    def _below_heads(self, table: str, columns: Sequence[str], values: list[ReadCell]) -> int | None:
        """The column of the first head, if the heads stand side by side and every line there has as many cells:
        then the text kept the slots of merged cells.
        """
        heads = self._heads.get(table, {})
        if set(heads) != set(columns):
            return None
        places = [heads[column].column for column in columns]
        lines = {values[0].row, *(head.row for head in heads.values())}
        kept = places == list(range(places[0], places[0] + len(places)))
        return places[0] if kept and all(None not in self._grid.rows[line] for line in lines) else None


def _only_stretch(values: list[ReadCell], wanted: int) -> list[ReadCell] | None:
    """The only stretch of `wanted` neighbouring cells that holds every figure."""
    filled = [n for n, cell in enumerate(values) if cell.text.strip()]
    if not filled:
        return values[:wanted]
    starts = [
        start
        for start in range(len(values) - wanted + 1)
        if start <= filled[0] and filled[-1] < start + wanted
    ]
    return values[starts[0] : starts[0] + wanted] if len(starts) == 1 else None
