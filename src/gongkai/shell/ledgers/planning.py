"""What an import would do: each row new, known, changed or wrong, each error named by its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import sm3
from gongkai.registry import ORDINAL, ImportColumn, Importer, ImportIssue
from gongkai.shell.progress import Progress, no_progress, with_progress
from gongkai.shell.spreadsheets import cells
from gongkai.shell.spreadsheets.reading import FileRow, cell_name, read_rows, unread_sheets
from gongkai.shell.spreadsheets.template import CHOICES, EXAMPLE_HEAD, EXAMPLE_MARK, NOTES
from gongkai.shell.values import shown

Key = tuple[Any, ...]
Status = Literal["new", "known", "changed", "error"]
HEAD_LINES = 15  # a title, a unit and a date may stand above the header
BATCH = 500
MISSING = 10_000  # the index of a column that the file does not have
DECORATION = re.compile(r"[\s*:：]|[（(](?:必填|选填)[）)]")


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell, by which rule, in a sentence that says what to do."""

    cell: str
    rule: str
    message: str


@dataclass
class PlannedRow:
    """A row of the file: what it says, what that means, and what importing it would do."""

    LABELS: ClassVar[dict[Status, str]] = {"error": "有误", "new": "新增", "changed": "更正", "known": "已有"}

    number: int
    texts: list[str]  # by the importer's columns
    values: dict[str, Any]
    status: Status = "new"
    errors: list[CellError] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Return the status as a word."""
        return self.LABELS[self.status]


@dataclass
class Plan:
    """The dry run: the rows as they would be imported, and why not."""

    importer: Importer
    name: str
    sm3: str
    header_errors: list[CellError]
    rows: list[PlannedRow]
    notices: list[str]
    column_index: dict[str, int]  # column name → index in the file
    done: bool = False

    @property
    def errors(self) -> list[CellError]:
        """Everything that stands against importing, in the order of the file."""
        return self.header_errors + [error for row in self.rows for error in row.errors]

    def number_of(self, status: Status) -> int:
        """Return how many rows have a status."""
        return sum(row.status == status for row in self.rows)

    @property
    def headers(self) -> list[str]:
        """Return the columns as officers call them, in the order of a row's texts."""
        return [column.header for column in self.importer.columns]

    @property
    def may_correct(self) -> bool:
        """Whether all that stands against importing is that rows differ from what is stored."""
        errors = self.errors
        return bool(errors) and all(error.rule == "changed" for error in errors)

    def to_write(self) -> list[dict[str, Any]]:
        """Return the rows that importing would store."""
        return [row.values for row in self.rows if row.status in {"new", "changed"}]


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
    return plan


def read_plan(
    viewer: Viewer, importer: Importer, data: bytes, name: str, report_progress: Progress = no_progress
) -> Plan:
    """Return the rows of a file, parsed and checked by themselves; what is stored is not asked yet."""
    lines = read_rows(data, name, report_progress)
    head = _find_head(lines, importer)
    column_index, header_errors, notices = _read_header(lines[head] if lines else FileRow(1, []), importer)
    notices += [
        f"工作表“{sheet}”有 {number:,} 行，没有读取：一次只读第一张表。属于本台账的，请并入第一张表，或者另存后导入。"
        for sheet, number in unread_sheets(data)
        if sheet not in (CHOICES, NOTES)
    ]
    plan = Plan(importer, name, sm3(data), header_errors, [], notices, column_index)
    if header_errors:
        return plan
    for line in with_progress(lines[head + 1 :], report_progress, "正在逐行检查", len(lines) - head - 1):
        if EXAMPLE_MARK in line.texts:
            notices.append(f"第 {line.number} 行是示例行，没有导入。")
        else:
            plan.rows.append(_row(viewer, plan, line))
    _check_all(viewer, plan)
    _mark_duplicates(plan)
    if not plan.rows:
        plan.header_errors.append(
            CellError(f"A{lines[head].number + 1}", "empty", "表头下面没有数据行，请填写后再导入")
        )
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
        first = plan.column_index.get(different[0].name, 0)
        said = "；".join(row.differences)
        other = "；如果是另一条，请把已登记的那一条也写在文件中" if importer.repeats else ""
        message = f"{_key_words(importer)}相同的记录已在系统中，但{said}；确需修改，请选择更正{other}"
        row.errors.append(CellError(cell_name(first, row.number), "changed", message))


