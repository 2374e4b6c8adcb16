"""The three tables read from grids, row by row: a label tells the row, the cells after it are its figures.

Figures go to columns by their number if it is right, otherwise by the column heads above them; a row for which
neither is certain is left open.
"""

from collections.abc import Sequence

from gongkai.annualreport.form import DISPUTE_BLOCKS, DISPUTE_COLUMNS, REQUEST_COLUMNS
from gongkai.annualreport.layout import Kind
from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.document import Cell, Grid
from gongkai.annualreport.readers.figures import is_figure, is_number
from gongkai.annualreport.readers.found import Found, proactive_columns
from gongkai.annualreport.readers.runs import Run, pure
from gongkai.annualreport.value import Source

REQUESTS = [column.id for column in REQUEST_COLUMNS]
DISPUTES = [f"{block.id}.{column.id}" for block in DISPUTE_BLOCKS for column in DISPUTE_COLUMNS]
_CAPTION = "第二十条"


def read_grids(grids: Sequence[Grid], found: Found) -> None:
    """Take into `found` what the grids print of the three tables."""
    reader = _Reader(found)
    for grid in grids:
        reader.read(grid)


class _Reader:
    """Goes down the rows; what heads said holds until other heads come, over page breaks too."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._heads: list[str] = []  # of table 二, of the block being read
        self._proactive = False
        self._frame: dict[str, int] = {}  # table 三: where each column's figures stand
        self._grid: Grid | None = None
        self._disputes = False
        self._pending: tuple[str, list[Cell]] | None = (
            None  # a labelled row whose figures may follow overleaf
        )

    def read(self, grid: Grid) -> None:
        self._grid = grid
        self._frame = {}
        for number in range(len(grid.rows)):
            cells = grid.printed(number)
            if not self._is_head(cells, number):
                self._read_row(cells, number)

    # --- heads ---

    def _is_head(self, cells: list[Cell], number: int) -> bool:
        own = [cell for cell in cells if cell.row == number]
        if any(labels.fold(cell.text).startswith(_CAPTION) for cell in own):
            self._proactive, self._disputes, self._heads = True, False, []
            return len(own) == 1 or not any(is_number(cell.text) for cell in own)
        if any(is_number(cell.text) for cell in own):
            return False
        proactive = [c for cell in own if (c := labels.proactive_column(cell.text))]
        requests = [(c, cell) for cell in cells if (c := labels.request_column(cell.text))]
        disputes = [c for cell in cells if (c := labels.dispute_column(cell.text))]
        if len(disputes) >= 5 and len(set(disputes)) >= 4:
            self._disputes, self._proactive = True, False
            return True
        if len({column for column, _ in requests}) >= 3:
            self._frame |= {column: cell.column for column, cell in requests}
            self._proactive = self._disputes = False
            return True
        if proactive and (own[0].text.strip() == "" or not labels.proactive_row(own[0].text)):
            self._proactive, self._heads = True, proactive
            self._found.columns_seen.update(proactive)
            return True
        return False

    # --- rows ---

    def _read_row(self, cells: list[Cell], number: int) -> None:
        for index in range(len(cells) - 1, -1, -1):
            cell = cells[index]
            if not cell.text.strip() or is_number(cell.text):
                continue
            values = [value for value in cells[index + 1 :] if value.row == number]
            if row := labels.request_row(cell.text):
                whole = len(values) >= len(REQUESTS) or any(cell.text.strip() for cell in values)
                if whole and self._figures_only(values):
                    self._requests_row(row, values)
                    return
            elif self._proactive and (row := labels.proactive_row(cell.text)) and self._figures_only(values):
                self._proactive_row(row, values)
                return
            elif self._disputes and (block := labels.dispute_block(cell.text)) and len(values) == 5:
                self._disputes_block(block, values)
                return
        if self._disputes:
            self._disputes_row(cells, number)
        else:
            self._overleaf(cells, number)

    @staticmethod
    def _figures_only(values: Sequence[Cell]) -> bool:
        """Whether the cells after a label can be its figures: one odd cell is a slip, more are another label."""
        odd = sum(not is_figure(cell.text) and not pure(cell.text) for cell in values)
        return odd == 0 or (odd == 1 and len(values) > 3)

    def _requests_row(self, row: str, values: list[Cell]) -> None:
        assigned = self._by_number(values, len(REQUESTS))
        columns = self._order()
        if assigned is None:
            assigned = self._by_heads(values)
            columns = REQUESTS
        self._pending = None
        if assigned is not None:
            if not any(cell.text.strip() for cell in assigned):
                self._pending = (f"requests.{row}", assigned)
            self._put(f"requests.{row}", columns, assigned, [Kind.COUNT] * len(REQUESTS))
        else:
            self._uncut(f"requests.{row}", REQUESTS, values)

    def _order(self) -> list[str]:
        """The columns from left to right, as the heads have them."""
        if set(self._frame) == set(REQUESTS):
            return sorted(REQUESTS, key=self._frame.__getitem__)
        return REQUESTS

    def _by_heads(self, values: list[Cell]) -> list[Cell] | None:
        """Each column's figure by the head above it; None unless every printed figure has one head of its own."""
        if set(self._frame) != set(REQUESTS) or self._grid is None or not self._grid.aligned or not values:
            return None
        slots = self._grid.rows[values[0].row]
        cells = [slots[self._frame[column]] for column in REQUESTS]
        chosen = [cell for cell in cells if cell is not None and cell in values]
        if len(chosen) != len(REQUESTS) or len(set(map(id, chosen))) != len(REQUESTS):
            return None
        if any(cell.text.strip() and cell not in chosen for cell in values):
            return None
        return chosen

    @staticmethod
    def _by_number(values: list[Cell], wanted: int) -> list[Cell] | None:
        """The cells if they are as many as the columns, or if only one stretch of that length holds all figures."""
        if len(values) <= wanted:
            return values if len(values) == wanted else None
        filled = [n for n, cell in enumerate(values) if cell.text.strip()]
        if not filled:
            return values[:wanted]
        starts = [
            start
            for start in range(len(values) - wanted + 1)
            if start <= filled[0] and filled[-1] < start + wanted
        ]
        return values[starts[0] : starts[0] + wanted] if len(starts) == 1 else None

    def _proactive_row(self, row: str, values: list[Cell]) -> None:
        is_2019 = bool(self._found.columns_seen & labels.PROACTIVE_2019)
        columns, kinds = proactive_columns(row, self._heads, is_2019)
        assigned = self._by_number(values, len(columns))
        if assigned is None and is_2019 and row == "fees" and len(values) == 3:
            columns, kinds = ["last_year", "change", "amount"], [Kind.COUNT, Kind.CHANGE, Kind.AMOUNT]
            assigned = values
        if assigned is not None:
            self._put(f"proactive.{row}", columns, assigned, kinds)
        else:
            self._uncut(f"proactive.{row}", columns, values)

    def _disputes_row(self, cells: list[Cell], number: int) -> None:
        values = [cell for cell in cells if cell.row == number]
        while values and not is_figure(values[0].text):
            values = values[1:]
        if len(values) < 5 or not self._figures_only(values):
            return
        assigned = self._by_number(values, len(DISPUTES))
        if assigned is None:
            self._uncut("disputes", DISPUTES, values)
            return
        for block in DISPUTE_BLOCKS:
            size = len(DISPUTE_COLUMNS)
            self._disputes_block(block.id, assigned[:size])
            assigned = assigned[size:]
        self._disputes = False

    def _disputes_block(self, block: str, values: list[Cell]) -> None:
        columns = [column.id for column in DISPUTE_COLUMNS]
        self._put(f"disputes.{block}", columns, values, [Kind.COUNT] * len(columns))

    def _overleaf(self, cells: list[Cell], number: int) -> None:
        """A row without a known label: the rest of the row before, if a page break cut it through."""
        if self._pending is None:
            return
        values = [cell for cell in cells if cell.row == number]
        while values and not is_number(values[0].text):
            values = values[1:]
        row, blanks = self._pending
        if len(values) == len(blanks) and self._figures_only(values):
            self._put(row, self._order(), values, [Kind.COUNT] * len(values))
            self._pending = None

    def _put(self, row: str, columns: Sequence[str], cells: Sequence[Cell], kinds: Sequence[Kind]) -> None:
        assert self._grid is not None
        self._found.put_row(row, columns, [self._grid.source(cell) for cell in cells], kinds)

    def _uncut(self, row: str, columns: Sequence[str], values: list[Cell]) -> None:
        """Fewer or more cells than columns: their text may still be a run of digits that can be cut."""
        assert self._grid is not None
        if not values:
            return
        raw = " ".join(cell.text for cell in values)
        first = self._grid.source(values[0])
        source = Source(raw, first.page, first.element, first.row, first.column)
        run = Run.of(raw)
        if row.startswith("requests.") and len(values) < len(columns) and run.digits_only:
            self._found.put_lost(row, run.texts, source)
        elif row != "disputes":
            self._found.leave_open(row, columns, source, "misplaced")
