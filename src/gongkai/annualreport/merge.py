"""Reports of several organs added up to the report of the level above.

Nothing is added up silently: another year or form, the same organ twice and broken identities are refused,
blanks are counted as nothing and reported, and a cell that was printed but not read makes its sum unknown.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.annualreport.errors import AnnualReportError
from gongkai.annualreport.identities import check_identities
from gongkai.annualreport.layout import FigureKind, FormCell
from gongkai.annualreport.value import Finding, Report, ReportSection, Severity, Value, tables_of

_UNITS = {"": Decimal(1), "万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}
_HEADINGS = ("机关", "机关名称", "单位", "单位名称", "名称", "organ", "name")


class CannotMerge(AnnualReportError):
    """Reports that do not belong together: no file, another year or form, the same organ twice."""

    code = "cannot_merge"


class BrokenIdentities(CannotMerge):
    """Reports that break an identity; `findings` are theirs, by the name given for each report."""

    code = "broken_identities"

    def __init__(self, findings: Mapping[str, Sequence[Finding]]) -> None:
        self.findings = findings
        first, found = next(iter(findings.items()))
        super().__init__(
            f"有{len(findings)}份报告勾稽关系不平，不能汇总：{'、'.join(findings)}。如“{first}”：{found[0].message}"
            "请退回更正；确需先行汇总的，使用 --allow-broken。",
            where=found[0].where,
        )


class BadExpectedList(CannotMerge):
    """A list of expected organs that cannot be read."""

    code = "bad_expected_list"


@dataclass(frozen=True, slots=True)
class Merged:
    """The sum and what is to be known about it: `missing` and `unexpected` are names of organs."""

    report: Report
    members: tuple[str, ...]
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]


def merge_reports(
    reports: Mapping[str, Report],
    *,
    organ: str = "",
    expected: Iterable[str] = (),
    allow_broken: bool = False,
) -> Merged:
    """The sum of the reports, cell by cell; keys are names for messages (files).

    `expected` are the organs that should be there. Raises CannotMerge for what does not belong together and
    BrokenIdentities for reports that do not add up, unless `allow_broken`: then each becomes a finding.
    """
    first = _prove_alike(reports)
    broken = {name: found for name, report in reports.items() if (found := check_identities(report))}
    if broken and not allow_broken:
        raise BrokenIdentities(broken)
    members = tuple(report.organ or name for name, report in reports.items())
    wanted = {_plain(name): name for name in expected}
    present = {_plain(name): name for name in members}
    missing = tuple(name for key, name in wanted.items() if key not in present)
    unexpected = tuple(name for key, name in present.items() if wanted and key not in wanted)

    figures: dict[str, Value] = {}
    findings = [*_told_broken(broken), *_told_missing(missing, unexpected, len(wanted))]
    for cell in first.layout.cells.values():
        figures[cell.id], notes = _sum(cell, reports)
        findings += notes
    findings += _told_blanks(reports)
    return Merged(_report(first, organ, figures, members, missing, findings), members, missing, unexpected)


def compare_parent(parent: Report, children: Mapping[str, Report]) -> list[Finding]:
    """Where the report of the level above differs from the sum of the reports below, as questions."""
    together = merge_reports(children, allow_broken=True).report
    if (parent.year, parent.form) != (together.year, together.form):
        raise CannotMerge(
            f"上级报告是{parent.year}年{parent.form}格式，下级报告是{together.year}年{together.form}格式，不能比较。",
            where="year",
        )
    findings = []
    for cell, value in parent.cells():
        below = together.tables.get(cell.table, {}).get(cell.row.id, {}).get(cell.column.id)
        if value is None or below is None or amount_in_wan(value) == amount_in_wan(below):
            continue
        difference = amount_in_wan(value) - amount_in_wan(below)
        findings.append(
            Finding(
                "parent_differs",
                Severity.WARNING,
                cell.id,
                f"上级报告“{cell.label}”是{value}，下级各报告相加是{below}，相差{difference}。"
                "请核对是否漏报、重报，或者本级另有数据。",
                {"parent": value, "children": below, "difference": str(difference)},
            )
        )
    return findings


def read_expected(data: bytes) -> list[str]:
    """The organs named in a CSV file (UTF-8 or GB 18030): the column headed 机关, or else the first one."""
    text = _decoded(data)
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    if not rows:
        raise BadExpectedList("应报名单是空的。请每行写一个机关名称。", where="expected")
    heading = [cell.strip().lower() for cell in rows[0]]
    column = next((heading.index(name) for name in _HEADINGS if name in heading), None)
    if column is not None:
        rows = rows[1:]
    names = [row[column or 0].strip() for row in rows if len(row) > (column or 0)]
    return list(dict.fromkeys(name for name in names if name))


def _prove_alike(reports: Mapping[str, Report]) -> Report:
    if not reports:
        raise CannotMerge("没有可以汇总的报告。")
    name, first = next(iter(reports.items()))
    seen: dict[str, str] = {}
    for other, report in reports.items():
        if report.year != first.year:
            raise CannotMerge(
                f"“{name}”是{first.year}年的报告，“{other}”是{report.year}年的。请只汇总同一年度的报告。",
                where="year",
            )
        if (report.form, report.form_requests) != (first.form, first.form_requests):
            raise CannotMerge(
                f"“{other}”与“{name}”的表格格式不同，不能逐格相加。请换成同一格式的报告。", where="form"
            )
        key = _plain(report.organ)
        if key and key in seen:
            raise CannotMerge(
                f"“{seen[key]}”和“{other}”都是“{report.organ}”的报告。请只留一份。", where="organ"
            )
        seen[key] = other
    return first


def _sum(cell: FormCell, reports: Mapping[str, Report]) -> tuple[Value, list[Finding]]:
    """The sum of one cell; None where nothing is printed anywhere, or where a printed figure was not read."""
    values = {name: report.cell(cell.id) for name, report in reports.items()}
    lost = [name for name, value in values.items() if value is None and _was_printed(reports[name], cell)]
    if lost:
        message = f"“{cell.label}”在{_names(lost)}中印有文字而没有读出，合计不能确定。请补上后再汇总。"
        return None, [Finding("unread_cell", Severity.WARNING, cell.id, message, {"reports": len(lost)})]
    present = [value for value in values.values() if value is not None]
    if not present:
        return None, []
    total = sum((amount_in_wan(value) for value in present), Decimal())
    return (_amount(total) if cell.kind is FigureKind.AMOUNT else int(total)), []


def _told_blanks(reports: Mapping[str, Report]) -> list[Finding]:
    """What was counted as nothing, one finding a report."""
    findings = []
    for name, report in reports.items():
        blanks = [
            cell
            for cell, value in report.cells()
            if value is None and not cell.column.optional and not _was_printed(report, cell)
        ]
        if blanks:
            message = f"“{name}”有{len(blanks)}格空白（如“{blanks[0].label}”），汇总时按没有计算。"
            cell_ids = tuple(cell.id for cell in blanks)
            findings.append(
                Finding(
                    "blank_cell", Severity.INFO, blanks[0].table, message, {"blanks": len(blanks)}, cell_ids
                )
            )
    return findings


def _was_printed(report: Report, cell: FormCell) -> bool:
    source = report.sources.get(cell.id)
    return source is not None and bool(re.search(r"\d", source.raw))


def amount_in_wan(value: int | str) -> Decimal:
    """A figure as a number; money in 万元, whatever unit was printed with it."""
    if isinstance(value, int):
        return Decimal(value)
    number = value.rstrip("万亿元")
    return Decimal(number) * _UNITS[value[len(number) :]]


def _amount(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _report(
    first: Report,
    organ: str,
    figures: Mapping[str, Value],
    members: Sequence[str],
    missing: Sequence[str],
    findings: Sequence[Finding],
) -> Report:
    said = f"本报告由{len(members)}个机关的报告汇总：{'、'.join(members)}。"
    if missing:
        said += f"\n未收到{len(missing)}个机关的报告：{'、'.join(missing)}。"
    return Report(
        organ=organ or f"汇总（{len(members)}个机关）",
        year=first.year,
        form=first.form,
        form_requests=first.form_requests,
        tables=tables_of(first.layout, figures),
        sections=tuple(
            ReportSection(part.number, part.title, said if part.number == "一" else "")
            for part in first.layout.parts
        ),
        findings=tuple(findings),
    )


def _told_broken(broken: Mapping[str, Sequence[Finding]]) -> list[Finding]:
    return [
        Finding(
            finding.code,
            finding.severity,
            finding.where,
            f"“{name}”勾稽关系不平，已按原数汇总：{finding.message}",
            finding.numbers,
            finding.also,
        )
        for name, found in broken.items()
        for finding in found
    ]


def _told_missing(missing: Sequence[str], unexpected: Sequence[str], wanted: int) -> list[Finding]:
    findings = [
        Finding("member_missing", Severity.WARNING, "members", f"没有收到“{name}”的报告。")
        for name in missing
    ]
    findings += [
        Finding("member_unexpected", Severity.INFO, "members", f"“{name}”不在应报的{wanted}个机关之内。")
        for name in unexpected
    ]
    return findings


def _names(names: Sequence[str]) -> str:
    shown = "、".join(names[:3])
    return f"{shown}等{len(names)}份报告" if len(names) > 3 else shown


def _plain(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadExpectedList(
        "应报名单不是文本文件。请用 UTF-8 编码的 CSV，每行写一个机关名称。", where="expected"
    )