def _said(column: ImportColumn, value: Any) -> str:
    """A value in the words of the ledger: a choice as officers write it, nothing as 空."""
    words = {column.parse(word): word for word in column.choices}
    text = words.get(value) or shown(value)
    return f"“{text}”" if text else "空"


def _plain(value: Any) -> Any:
    return "" if value is None else value


# ---- The header --------------------------------------------------------------------------------------------


def _same_head(text: str) -> str:
    """Return a header without what officers decorate it with."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _heads(column: ImportColumn) -> set[str]:
    return {_same_head(head) for head in (column.header, *column.aliases)}


def _find_head(lines: Sequence[FileRow], importer: Importer) -> int:
    """Return the index of the line that has most of the headers."""
    known = set().union(*(_heads(column) for column in importer.columns))
    scores = [len({_same_head(text) for text in line.texts} & known) for line in lines[:HEAD_LINES]]
    return scores.index(max(scores)) if scores else 0


def _read_header(line: FileRow, importer: Importer) -> tuple[dict[str, int], list[CellError], list[str]]:
    """Return where each column stands, what is wrong with the header, and what the officer should know."""
    heads = [_same_head(text) for text in line.texts]
    column_index: dict[str, int] = {}
    errors: list[CellError] = []
    used: set[int] = set()
    for column in importer.columns:
        found = [index for index, head in enumerate(heads) if head in _heads(column)]
        used.update(found)
        if len(found) > 1:
            where = "、".join(cell_name(index, line.number) for index in found)
            message = f"“{column.header}”有 {len(found)} 列（{where}），请只保留一列"
            errors.append(CellError(cell_name(found[1], line.number), "duplicate_column", message))
        if found:
            column_index[column.name] = found[0]
    spare = [line.texts[i] for i, head in enumerate(heads) if head and i not in used]
    spare = [text for text in spare if text != EXAMPLE_HEAD]
    missing = [column for column in importer.columns if column.required and column.name not in column_index]
    errors += [_missing(column, line, spare) for column in missing]
    notices = [] if errors or not spare else [f"文件中这些列没有用到：{'、'.join(spare)}。"]
    return column_index, errors, notices


def _missing(column: ImportColumn, line: FileRow, spare: Sequence[str]) -> CellError:
    also = f"（也可写作：{'、'.join(column.aliases)}）" if column.aliases else ""
    renamed = f"；文件中不认识的列有：{'、'.join(spare)}，如其中一列就是它，请改名" if spare else ""
    message = f"缺少“{column.header}”列{also}{renamed}"
    return CellError(cell_name(0, line.number), "missing_column", message)


# ---- The rows ----------------------------------------------------------------------------------------------


def _row(viewer: Viewer, plan: Plan, line: FileRow) -> PlannedRow:
    columns = plan.importer.columns
    row = PlannedRow(line.number, [line.text(plan.column_index.get(c.name, MISSING)) for c in columns], {})
    for column, text in zip(columns, row.texts, strict=True):
        index = plan.column_index.get(column.name, MISSING)
        try:
            if index in line.faults:
                fault = line.faults[index]
                raise _Wrong(fault.rule, fault.message)
            row.values[column.name] = _value(column, text)
        except _Wrong as wrong:
            message = f"“{column.header}”{wrong.message}"
            row.errors.append(CellError(cell_name(index, line.number), wrong.rule, message))
    if not row.errors and plan.importer.check is not None:
        _add_issues(plan, row, plan.importer.check(viewer, row.values))
    if row.errors:
        row.status = "error"
    return row


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
        index = plan.column_index.get(issue.column or "", 0)
        row.errors.append(CellError(cell_name(index, row.number), issue.rule, issue.message))
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
    seen: dict[Key, int] = {}
    for row in plan.rows:
        if row.errors or plan.importer.repeats:
            continue
        first = seen.setdefault(_named(plan.importer, row), row.number)
        if first != row.number:
            index = plan.column_index.get(plan.importer.named[0], 0)
            message = f"与第 {first} 行重复（{_key_words(plan.importer)}相同），请删去一行"
            row.errors.append(CellError(cell_name(index, row.number), "duplicate", message))
            row.status = "error"
