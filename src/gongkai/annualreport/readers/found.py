"""What has been read so far: figures with their places, rows whose boundaries are lost, and the findings on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.annualreport.form import Form, form_of
from gongkai.annualreport.layout import FigureKind
from gongkai.annualreport.readers.deciding import Tokens
from gongkai.annualreport.readers.errors import SeveralReports
from gongkai.annualreport.readers.figures import ReadFigure, read_figure
from gongkai.annualreport.value import Finding, Severity, Source, Value

# So much of an unreadable text is quoted.
LONGEST_QUOTE = 60
# So many rows that say two things are two reports, not a slip.
SEVERAL = 3


@dataclass
class Found:
    """Figures by cell id (`requests.received.natural`), read or printed as blank, and the sources of all."""

    values: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    lost: dict[str, tuple[Tokens, Source]] = field(default_factory=dict)
    columns_seen: set[str] = field(default_factory=set)
    regions: list[tuple[int, int]] = field(default_factory=list)
    repeated: set[str] = field(default_factory=set)
    _contradicted: set[str] = field(default_factory=set)

    def has(self, table: str) -> bool:
        """Whether any row of `table` has been seen."""
        return any(row.startswith(table + ".") for row in self.rows)

    def put_row(
        self, row: str, columns: Sequence[str], printed: Sequence[Source], kinds: Sequence[FigureKind]
    ) -> None:
        """Read the printed cells of `row` (`requests.received`), one for each of `columns`.

        A row met again counts if the first was blank; one that says something else is a contradiction.
        """
        figures = [read_figure(source.raw, kind) for source, kind in zip(printed, kinds, strict=True)]
        if row in self.rows and not self._replaces(row, columns, figures):
            return
        self.rows.add(row)
        for column, source, figure in zip(columns, printed, figures, strict=True):
            self._put(f"{row}.{column}", source, figure)

    def _replaces(self, row: str, columns: Sequence[str], figures: Sequence[ReadFigure]) -> bool:
        values = [figure.value for figure in figures]
        known = [self.values.get(f"{row}.{column}") for column in columns]
        if all(value is None for value in values) or values == known:
            self.met_again(row, same=True)
            return False
        if all(value is None for value in known) and row not in self.lost:
            return True
        self.met_again(row, same=False)
        return False

    def met_again(self, row: str, *, same: bool) -> None:
        """Note that `row` is printed more than once; SeveralReports when too many say something else."""
        self.repeated.add(row)
        if not same:
            self._contradicted.add(row)
        if len(self._contradicted) >= SEVERAL:
            raise SeveralReports(
                "文件中有不止一份年度报告，同一行出现了不同的数据；请拆成每份一个文件再读取。"
            )

    def _put(self, cell: str, source: Source, figure: ReadFigure) -> None:
        self.values[cell] = figure.value
        self.sources[cell] = source
        if not figure.readable:
            self.add_finding(
                "unreadable", cell, f"此格印为“{quoted(source.raw)}”，不是一个数，按未读出处理。", source.raw
            )

    def put_numbers(self, row: str, columns: Sequence[str], numbers: Iterable[int], source: Source) -> None:
        """Take figures that were found by cutting a run of digits; each has the whole run as its source."""
        self.rows.add(row)
        for column, number in zip(columns, numbers, strict=True):
            self.values[f"{row}.{column}"] = number
            self.sources[f"{row}.{column}"] = source

    def put_lost(self, row: str, tokens: Tokens, source: Source) -> None:
        """Keep a row whose digits have lost their boundaries, to be decided when the others are known."""
        if row in self.rows:
            return
        self.rows.add(row)
        self.lost[row] = (tokens, source)

    def leave_open(self, row: str, columns: Sequence[str], source: Source, code: str = "ambiguous") -> None:
        """Say that something is printed in `row` and cannot be split into figures."""
        self.rows.add(row)
        for column in columns:
            self.values.setdefault(f"{row}.{column}", None)
            self.sources.setdefault(f"{row}.{column}", source)
        reason = {
            "ambiguous": "数字之间的分格已丢失，不能唯一地还原",
            "broken": "数字与标签不在同一行，又没有表格线，不能确定属于哪一行",
            "misplaced": "格数与表头对不上，分不清哪一格属于哪一列",
        }[code]
        self.add_finding(
            code, row, f"此行印为“{quoted(source.raw)}”，{reason}，整行按未读出处理，请人工核对。", source.raw
        )

    def add_finding(self, code: str, where: str, message: str, raw: str = "") -> None:
        """Add a warning."""
        numbers = {"raw": quoted(raw)} if raw else {}
        self.findings.append(Finding(code, Severity.WARNING, where, message, numbers))

    def finish_contradictions(self) -> None:
        """Tell about rows that were printed twice with different figures; the first was taken."""
        for row in sorted(self._contradicted):
            self.add_finding(
                "contradiction", row, "此行在文件中出现两次而数据不同，取先出现的一次，请人工核对。"
            )


def quoted(raw: str) -> str:
    """As much of a raw text as a sentence can hold."""
    text = " ".join(raw.split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"


def columns_of(form: Form, table: str, row: str) -> tuple[list[str], list[FigureKind]]:
    """Ids and kinds of the columns that `row` has in `table`."""
    cells = [cell for cell in form.tables[table].cells if cell.row.id == row]
    return [cell.column.id for cell in cells], [cell.kind for cell in cells]


def proactive_columns(row: str, heads: Sequence[str], is_2019: bool) -> tuple[list[str], list[FigureKind]]:
    """The columns of a row of table 二, in the order of its printed `heads` if they are all known."""
    form = form_of("2019" if is_2019 else "2021")
    columns, kinds = columns_of(form, "proactive", row)
    if not columns:  # a row that the form does not have: printed on the other one
        columns, kinds = columns_of(form_of("2021" if is_2019 else "2019"), "proactive", row)
    kind_of = dict(zip(columns, kinds, strict=True))
    printed = [head for head in heads if head in kind_of]
    if is_2019 and row == "fees":
        printed = printed or ["last_year", "change"]
    elif set(printed) != set(columns) or len(printed) != len(columns):
        printed = columns
    return printed, [kind_of[column] for column in printed]
