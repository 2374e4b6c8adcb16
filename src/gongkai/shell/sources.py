"""How much stands behind each source of the home page, of the navigation's counts and of 台账, asked in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Subquery

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Head

Source = registry.DueItem | registry.WaitingItem | registry.Alert


class _NumberOf(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = BigIntegerField()
    empty_result_set_value: Any = 0


def numbers_behind(viewer: Viewer, *kinds: type[Source]) -> Mapping[str, int]:
    """Return how many records stand behind each source of these kinds, by its id; each is asked once a page.

    A source that names no records is left out: it is asked for its lines.
    """
    known: dict[str, int] = viewer.once("shell.numbers", dict)
    sources = [s for kind in kinds for s in registry.all_of(kind) if s.id not in known]
    known.update(_numbers({s.id: s.records(viewer) for s in sources if s.records}))
    return known


def numbers_in(viewer: Viewer, registers: Sequence[registry.Register]) -> dict[str, int]:
    """Return how many records of each register the viewer may see, by its id."""
    return _numbers({register.id: register.query(viewer) for register in registers})


def _numbers(queries: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    columns = [_NumberOf(query.order_by()) for query in queries.values()]
    # The head is the one table that always has exactly one row.
    rows = Head.objects.values_list(*columns) if columns else [()]
    return dict(zip(queries, rows[0], strict=True))


def number_waiting(viewer: Viewer, item: registry.WaitingItem) -> int:
    """Return how much of an item waits for the viewer."""
    if item.records:
        return numbers_behind(viewer, registry.WaitingItem)[item.id]
    return len(waiting_lines(viewer, item))


def waiting_lines(viewer: Viewer, item: registry.WaitingItem) -> Sequence[registry.WaitingLine]:
    """Return the lines of an item, asked for once a page."""
    return viewer.once(f"waiting.{item.id}", lambda: item.lines(viewer))
