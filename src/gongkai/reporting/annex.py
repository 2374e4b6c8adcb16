"""The ledger behind a report as a workbook: every figure with the records that it counted, one measure a sheet.

Nothing personal stands in it: columns that say who an applicant is or what they wrote are left out.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from gongkai import registry
from gongkai.annualreport import FORM_2021
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer, command_viewer
from gongkai.reporting import queries
from gongkai.reporting.counting import TOTAL, TOTAL_HANDLED, Count, Figure, count_year
from gongkai.reporting.models import Finalization
from gongkai.shell import Progress, no_progress
from gongkai.typeset import PlainSheet, write_workbook

FILE = "ledger.xlsx"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PRIVACY = "本附件不含申请人的姓名、名称、证件、联系方式和申请内容。"
GONE, NEW = "现已不计入", "其后新计入"
CHUNK = 500
WIDTHS = {"title": 44, "url": 30}


@dataclass(frozen=True)
class Counted:
    """A measure with its figures and its records, and what is counted now (None: not asked)."""

    measure: registry.Measure
    records: Any
    figures: list[Figure]
    now: Mapping[str, Figure] | None

    @property
    def compared(self) -> bool:
        """Whether what is counted now was asked."""
        return self.now is not None

    @property
    def keys(self) -> set[int]:
        """The ids of the facts counted."""
        return {key for figure in self.figures for key in figure.keys}

    @property
    def gone(self) -> set[int]:
        """The ids counted then in a cell that does not count them now."""
        if self.now is None:
            return set()
        return {key for f in self.figures for key in set(f.keys) - set(_keys(self.now, f.cell_id))}

    @property
    def new(self) -> list[tuple[int, str]]:
        """What is counted now and was not then: its id and its cell."""
        if self.now is None:
            return []
        return [
            (key, f.cell_id)
            for f in self.figures
            for key in sorted(set(_keys(self.now, f.cell_id)) - set(f.keys))
        ]

    @property
    def value(self) -> str:
        """What the report says: the figure, or each cell that is not nothing."""
        if self.measure.table is None:
            return str(self.figures[0].value)
        cells = [f for f in self.figures if f.keys]
        return "；".join(f"{FORM_2021.cells[f.cell_id].label} {f.value}" for f in cells) or "0"


@dataclass
class _Progress:
    """How many records are listed, over all sheets."""

    report_progress: Progress
    total: int
    done: int = 0

    def add(self, number: int) -> None:
        self.done += number
        self.report_progress("正在列出记录", min(self.done, self.total), self.total)


def size_of(count: Count) -> int:
    """Return how many records the ledger behind a count lists."""
    return sum(len(figure.keys) for figure in count.figures.values() if not _is_total(figure.cell_id))


def write_final_annex(
    finalization: Finalization, *, compared: bool = False, report_progress: Progress = no_progress
) -> bytes:
    """Return the ledger behind a finalized report, as XLSX; `compared` marks what is counted otherwise now."""
    candidate = finalization.candidate
    now = (
        count_year(_viewer(candidate.organ, finalization.finalized_on), candidate.report.year)
        if compared
        else None
    )
    said = (
        f"第 {finalization.number} 次定稿，{finalization.finalized_on}，文稿摘要 {candidate.version.hash}。"
    )
    return _written(
        candidate.organ,
        queries.counted(candidate),
        now,
        said=said,
        day=finalization.finalized_on,
        report_progress=report_progress,
    )


def write_annex(
    organ: Organ, count: Count, *, day: datetime.date, report_progress: Progress = no_progress
) -> bytes:
    """Return the ledger behind what the records say on a day, as XLSX marked 未定稿."""
    return _written(
        organ,
        count,
        None,
        said=f"未定稿：按 {day} 的台账统计。",
        day=day,
        draft=True,
        report_progress=report_progress,
    )


def _written(
    organ: Organ,
    count: Count,
    now: Count | None,
    *,
    said: str,
    day: datetime.date,
    report_progress: Progress,
    draft: bool = False,
) -> bytes:
    counted = _counted(count, now, _viewer(organ, day))
    title = f"{organ.name}{count.year}年度报告统计台账"
    notice = "　".join(
        word for word in ("未定稿" if draft else "", "示例数据" if organ.is_sample else "") if word
    )
    return write_workbook(
        [_contents(title, said, counted), *_sheets(counted, _Progress(report_progress, size_of(count)))],
        title=title,
        author=organ.name,
        made_on=day,
        notice=notice,
    )


def _viewer(organ: Organ, day: datetime.date) -> Viewer:
    return command_viewer(organ, "report annex", on=day)


def _counted(count: Count, now: Count | None, viewer: Viewer) -> list[Counted]:
    """The measures in the order of their declaration, each with its figures; totals belong to no measure."""
    figures: dict[str, list[Figure]] = {}
    for figure in count.figures.values():
        if not _is_total(figure.cell_id):
            figures.setdefault(figure.measure, []).append(figure)
    current = now.figures if now else None
    return [
        Counted(measure, measure.records(viewer, count.year), figures[measure.id], current)
        for measure in registry.all_of(registry.Measure)
        if measure.id in figures
    ]


def _is_total(cell_id: str) -> bool:
    table, _, cell = cell_id.partition(".")
    if table not in FORM_2021.tables:
        return False
    row, _, column = cell.partition(".")
    return column == TOTAL or row == TOTAL_HANDLED


def _contents(title: str, said: str, counted: Sequence[Counted]) -> PlainSheet:
    """The first sheet: what this is, and each figure with the sheet of its records."""
    compared = any(one.compared for one in counted)
    rows = [
        (
            name or "无记录",
            one.measure.name,
            one.value,
            one.measure.unit,
            len(one.keys),
            *((_difference(one),) if compared else ()),
            one.measure.definition,
            one.measure.basis,
        )
        for one, name in zip(counted, _names(counted), strict=True)
    ]
    return PlainSheet(
        name="说明",
        title=title,
        said=(
            said,
            PRIVACY,
            "一个口径一张表，列出报告中的数所统计的每一条记录；每张表的合计等于报告中的数。没有记录的口径只列在本页。",
            *(("“现状”一列标出与现在台账的差别；空白的，现在仍然计入。",) if compared else ()),
        ),
        labels=(
            *("工作表", "口径", "报告中的数", "单位", "记录数"),
            *(("与现在台账的差别",) if compared else ()),
            *("定义", "依据"),
        ),
        rows=rows,
        widths=(24, 30, 36, 8, 8, *((18,) if compared else ()), 60, 40),
    )


def _difference(one: Counted) -> str:
    parts = [f"减少 {len(one.gone)}" if one.gone else "", f"新增 {len(one.new)}" if one.new else ""]
    return "，".join(part for part in parts if part)


def _names(counted: Sequence[Counted]) -> list[str]:
    """The name of each sheet; empty for a measure without records."""
    number, names = 0, []
    for one in counted:
        number += bool(one.keys or one.new)
        names.append(f"{number:02} {one.measure.name}"[:31] if one.keys or one.new else "")
    return names


def _sheets(counted: Sequence[Counted], progress: _Progress) -> Iterator[PlainSheet]:
    for one, name in zip(counted, _names(counted), strict=True):
        if name:
            yield _sheet(one, name, progress)


def _sheet(one: Counted, name: str, progress: _Progress) -> PlainSheet:
    columns = [c for c in registry.one(registry.Register, one.measure.register).columns if not c.personal]
    in_table = one.measure.table is not None
    head = (
        "序号",
        *(("计入",) if in_table else ()),
        *(c.label for c in columns),
        *(("现状",) if one.compared else ()),
    )
    widths = (6, *((30,) if in_table else ()), *(WIDTHS.get(c.id, 18) for c in columns), 12)
    return PlainSheet(
        name=name,
        title=one.measure.name,
        said=(
            f"{one.measure.definition}依据：{one.measure.basis}。",
            f"报告中的数：{one.value}（单位：{one.measure.unit}），记录 {len(one.keys)} 条。",
        ),
        labels=head,
        rows=_rows(one, columns, progress),
        widths=widths,
    )


def _rows(one: Counted, columns: Sequence[registry.Column], progress: _Progress) -> Iterator[list[Any]]:
    """Each record with the cell that counted it; then those counted only now; then the total."""
    entries, number = _entries(one), 0
    while part := list(islice(entries, CHUNK)):
        progress.add(len(part))
        records = _records(one, [key for key, _, _ in part])
        for key, cell_id, state in part:
            number += state != NEW
            cells = _cells(records.get(key), columns)
            where = [FORM_2021.cells[cell_id].label] if one.measure.table else []
            yield ["" if state == NEW else number, *where, *cells, *([state] if one.compared else [])]
    yield ["合计", *([""] if one.measure.table else []), f"{one.value} {one.measure.unit}"]


def _entries(one: Counted) -> Iterator[tuple[int, str, str]]:
    gone = one.gone
    for figure in one.figures:
        yield from ((key, figure.cell_id, GONE if key in gone else "") for key in figure.keys)
    yield from ((key, cell_id, NEW) for key, cell_id in one.new)


def _records(one: Counted, keys: Sequence[int]) -> Mapping[int, Any]:
    """The records by id: as they are counted, and those that no longer are as they stand."""
    found = {record.pk: record for record in one.records.filter(pk__in=keys)}
    missing = set(keys) - found.keys()
    if missing:
        found |= {record.pk: record for record in one.records.model._base_manager.filter(pk__in=missing)}
    return found


def _cells(record: Any, columns: Sequence[registry.Column]) -> list[Any]:
    if record is None:
        return ["（记录已按期限销毁）", *[""] * (len(columns) - 1)]
    return [_plain(column.value(record)) for column in columns]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if value is None or isinstance(value, int | datetime.date) else str(value)


def _keys(figures: Mapping[str, Figure], cell_id: str) -> tuple[int, ...]:
    figure = figures.get(cell_id)
    return figure.keys if figure else ()
