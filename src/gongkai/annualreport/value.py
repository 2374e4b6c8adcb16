"""The annual report as a value, and the exchange format `gongkai.annual-report/1` that carries it.

A report says what is printed, right or wrong: nothing is repaired on the way in. The JSON Schema of the
format stands beside this file (`exchange.schema.json`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self, TypeVar

from gongkai.annualreport.errors import InvalidReport
from gongkai.annualreport.form import FORM_CODES, Form, form_of
from gongkai.annualreport.layout import FigureKind, FormCell, Grid

FORMAT = "gongkai.annual-report/1"

# A count is a whole number, money a decimal string (万元, or its printed unit); None: blank or unreadable.
Value = int | str | None
Tables = Mapping[str, Mapping[str, Mapping[str, Value]]]

E = TypeVar("E", bound=StrEnum)
_AMOUNT = re.compile(r"-?\d+(\.\d+)?(元|万元|亿元)?")


class Severity(StrEnum):
    """How much a finding weighs: an error breaks the report, a warning asks a question, info only informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """What an officer calls it: 错误, 疑问, 提示."""
        return {Severity.ERROR: "错误", Severity.WARNING: "疑问", Severity.INFO: "提示"}[self]


class Status(StrEnum):
    """Where our own report stands; a report read from elsewhere has none, unless it says that it is a draft."""

    DRAFT = "draft"
    FROZEN = "frozen"

    @property
    def label(self) -> str:
        """What every page of a file says: 未定稿, and nothing once frozen."""
        return "未定稿" if self is Status.DRAFT else ""


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One of the six parts: ordinal (一 … 六), title without it, and its prose, one paragraph a line."""

    number: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a cell was read and as what: `raw` is the printed text, positions count from 1.

    `page` of a PDF; `element` of HTML, DOCX, XLSX or Markdown (a table, a sheet); `row` and `column` in it;
    `offset` is a code point position in flat text.
    """

    raw: str = ""
    page: int | None = None
    element: str | None = None
    row: int | None = None
    column: int | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the officer should know. `where`: a cell, column, row, block or section; `also`: other cells.

    `numbers` are the figures the sentence speaks of, by name, for programs.
    """

    code: str
    severity: Severity
    where: str
    message: str
    numbers: Mapping[str, int | str] = field(default_factory=dict)
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """An annual report. `tables` holds every cell of its form (`tables[table][row][column]`), blanks as None.

    `intro` stands before part 一 and `contact` after part 六, one paragraph a line. `form_requests` is set
    only in a hybrid, where table 三 follows another form than table 二.
    """

    organ: str
    year: int | None
    tables: Tables
    form: str = "2021"
    form_requests: str | None = None
    title: str = ""
    intro: str = ""
    sections: tuple[ReportSection, ...] = ()
    contact: str = ""
    status: Status | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def __post_init__(self) -> None:
        if self.form_requests == self.form:
            object.__setattr__(self, "form_requests", None)
        object.__setattr__(self, "tables", _complete(self.layout, self.tables))

    @property
    def layout(self) -> Form:
        """The form this report is printed on; an unknown code raises InvalidReport."""
        for name, code in (("form", self.form), ("form_requests", self.form_requests or self.form)):
            if code not in FORM_CODES:
                known = "、".join(FORM_CODES)
                raise InvalidReport(
                    f"“{name}”的取值“{code}”不是已知的报告格式，应为 {known} 之一。", where=name
                )
        return form_of(self.form, self.form_requests)

    def cell(self, cell_id: str) -> Value:
        """The figure at `cell_id` (requests.received.natural); KeyError if the form has no such cell."""
        table, row, column = cell_id.split(".")
        return self.tables[table][row][column]

    def number(self, cell_id: str) -> int | None:
        """The same where a whole number is meant; money and blanks give None."""
        value = self.cell(cell_id)
        return value if isinstance(value, int) else None

    def cells(self) -> Iterable[tuple[FormCell, Value]]:
        """Every cell of the form with its figure, in printed order."""
        for cell_id, cell in self.layout.cells.items():
            yield cell, self.cell(cell_id)

    def grid(self, table: str) -> Grid:
        """The table as this report prints it: optional columns appear where they hold a figure."""
        return self.layout.tables[table].grid(
            frozenset(
                cell.id
                for cell in self.layout.tables[table].cells
                if cell.column.optional and self.cell(cell.id) is not None
            )
        )

    def unread(self) -> frozenset[str]:
        """The ids of cells and rows (`requests.received`) that a warning names: not read, or not for certain."""
        return frozenset(
            place
            for finding in self.findings
            if finding.severity is Severity.WARNING
            for place in (finding.where, *finding.also)
        )

    @property
    def heading(self) -> str:
        """The title, or the usual one where none is given."""
        if self.title:
            return self.title
        year = f"{self.year}年" if self.year else ""
        return f"{self.organ}{year}政府信息公开工作年度报告"

    def to_json(self) -> dict[str, Any]:
        """The exchange format as plain values for `json.dumps`; what is empty and optional is left out."""
        value: dict[str, Any] = {"format": FORMAT, "form": self.form}
        if self.form_requests:
            value["form_requests"] = self.form_requests
        value |= {"organ": self.organ, "year": self.year}
        value |= {key: text for key in ("title", "intro", "contact") if (text := getattr(self, key))}
        if self.status:
            value["status"] = self.status.value
        value |= {
            "tables": {t: {r: dict(row) for r, row in rows.items()} for t, rows in self.tables.items()},
            "sources": {key: _without_none(source) for key, source in self.sources.items()},
            "sections": [{"number": s.number, "title": s.title, "text": s.text} for s in self.sections],
            "findings": [finding_to_json(finding) for finding in self.findings],
        }
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The report in a value of the exchange format; InvalidReport names place, rule and remedy."""
        return cls(**_arguments(value))


