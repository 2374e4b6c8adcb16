"""The count of a year: every measure asked once, every cell with the facts that it counted.

Totals are not asked: the total of a row or column counts the union of the facts in it. So a table's
identities hold or break by its records, never because one figure was made from another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_LEAVES
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import sm3
from gongkai.reporting.models import pack

TOTAL = "total"
TOTAL_HANDLED = "total_handled"


@dataclass(frozen=True)
class Figure:
    """A figure and what it counted: the place (a cell, or the measure's id in prose), the value, the facts."""

    place: str
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
    """All figures of a year, by place."""

    year: int
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def differences(self, other: Count) -> list[tuple[str, int | str | None, int | str | None]]:
        """Return (place, here, there) wherever the two counts differ, by value or by the facts counted."""
        places = dict.fromkeys((*self.figures, *other.figures))
        pairs = ((place, self.figures.get(place), other.figures.get(place)) for place in places)
        return [
            (place, a.value if a else None, b.value if b else None)
            for place, a, b in pairs
            if (a and (str(a.value), a.digest)) != (b and (str(b.value), b.digest))
        ]


def count_year(viewer: Viewer, year: int) -> Count:
    """Return every figure of the viewer's organ for a year: tables and prose."""
    figures: dict[str, Figure] = {}
    for measure in registry.all_of(registry.Measure):
        for figure in _tabular(measure, viewer, year) if measure.table else _prose(measure, viewer, year):
            figures[figure.place] = figure
    for total in _totals(figures):
        figures[total.place] = total
    return Count(year, figures)


def _prose(measure: registry.Measure, viewer: Viewer, year: int) -> Iterator[Figure]:
    records = measure.records(viewer, year)
    keys = tuple(records.order_by("pk").values_list("pk", flat=True))
    yield Figure(measure.id, measure.id, measure.figure(records) if measure.figure else len(keys), keys)


def _tabular(measure: registry.Measure, viewer: Viewer, year: int) -> Iterator[Figure]:
    assert measure.annotate_cells is not None
    placed = measure.annotate_cells(measure.records(viewer, year))
    keys: dict[tuple[str, str], list[int]] = {cell: [] for cell in covered(measure)}
    rows = placed.order_by().values_list("cell_row", "cell_column", "pk")
    for row, column, key in rows.iterator(chunk_size=10_000):
        keys[row, column].append(key)
    for (row, column), found in keys.items():
        value: int | str = len(found)
        if measure.figure:
            value = measure.figure(placed.filter(cell_row=row, cell_column=column))
        yield Figure(f"{measure.table}.{row}.{column}", measure.id, value, tuple(found))


def covered(measure: registry.Measure) -> list[tuple[str, str]]:
    """Return the cells (row, column) that a measure answers for; totals are nobody's."""
    assert measure.table is not None
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
    known = {**figures, **{total.place: total for total in handled}}
    for table in ("requests", "disputes"):
        for cell in FORM_2021.tables[table].cells:
            if cell.column.id != TOTAL:
                by_row[table, cell.row.id].append(known.get(cell.id))
    for (table, row), parts in by_row.items():
        if total := _union(f"{table}.{row}.{TOTAL}", parts):
            yield total


def _union(place: str, parts: Iterable[Figure | None]) -> Figure | None:
    """The distinct facts of the parts. All parts of a row or column must count one kind of fact."""
    keys: set[int] = set()
    measure = ""
    for part in parts:
        if part is None:
            return None
        keys.update(part.keys)
        measure = part.measure
    return Figure(place, measure, len(keys), tuple(sorted(keys)))
