"""What an import would do: each row new, known, changed or wrong, each error named by its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from gongkai.bodies.identifiers import fold_identifier, trim, what_was_folded
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import sm3
from gongkai.registry import ORDINAL, ImportColumn, Importer, ImportIssue
from gongkai.shell.ledgers.cell_notes import CellError, FoldedCell
from gongkai.shell.ledgers.collecting import collector_paused
from gongkai.shell.ledgers.header import LedgerTable, no_head, read_tables
from gongkai.shell.ledgers.likeness import likeness_notices
from gongkai.shell.progress import Progress, no_progress, with_progress
from gongkai.shell.spreadsheets import cells
from gongkai.shell.spreadsheets.reading import read_sheets
from gongkai.shell.spreadsheets.rows import FileRow
from gongkai.shell.spreadsheets.template import EXAMPLE_MARK
from gongkai.shell.values import shown
from gongkai.typeset import has_unprintable

Key = tuple[Any, ...]
Status = Literal["new", "known", "changed", "error"]
BATCH = 500
FOLDED_NAMED = 5
MISSING = 10_000  # the index of a column that the file does not have


@dataclass
class PlannedRow:
    """A row of the file: what it says, what that means, and what importing it would do."""

    LABELS: ClassVar[dict[Status, str]] = {"error": "有误", "new": "新增", "changed": "更正", "known": "已有"}

    table: LedgerTable
    number: int
    texts: list[str]  # by the importer's columns
    values: dict[str, Any]
    status: Status = "new"
    errors: list[CellError] = field(default_factory=list)
    folded: list[FoldedCell] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the status as a word."""
        return self.LABELS[self.status]

    @property
    def place(self) -> str:
        """Return how a person names the row."""
        return self.table.row(self.number)

    def cell(self, column: str | None) -> str:
        """Return the name of the cell of a column."""
        return self.table.cell(column, self.number)

    @property
    def differs_only(self) -> bool:
        """Whether all that stands against it is that it differs from what is stored."""
        return bool(self.errors) and all(error.rule == "changed" for error in self.errors)


@dataclass
class Plan:
    """The dry run: the rows as they would be imported, and why not."""

    importer: Importer
    name: str
    sm3: str
    header_errors: list[CellError]
    rows: list[PlannedRow]
    notices: list[str]
    done: bool = False

    @property
    def errors(self) -> list[CellError]:
        """Everything that stands against importing, in the order of the file."""
        return self.header_errors + [error for row in self.rows for error in row.errors]

    def number_of(self, status: Status) -> int:
        """Return how many rows have a status."""
        return sum(row.status == status for row in self.rows)

    @property
    def counts(self) -> list[tuple[str, int, str, Status]]:
        """Return what was found as word, number, unit and status; rows are counted once the header can be read."""
        if self.header_errors:
            return [("有误", len(self.header_errors), "处", "error")]
        return [(label, self.number_of(status), "行", status) for status, label in PlannedRow.LABELS.items()]

    @property
    def headers(self) -> list[str]:
        """Return the columns as officers call them, in the order of a row's texts."""
        return [column.header for column in self.importer.columns]

    @property
    def may_correct(self) -> bool:
        """Whether all that stands against importing is that rows differ from what is stored."""
        return (
            bool(self.errors)
            and not self.header_errors
            and all(row.differs_only for row in self.rows if row.errors)
        )

    def to_write(self) -> list[dict[str, Any]]:
        """Return the rows that importing would store."""
        return [row.values for row in self.rows if row.status in {"new", "changed"}]

    def to_replace(self) -> list[Key]:
        """Return the keys under which something stands of the rows that importing would store."""
        return [_named(self.importer, row) for row in self.rows if row.status == "changed"]


@collector_paused()
def plan_import(
    viewer: Viewer,
    importer: Importer,
    data: bytes,
    name: str,
    *,
    correct: bool = False,
    report_progress: Progress = no_progress,
) -> Plan:
    """Return what importing a file would do; nothing is stored. Raises `UnreadableFile`.

    A row whose key is stored with other content is an error, unless the officer chose to `correct`.
    """
    viewer.require(importer.permission)
    plan = read_plan(viewer, importer, data, name, report_progress)
    compare(viewer, plan, correct=correct, report_progress=report_progress)
    foretell(viewer, plan)
    plan.notices += likeness_notices(viewer, plan)
    return plan


