"""The count of a year: every measure asked once, every cell with the facts that it counted.

Totals are not asked: the total of a row or column counts the union of the facts in it. So a table's
identities hold or break by its records, never because one figure was made from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import sm3
from gongkai.reporting.models import pack

TOTAL = "total"
NO_CELL = NO_VALUE = Value("", output_field=CharField())
TOTAL_HANDLED = "total_handled"


@dataclass(frozen=True)
class Figure:
    """A figure: its address (a cell of a table, or in prose the measure's id), its value, the facts counted."""

    cell_id: str
    measure: str
    value: int | str
    keys: tuple[int, ...]

    @property
    def digest(self) -> str:
        """The SM3 of the facts' ids, ascending; equal digests count the same facts."""
        return sm3(",".join(map(str, sorted(self.keys))).encode())

    @property
    def packed(self) -> bytes:
        """The facts' ids as they are kept."""
        return pack(list(self.keys))


@dataclass(frozen=True)
class Count:
    """All figures of a year, by the address of their cell."""

    year: int
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def differences(self, other: Count) -> list[tuple[str, int | str | None, int | str | None]]:
        """Return (cell_id, here, there) wherever the two counts differ, by value or by the facts counted."""
        cell_ids = dict.fromkeys((*self.figures, *other.figures))
        pairs = ((cell_id, self.figures.get(cell_id), other.figures.get(cell_id)) for cell_id in cell_ids)
        return [
            (cell_id, a.value if a else None, b.value if b else None)
            for cell_id, a, b in pairs
            if (a and (str(a.value), a.digest)) != (b and (str(b.value), b.digest))
        ]


def count_year(viewer: Viewer, year: int) -> Count:
    """Return every figure of the viewer's organ for a year: tables and prose."""
    records = {m: _with_cells(m, m.records(viewer, year)) for m in registry.all_of(registry.Measure)}
    found: dict[tuple[str, str, str], list[tuple[int, str]]] = {
        (measure.id, row, column): [] for measure in records for row, column in covered(measure)
    }
    for measure_id, row, column, key, value in _counted(records):
        found[measure_id, row, column].append((key, value))
    figures = {}
    for measure in records:
        for row, column in covered(measure):
            in_cell = found[measure.id, row, column]
            keys = tuple(sorted(key for key, _ in in_cell))
            values = [value for _, value in in_cell if value is not None]
            cell_id = f"{measure.table}.{row}.{column}" if measure.table else measure.id
            figure = measure.figure(values) if measure.figure else len(keys)
            figures[cell_id] = Figure(cell_id, measure.id, figure, keys)
    for total in _totals(figures):
        figures[total.cell_id] = total
    return Count(year, figures)


def _with_cells(measure: registry.Measure, records: Any) -> Any:
    if measure.annotate_cells:
        return measure.annotate_cells(records)
    return records.annotate(cell_row=NO_CELL, cell_column=NO_CELL)


def _counted(records: Mapping[registry.Measure, Any]) -> Iterator[tuple[str, str, str, int, str]]:
    """Yield (measure, row, column, id, value) of every record that some measure counts, all asked in one query."""
    asked = [
        counted.order_by()
        .annotate(
            measure_id=Value(measure.id),
            counted_value=Cast(measure.field, CharField()) if measure.field else NO_VALUE,
        )
        .values_list("measure_id", "cell_row", "cell_column", "pk", "counted_value")
        for measure, counted in records.items()
    ]
    if asked:
        first, *others = asked
        yield from first.union(*others, all=True).iterator(chunk_size=10_000)


def covered(measure: registry.Measure) -> list[tuple[str, str]]:
    """Return the cells (row, column) that a measure answers for; totals are nobody's, the prose has none."""
    if measure.table is None:
        return [("", "")]
    cells = FORM_2021.tables[measure.table].cells
    wanted = [pattern.split(".") for pattern in measure.covers]
    return [
        (cell.row.id, cell.column.id)
        for cell in cells
        if cell.column.id != TOTAL
        and any(row == cell.row.id and column in {"*", cell.column.id} for row, column in wanted)
    ]


def _totals(figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """Totals of table 三 and 四, where every figure they sum is there; handled first, for its own total."""
    handled = [
        total
        for column in FORM_2021.tables["requests"].columns
        if column.id != TOTAL
        and (
            total := _union(
                f"requests.{TOTAL_HANDLED}.{column.id}",
                (figures.get(f"requests.{leaf.id}.{column.id}") for leaf in REQUEST_LEAVES),
            )
        )
    ]
    yield from handled
    by_row: dict[tuple[str, str], list[Figure | None]] = defaultdict(list)
    known = {**figures, **{total.cell_id: total for total in handled}}
    for table in ("requests", "disputes"):
        for cell in FORM_2021.tables[table].cells:
            if cell.column.id != TOTAL:
                by_row[table, cell.row.id].append(known.get(cell.id))
    for (table, row), parts in by_row.items():
        if total := _union(f"{table}.{row}.{TOTAL}", parts):
            yield total


def _union(cell_id: str, parts: Iterable[Figure | None]) -> Figure | None:
    """The distinct facts of the parts. All parts of a row or column must count one kind of fact."""
    keys: set[int] = set()
    measure = ""
    for part in parts:
        if part is None:
            return None
        keys.update(part.keys)
        measure = part.measure
    return Figure(cell_id, measure, len(keys), tuple(sorted(keys)))