def tables_of(form: Form, figures: Mapping[str, Value], *, default: Value = None) -> Tables:
    """The tables of `form` filled from cell ids (`requests.received.natural`); the rest is `default`.

    An id that the form does not have raises InvalidReport.
    """
    if unknown := sorted(set(figures) - set(form.cells)):
        raise InvalidReport(f"报告格式中没有“{unknown[0]}”这个数据项。", where=unknown[0])
    tables: dict[str, dict[str, dict[str, Value]]] = {}
    for cell in form.cells.values():
        blank = None if cell.column.optional else default
        if cell.kind is FigureKind.AMOUNT and blank is not None:
            blank = str(blank)
        row = tables.setdefault(cell.table, {}).setdefault(cell.row.id, {})
        row[cell.column.id] = figures.get(cell.id, blank)
    return tables


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """A finding as every command prints it."""
    value: dict[str, Any] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": finding.where,
        "message": finding.message,
    }
    if finding.numbers:
        value["numbers"] = dict(finding.numbers)
    if finding.also:
        value["also"] = list(finding.also)
    return value


# --- Reading and proving ---


def _complete(form: Form, tables: Tables) -> Tables:
    figures: dict[str, Value] = {}
    for table, rows in tables.items():
        for row, columns in rows.items():
            for column, figure in columns.items():
                cell_id = f"{table}.{row}.{column}"
                cell = form.cells.get(cell_id)
                if cell is not None:
                    _prove(cell, figure)
                figures[cell_id] = figure
    return tables_of(form, figures)


def _prove(cell: FormCell, figure: object) -> None:
    if figure is None:
        return
    if cell.kind is FigureKind.AMOUNT:
        if not (isinstance(figure, str) and _AMOUNT.fullmatch(figure)):
            raise InvalidReport(
                f'“{cell.label}”应为写成文本的十进制数（单位：万元），如 "12.5"，现为 {figure!r}。',
                where=cell.id,
            )
    elif isinstance(figure, bool) or not isinstance(figure, int):
        raise InvalidReport(f"“{cell.label}”应为整数，空白写作 null，现为 {figure!r}。", where=cell.id)


