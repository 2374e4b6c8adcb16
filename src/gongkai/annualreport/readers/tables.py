"""The three tables read from grids, row by row: a label identifies the row, the cells after it are its figures."""

from collections.abc import Sequence

from gongkai.annualreport.form import DISPUTE_BLOCKS, DISPUTE_COLUMNS, REQUEST_COLUMNS
from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers import labels
from gongkai.annualreport.readers.columns import Columns
from gongkai.annualreport.readers.document import ReadCell, ReadGrid
from gongkai.annualreport.readers.figures import is_figure, is_number
from gongkai.annualreport.readers.found import Found, proactive_columns
from gongkai.annualreport.readers.runs import FigureRun, pure
from gongkai.annualreport.readers.splits import fills
from gongkai.annualreport.value import Source

REQUESTS = [column.id for column in REQUEST_COLUMNS]
DISPUTES = [f"{block.id}.{column.id}" for block in DISPUTE_BLOCKS for column in DISPUTE_COLUMNS]
_CAPTION = "第二十条"
_CORNER = "信息内容"


def read_grids(grids: Sequence[ReadGrid], found: Found) -> None:
    """Take into `found` what the grids print of the three tables."""
    reader = _GridReader(found)
    for grid in grids:
        reader.read(grid)


class _GridReader:
    """Goes down the rows; what heads said holds until other heads come, over page breaks too."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._heads: list[str] = []  # of table 二, of the block being read
        self._table = ""  # whose heads were seen last
        self._pending: tuple[str, list[ReadCell]] | None = None  # a row whose figures may follow overleaf

    def read(self, grid: ReadGrid) -> None:
        """Read one grid."""
        self._grid = grid
        self._columns = Columns(grid)
        for number in range(len(grid.rows)):
            cells = grid.printed(number)
            if not self._is_head(cells, number):
                self._read_row(cells, number)
        self._finish_open_rows()

    # --- heads ---

    def _is_head(self, cells: list[ReadCell], number: int) -> bool:
        own = [cell for cell in cells if cell.row == number]
        if any(is_number(cell.text) for cell in own):
            return False
        if any(labels.fold(cell.text).startswith(_CAPTION) for cell in own):
            self._table, self._heads = "proactive", []
            return True
        disputes = [cell for cell in cells if labels.dispute_column(cell.text)]
        if len(disputes) >= 5 and len({labels.dispute_column(cell.text) for cell in disputes}) >= 4:
            self._table = "disputes"
            self._columns.learn("disputes", self._dispute_heads(disputes))
            return True
        requests = {cell: column for cell in cells if (column := labels.request_column(cell.text))}
        parted = any(
            labels.bare(cell.text) in labels.GROUP_LABELS for cell in own
        )  # 自然人, 法人或其他组织, 总计
        if len(set(requests.values())) >= (2 if parted else 3):
            self._table = "requests"
            self._columns.learn("requests", {column: cell for cell, column in requests.items()})
            return True
        proactive = {cell: column for cell in own if (column := labels.proactive_column(cell.text))}
        corner = any(labels.fold(cell.text) == _CORNER for cell in own)
        if proactive and (corner or not any(labels.proactive_row(cell.text) for cell in own)):
            self._table, self._heads = "proactive", list(proactive.values())
            self._columns.learn("proactive", {column: cell for cell, column in proactive.items()})
            self._found.columns_seen.update(proactive.values())
            return True
        return False

    @staticmethod
    def _dispute_heads(heads: list[ReadCell]) -> dict[str, ReadCell]:
        return dict(zip(DISPUTES, heads, strict=True)) if len(heads) == len(DISPUTES) else {}

    # --- rows ---

    def _read_row(self, cells: list[ReadCell], number: int) -> None:
        for index in range(len(cells) - 1, -1, -1):
            cell = cells[index]
            if not cell.text.strip() or is_number(cell.text):
                continue
            values = [value for value in cells[index + 1 :] if value.row == number]
            whole = len(values) >= len(REQUESTS) or any(value.text.strip() for value in values)
            if whole and (row := labels.request_row(cell.text)) and self._figures_only(values):
                self._requests_row(row, values)
                return
            if self._table == "proactive" and (row := labels.proactive_row(cell.text)):
                if self._figures_only(values):
                    self._proactive_row(row, values)
                    return
            elif (
                self._table == "disputes" and (block := labels.dispute_block(cell.text)) and len(values) == 5
            ):
                self._disputes_block(block, values)
                return
        values = [cell for cell in cells if cell.row == number]
        while values and not is_figure(values[0].text):
            values = values[1:]
        if self._table == "disputes":
            self._disputes_row(values)
        elif self._pending is not None:
            self._overleaf(values)

    @staticmethod
    def _figures_only(values: Sequence[ReadCell]) -> bool:
        """Whether the cells after a label can be its figures: one odd cell is a slip, more are another label."""
        odd = sum(not is_figure(cell.text) and not pure(cell.text) for cell in values)
        return odd == 0 or (odd == 1 and len(values) > 3)

    def _requests_row(self, row: str, values: list[ReadCell]) -> None:
        columns = self._columns.order("requests", REQUESTS)
        assigned = self._columns.assign("requests", columns, values)
        self._pending = None
        if assigned is None:
            self._uncut(f"requests.{row}", columns, [FigureKind.COUNT] * len(columns), values)
            return
        if not any(cell.text.strip() for cell in assigned):
            self._pending = (f"requests.{row}", assigned)
        self._put(f"requests.{row}", columns, assigned, [FigureKind.COUNT] * len(columns))

    def _proactive_row(self, row: str, values: list[ReadCell]) -> None:
        is_2019 = bool(self._found.columns_seen & labels.PROACTIVE_2019)
        columns, kinds = proactive_columns(row, self._heads, is_2019)
        if is_2019 and row == "fees" and len(values) == 3 and len(columns) == 2 and not self._heads:
            columns = ["last_year", "change", "amount"]
            kinds = [FigureKind.COUNT, FigureKind.CHANGE, FigureKind.AMOUNT]
        assigned = self._columns.assign("proactive", columns, values)
        if assigned is None:
            self._uncut(f"proactive.{row}", columns, kinds, values)
        else:
            self._put(f"proactive.{row}", columns, assigned, kinds)

    def _disputes_row(self, values: list[ReadCell]) -> None:
        if len(values) < 5 or not self._figures_only(values):
            return
        assigned = self._columns.assign("disputes", DISPUTES, values)
        if assigned is None:
            return  # its text is still tried as running text
        size = len(DISPUTE_COLUMNS)
        for n, block in enumerate(DISPUTE_BLOCKS):
            self._disputes_block(block.id, assigned[n * size : (n + 1) * size])
        self._table = ""

    def _disputes_block(self, block: str, values: list[ReadCell]) -> None:
        columns = [column.id for column in DISPUTE_COLUMNS]
        self._put(f"disputes.{block}", columns, values, [FigureKind.COUNT] * len(columns))

    def _overleaf(self, values: list[ReadCell]) -> None:
        """A row without a known label: the rest of the row before, if a page break cut it through."""
        assert self._pending is not None
        row, blanks = self._pending
        if len(values) == len(blanks) and is_number(values[0].text) and self._figures_only(values):
            columns = self._columns.order("requests", REQUESTS)
            self._put(row, columns, values, [FigureKind.COUNT] * len(values))
            self._pending = None

    def _put(
        self, row: str, columns: Sequence[str], cells: Sequence[ReadCell], kinds: Sequence[FigureKind]
    ) -> None:
        self._found.put_row(row, columns, [self._grid.source(cell) for cell in cells], kinds)

    # --- rows whose cells do not match the columns ---

    def _uncut(
        self, row: str, columns: Sequence[str], kinds: Sequence[FigureKind], values: list[ReadCell]
    ) -> None:
        """Fewer or more cells than columns: wait for what other rows show, or take the text as a run of digits."""
        if not values:
            return
        if len(values) > len(columns):
            self._columns.postpone(row, columns, kinds, values)
            return
        raw = " ".join(cell.text for cell in values)
        run = FigureRun.of(raw)
        filled = sum(bool(cell.text.strip()) for cell in values)
        run_together = filled == 1 or fills(
            run.texts, len(columns)
        )  # figures in cells of their own are whole
        if row.startswith("requests.") and run.digits_only and run_together and not self._grid.listed:
            self._found.put_lost(row, run.texts, self._joined(values))
        else:
            self._found.leave_open(row, columns, self._joined(values), "misplaced")

    def _finish_open_rows(self) -> None:
        for row, columns, kinds, values in self._columns.postponed:
            assigned = self._columns.by_neighbours(row.partition(".")[0], columns, values)
            if assigned is None:
                self._found.leave_open(row, columns, self._joined(values), "misplaced")
            else:
                self._put(row, columns, assigned, kinds)

    def _joined(self, values: Sequence[ReadCell]) -> Source:
        first = self._grid.source(values[0])
        raw = " ".join(cell.text for cell in values)
        return Source(raw, first.page, first.element, first.row, first.column)