def read_plan(
    viewer: Viewer, importer: Importer, data: bytes, name: str, report_progress: Progress = no_progress
) -> Plan:
    """Return the rows of a file, parsed and checked by themselves; what is stored is not asked yet."""
    tables, notices = read_tables(read_sheets(data, name, report_progress), importer)
    main = tables[0]
    wrong = list(main.errors)
    if not main.columns:
        wrong = [CellError("A1", "missing_column", no_head(importer, data, name))]
    plan = Plan(importer, name, sm3(data), wrong, [], notices)
    if wrong:
        return plan
    total = sum(len(table.lines) for table in tables)
    lines = with_progress(_lines(importer, tables), report_progress, "正在逐行检查", total)
    for table, columns, line in lines:
        if EXAMPLE_MARK in line.texts:
            notices.append(f"{table.row(line.number)}是示例行，没有导入。")
        else:
            plan.rows.append(_row(viewer, plan, table, columns, line))
    notices += _fold_notices(plan)
    _check_all(viewer, plan)
    _mark_duplicates(plan)
    if not plan.rows:
        below = main.cell(None, main.head.number + 1)
        plan.header_errors.append(CellError(below, "empty", "表头下面没有数据行，请填写后再导入"))
    return plan


def compare(viewer: Viewer, plan: Plan, *, correct: bool, report_progress: Progress = no_progress) -> None:
    """Give every sound row its status, by what is stored now, whatever was found before."""
    importer = plan.importer
    alike: dict[Key, list[PlannedRow]] = {}
    for row in plan.rows:
        if not row.errors:
            row.status, row.differences = "new", []
            alike.setdefault(_named(importer, row), []).append(row)
    keys = list(alike)
    for start in range(0, len(keys), BATCH):
        report_progress("正在与已有记录核对", start, len(keys))
        batch = keys[start : start + BATCH]
        stored: dict[Key, dict[Key, Mapping[str, Any]]] = {key: {} for key in batch}
        for key, values in importer.existing(viewer, batch).items():
            stored[key[: len(importer.named)]][key] = values
        for named, under in stored.items():
            _pair(plan, alike[named], under, correct)


def foretell(viewer: Viewer, plan: Plan) -> None:
    """Say of every row that would be stored, or corrected if the officer so chose, why the database would refuse it."""
    rows = [row for row in plan.rows if row.status in {"new", "changed"} or row.differs_only]
    if rows:
        refusals = plan.importer.compose(viewer, [row.values for row in rows]).refusals()
        for row, issues in zip(rows, refusals, strict=True):
            _add_issues(plan, row, issues)


def _pair(
    plan: Plan, rows: Sequence[PlannedRow], stored: Mapping[Key, Mapping[str, Any]], correct: bool
) -> None:
    """Find what each of the rows of one key says: what stands as it is stored, then in order; more are new."""
    same: dict[Key, list[Key]] = {}
    for key, values in stored.items():
        same.setdefault(_content(plan, values), []).append(key)
    others = []
    for row in rows:
        if under := same.get(_content(plan, row.values)):
            row.status = "known"
            _number(plan, row, under.pop(0)[-1])
        else:
            others.append(row)
    left = sorted(key for keys in same.values() for key in keys)
    for row, key in zip(others, left, strict=False):
        _differ(plan, row, stored[key], correct)
        _number(plan, row, key[-1])
    for ordinal, row in enumerate(others[len(left) :], start=len(stored) + 1):
        _number(plan, row, ordinal)


def _number(plan: Plan, row: PlannedRow, ordinal: int) -> None:
    if plan.importer.repeats:
        row.values[ORDINAL] = ordinal


def _content(plan: Plan, values: Mapping[str, Any]) -> Key:
    return tuple(_plain(values.get(column.name)) for column in plan.importer.columns)


def _differ(plan: Plan, row: PlannedRow, stored: Mapping[str, Any], correct: bool) -> None:
    importer = plan.importer
    different = [c for c in importer.columns if _plain(row.values[c.name]) != _plain(stored.get(c.name))]
    row.differences = [
        f"“{c.header}”现为{_said(c, stored.get(c.name))}，文件中为{_said(c, row.values[c.name])}"
        for c in different
    ]
    row.status = "changed" if correct else "error"
    if not correct:
        said = "；".join(row.differences)
        other = "；如果是另一条，请把已登记的那一条也写在文件中" if importer.repeats else ""
        message = f"{_key_words(importer)}相同的记录已在系统中，但{said}；确需修改，请选择更正{other}"
        row.errors.append(CellError(row.cell(different[0].name), "changed", message))


def _said(column: ImportColumn, value: Any) -> str:
    """A value in the words of the ledger: a choice as officers write it, nothing as 空."""
    words = {column.parse(word): word for word in column.choices}
    text = words.get(value) or shown(value)
    return f"“{text}”" if text else "空"


def _plain(value: Any) -> Any:
    return "" if value is None else value


# ---- The rows ----------------------------------------------------------------------------------------------


