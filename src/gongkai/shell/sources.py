"""How much stands behind each source of the home page, of the navigation's counts and of 台账, asked in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar, overload

from django.db import connection
from django.db.models import BigIntegerField, QuerySet, Subquery

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Head

Source = registry.DueItem | registry.WaitingItem | registry.Alert
T = TypeVar("T")
LINES_SHOWN = 50  # lines of one source


def is_told(viewer: Viewer, source: Source) -> bool:
    """Return whether the viewer may know of what a source tells."""
    return not source.permission or viewer.may(source.permission)


class _NumberOf(Subquery):
    """How many rows a query has, as a column of another."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = BigIntegerField()
    empty_result_set_value: Any = 0


def numbers_behind(viewer: Viewer, *kinds: type[Source]) -> Mapping[str, int]:
    """Return how many records stand behind each source of these kinds, by its id; each is asked once a page.

    A source that names no records, or tells the viewer nothing, is left out.
    """
    known: dict[str, int] = viewer.once("shell.numbers", dict)
    asked: set[type[Source]] = viewer.once("shell.numbers_asked", set)
    if open_ := tuple(kind for kind in kinds if kind not in asked):
        ids, sql, parameters = _query_behind(replace(viewer), open_)
        known.update(zip(ids, _asked(sql, parameters) if ids else (), strict=True))
        asked.update(open_)
    return known


def numbers_in(viewer: Viewer, registers: Sequence[registry.Register]) -> dict[str, int]:
    """Return how many records of each register the viewer may see, by its id."""
    return count_each({register.id: register.query(viewer) for register in registers})


def count_each(queries: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Return how many rows each query has, by its name, all asked in one statement."""
    if not queries:
        return {}
    sql, parameters = _one_query(list(queries.values()))
    return dict(zip(queries, _asked(sql, parameters), strict=True))


@lru_cache(maxsize=256)
def _query_behind(viewer: Viewer, kinds: tuple[type[Source], ...]) -> tuple[list[str], str, tuple[Any, ...]]:
    """The ids of the sources of these kinds, and the query of their numbers.

    It depends on nothing but who looks and on which day, and to build it takes ten times as long as to ask it.
    """
    sources = [s for kind in kinds for s in registry.all_of(kind) if s.records and is_told(viewer, s)]
    return [s.id for s in sources], *_one_query([s.records(viewer) for s in sources if s.records])


def _one_query(queries: Sequence[QuerySet[Any]]) -> tuple[str, tuple[Any, ...]]:
    # The head is the one table that always has exactly one row.
    query = Head.objects.values_list(*[_NumberOf(each.order_by()) for each in queries]).query
    sql, parameters = query.sql_with_params()
    return sql, tuple(parameters)


def _asked(sql: str, parameters: Sequence[Any]) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        numbers: Sequence[int] = cursor.fetchone()
    return numbers


def number_waiting(viewer: Viewer, item: registry.WaitingItem) -> int:
    """Return how much of an item waits for the viewer."""
    if item.records and is_told(viewer, item):
        return numbers_behind(viewer, registry.WaitingItem)[item.id]
    return len(lines_of(viewer, item))


@overload
def lines_of(viewer: Viewer, source: registry.DueItem) -> Sequence[registry.DueLine]: ...
@overload
def lines_of(viewer: Viewer, source: registry.WaitingItem) -> Sequence[registry.WaitingLine]: ...
@overload
def lines_of(viewer: Viewer, source: registry.Alert) -> Sequence[tuple[str, str]]: ...
def lines_of(viewer: Viewer, source: Source) -> Sequence[Any]:
    """Return what a source tells the viewer: asked for once a page, and kept where all that it reads is sealed."""
    if not is_told(viewer, source):
        return ()
    ask = source.sentences if isinstance(source, registry.Alert) else source.lines
    read = viewer.kept if source.sealed else viewer.once
    return read(f"{type(source).__name__}.{source.id}", lambda: ask(viewer))


def first_shown(rows: QuerySet[Any, T]) -> tuple[list[T], T | None, int]:
    """Return the first rows of a source, the next one if there are more, and how many more: counted only then."""
    found = list(rows[: LINES_SHOWN + 1])
    if len(found) <= LINES_SHOWN:
        return found, None, 0
    return found[:LINES_SHOWN], found[LINES_SHOWN], rows.count() - LINES_SHOWN
