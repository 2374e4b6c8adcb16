"""Where the findings on a report stand: under which table, at which figures, in which part of the prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongkai.annualreport.value import Finding, Report, Severity

_MOST_CELLS = 6  # figures that one finding is marked at; one that names more stands under the table alone
_PLACES = {"title": "标题", "intro": "引言", "contact": "联系方式", "year": "年度", "organ": "机关名称"}


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its number in the report, and where it stands in words (表三, 第一部分)."""

    number: int
    place: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class PlacedFindings:
    """The findings by table, those on what is no table, and their numbers by the id of the figure."""

    tables: Mapping[str, tuple[PlacedFinding, ...]]
    others: tuple[PlacedFinding, ...]
    cells: Mapping[str, tuple[int, ...]]

    @property
    def all(self) -> tuple[PlacedFinding, ...]:
        """Every finding by its number."""
        return (*(placed for table in self.tables.values() for placed in table), *self.others)


def place_findings(report: Report, findings: Iterable[Finding]) -> PlacedFindings:
    """Return the findings numbered as they stand: table by table, the gravest first, what is no table at the end."""
    by_weight = sorted(findings, key=lambda finding: list(Severity).index(finding.severity))
    tables = report.layout.tables
    tables_of = {table: [f for f in by_weight if f.where.split(".")[0] == table] for table in tables}
    others = [f for f in by_weight if f.where.split(".")[0] not in tables]
    number = 0
    placed: dict[str, tuple[PlacedFinding, ...]] = {}
    cells: dict[str, tuple[int, ...]] = {}
    for table, found in {**tables_of, "": others}.items():
        lines = []
        for finding in found:
            number += 1
            lines.append(PlacedFinding(number, _place(report, finding), finding))
            for cell in _figures(report, finding):
                cells[cell] = (*cells.get(cell, ()), number)
        placed[table] = tuple(lines)
    return PlacedFindings({table: placed[table] for table in tables}, placed[""], cells)


def _place(report: Report, finding: Finding) -> str:
    """Where a finding stands, as a person would say it."""
    first, *rest = finding.where.split(".")
    if first in report.layout.tables:
        return f"表{report.layout.tables[first].number}"
    if first == "sections" and rest:
        return f"第{rest[0]}部分"
    return _PLACES.get(first, "全文")


def _figures(report: Report, finding: Finding) -> list[str]:
    """The figures that a finding is marked at: the total of what it names, or the few that it speaks of."""
    match finding.where.split("."):
        case ["requests", "column", column]:
            named = [f"requests.total_handled.{column}"]
        case [table, "row", row] if table in report.layout.tables:
            named = [f"{table}.{row}.total"]
        case [table, row] if table in report.layout.tables:
            ids = [cell.id for cell in report.layout.tables[table].cells if cell.row.id == row]
            named = [cell for cell in ids if cell.endswith(".total")] or ids[:1]
        case [_, _, _]:
            named = [finding.where]
        case _:
            named = list(finding.also) if len(finding.also) <= _MOST_CELLS else []
    return [cell for cell in dict.fromkeys(named) if cell in report.layout.cells]