class _Cells:
    """The cells of one column as they read; what stands in many of its rows is read once."""

    def __init__(self, column: ImportColumn, index: int) -> None:
        self.column, self.index = column, index
        self._known: dict[str, _Cell] = {}

    def read(self, line: FileRow) -> _Cell:
        """Return what a line says in this column."""
        text = line.text(self.index)
        if self.index in line.faults:
            fault = line.faults[self.index]
            return _Cell(text, wrong=_Wrong(fault.rule, fault.message))
        cell = self._known.get(text)
        if cell is None:
            cell = self._known[text] = _cell(self.column, text)
        return cell


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of the file: its text, what that means or why it means nothing, and what was read otherwise."""

    text: str
    value: Any = None
    wrong: _Wrong | None = None
    otherwise: Sequence[str] = ()


def _cell(column: ImportColumn, text: str) -> _Cell:
    try:
        value = _value(column, fold_identifier(text) if column.identifier else trim(text))
    except _Wrong as wrong:
        return _Cell(text, wrong=wrong)
    otherwise = _folded(column, text)
    return _Cell(fold_identifier(text) if otherwise else text, value, otherwise=otherwise)


def _lines(
    importer: Importer, tables: Sequence[LedgerTable]
) -> Iterator[tuple[LedgerTable, Sequence[_Cells], FileRow]]:
    for table in tables:
        columns = [_Cells(column, table.columns.get(column.name, MISSING)) for column in importer.columns]
        for line in table.lines:
            yield table, columns, line


def _row(
    viewer: Viewer, plan: Plan, table: LedgerTable, columns: Sequence[_Cells], line: FileRow
) -> PlannedRow:
    row = PlannedRow(table, line.number, [], {})
    for column in columns:
        cell, of = column.read(line), column.column
        row.texts.append(cell.text)
        if cell.wrong is None:
            row.values[of.name] = cell.value
        else:
            message = f"“{of.header}”{cell.wrong.message}"
            row.errors.append(CellError(row.cell(of.name), cell.wrong.rule, message))
        if cell.otherwise:
            row.folded.append(FoldedCell(row.cell(of.name), of.header, cell.text, list(cell.otherwise)))
    if not row.errors and plan.importer.check is not None:
        _add_issues(plan, row, plan.importer.check(viewer, row.values))
    if row.errors:
        row.status = "error"
    return row


def _folded(column: ImportColumn, text: str) -> list[str]:
    """Return in words what of a cell was read in another spelling; a choice may stand as the template offers it."""
    plain = not (column.identifier or column.choices) or text in column.choices
    return [] if plain else what_was_folded(text)


def _fold_notices(plan: Plan) -> Iterator[str]:
    """Yield for each column how many of its cells were read in another spelling, and the first of them."""
    for header in plan.headers:
        cells_ = [each for row in plan.rows for each in row.folded if each.header == header]
        if cells_:
            kinds = "、".join(dict.fromkeys(kind for each in cells_ for kind in each.otherwise))
            first = "、".join(f"{each.cell}“{each.text}”" for each in cells_[:FOLDED_NAMED])
            more = "等" if len(cells_) > FOLDED_NAMED else ""
            yield f"“{header}”有 {len(cells_):,} 处含{kinds}，已按统一的写法读取：{first}{more}。"


def _check_all(viewer: Viewer, plan: Plan) -> None:
    """Ask what is stored about all sound rows at once."""
    sound = [row for row in plan.rows if not row.errors]
    if plan.importer.check_all is None or not sound:
        return
    found = plan.importer.check_all(viewer, [row.values for row in sound])
    for row, issues in zip(sound, found, strict=True):
        _add_issues(plan, row, issues)


def _add_issues(plan: Plan, row: PlannedRow, issues: Sequence[ImportIssue]) -> None:
    for issue in issues:
        row.errors.append(CellError(row.cell(issue.column), issue.rule, issue.message))
        row.status = "error"


class _Wrong(Exception):
    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


def _value(column: ImportColumn, text: str) -> Any:
    """Return what a cell means. Raises `_Wrong`."""
    if not text:
        if column.required:
            raise _Wrong("required", "没有填写，这一列必填")
        return "" if column.parse is str or isinstance(column.parse, cells.Text) else None
    if has_unprintable(text):
        raise _Wrong("characters", "含有无法显示的字符，请在表格中删去后重新输入这一格")
    if column.parse is str and column.choices and text not in column.choices:
        raise _Wrong("choice", f"只能填：{'、'.join(column.choices)}；文件中为“{text}”")
    try:
        return column.parse(text)
    except ValueError as error:
        raise _Wrong("format", f"{error}；文件中为“{text[:40]}”") from None


def _named(importer: Importer, row: PlannedRow) -> Key:
    return tuple(row.values[name] for name in importer.named)


def _key_words(importer: Importer) -> str:
    return "、".join(f"“{header}”" for header in importer.key_headers)


def _mark_duplicates(plan: Plan) -> None:
    """Mark every row whose key stands already in a row above, where no key may stand twice."""
    seen: dict[Key, PlannedRow] = {}
    for row in plan.rows:
        if row.errors or plan.importer.repeats:
            continue
        first = seen.setdefault(_named(plan.importer, row), row)
        if first is not row:
            message = f"与{first.place}重复（{_key_words(plan.importer)}相同），请删去一行"
            row.errors.append(CellError(row.cell(plan.importer.named[0]), "duplicate", message))
            row.status = "error"