def _arguments(value: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidReport("年度报告应为一个 JSON 对象。")
    if value.get("format", FORMAT) != FORMAT:
        raise InvalidReport(f"“format”应为 {FORMAT}，现为 {value['format']!r}。", where="format")
    year = value.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int)):
        raise InvalidReport(f"“year”应为整数年份，现为 {year!r}。", where="year")
    arguments: dict[str, Any] = {"year": year}
    for key in ("organ", "title", "intro", "contact"):
        arguments[key] = _text(value.get(key) or "", key)
    arguments["form"] = _text(value.get("form", "2021"), "form")
    if value.get("form_requests") is not None:
        arguments["form_requests"] = _text(value["form_requests"], "form_requests")
    if value.get("status") is not None:
        arguments["status"] = _member(Status, value["status"], "status")
    tables = _object(value.get("tables", {}), "tables")
    arguments["tables"] = {
        table: {row: _object(columns, f"{table}.{row}") for row, columns in _object(rows, table).items()}
        for table, rows in tables.items()
    }
    arguments["sections"] = tuple(
        ReportSection(
            **{key: _text(item.get(key, ""), f"{where}.{key}") for key in ("number", "title", "text")}
        )
        for item, where in _objects(value.get("sections", []), "sections")
    )
    arguments["sources"] = {
        key: _source(_object(item, f"sources.{key}"), f"sources.{key}")
        for key, item in _object(value.get("sources", {}), "sources").items()
    }
    arguments["findings"] = tuple(
        _finding(item, where) for item, where in _objects(value.get("findings", []), "findings")
    )
    return arguments


def _source(item: Mapping[str, Any], where: str) -> Source:
    for key in ("page", "row", "column", "offset"):
        if not isinstance(item.get(key, None), int | None):
            raise InvalidReport(f"“{key}”应为整数，现为 {item[key]!r}。", where=where)
    return Source(
        raw=_text(item.get("raw", ""), where),
        element=None if item.get("element") is None else _text(item["element"], where),
        **{key: item.get(key) for key in ("page", "row", "column", "offset")},
    )


def _finding(item: Mapping[str, Any], where: str) -> Finding:
    return Finding(
        code=_text(item.get("code", ""), f"{where}.code"),
        severity=_member(Severity, item.get("severity"), f"{where}.severity"),
        where=_text(item.get("where", ""), f"{where}.where"),
        message=_text(item.get("message", ""), f"{where}.message"),
        numbers=dict(_object(item.get("numbers", {}), f"{where}.numbers")),
        also=tuple(_text(cell_id, f"{where}.also") for cell_id in item.get("also", [])),
    )


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise InvalidReport(f"“{where}”应为文本，现为 {value!r}。", where=where)
    return value


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidReport(f"“{where}”应为一个 JSON 对象。", where=where)
    return value


def _objects(value: object, where: str) -> list[tuple[Mapping[str, Any], str]]:
    if not isinstance(value, list):
        raise InvalidReport(f"“{where}”应为一个 JSON 数组。", where=where)
    return [(_object(item, f"{where}[{n}]"), f"{where}[{n}]") for n, item in enumerate(value)]


def _member(kind: type[E], value: object, where: str) -> E:
    try:
        return kind(value)  # type: ignore[arg-type]
    except ValueError:
        allowed = "、".join(kind)
        raise InvalidReport(f"“{where}”应为 {allowed} 之一，现为 {value!r}。", where=where) from None


def _without_none(source: Source) -> dict[str, Any]:
    keys = ("raw", "page", "element", "row", "column", "offset")
    return {key: item for key in keys if (item := getattr(source, key)) is not None}
