"""Paging by key: a page costs the same at the first row and at the millionth.

The order is (key, id) in one direction; rows without a key stand after the others, ordered by id, as in a
spreadsheet. A cursor names the row at the edge of the page: `2023-05-08~123`, without a key `123`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet

KEY = "register_key"


@dataclass(frozen=True)
class RegisterPage:
    """The records of a page and the cursors of its neighbours (None: there is no more)."""

    records: list[Any]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class _Edge:
    key: Any  # None: the row has no key
    pk: Any


class _Walk:
    """A query in one order, read from an edge in either direction."""

    def __init__(self, query: Any, field: str, descending: bool) -> None:
        self.field = field
        self.descending = descending
        self.key_field: Any = F(field).resolve_expression(query.query).output_field
        self.pk_field: Any = query.model._meta.pk
        self.nullable = "__" in field or self.key_field.null
        self.query = query.annotate(**{KEY: F(field)})

    def edge(self, cursor: str | None) -> _Edge | None:
        """Return the edge that a cursor names, or None where it names none."""
        if not cursor:
            return None
        key, named, pk = cursor.rpartition("~")
        try:
            return _Edge(self.key_field.to_python(key) if named else None, self.pk_field.to_python(pk))
        except ValidationError:
            return None

    def cursor(self, record: Any) -> str:
        """Return the cursor that names this record as the edge of a page."""
        key = getattr(record, KEY)
        if key is None:
            return f"{record.pk}"
        return f"{key.isoformat() if hasattr(key, 'isoformat') else key}~{record.pk}"

    def read(self, edge: _Edge | None, limit: int, *, forward: bool) -> list[Any]:
        """Return up to `limit` rows beyond the edge, nearest first."""
        parts = [self._keyed(edge, forward)] if edge is None or edge.key is not None or not forward else []
        if self.nullable and (forward or edge is None or edge.key is None):
            parts.insert(len(parts) if forward else 0, self._keyless(edge, forward))
        rows: list[Any] = []
        for part in parts:
            if len(rows) < limit:
                rows += part[: limit - len(rows)]
        return rows

    def _keyed(self, edge: _Edge | None, forward: bool) -> Any:
        rises = forward != self.descending
        query = self.query.filter(**{f"{self.field}__isnull": False}) if self.nullable else self.query
        if edge is not None and edge.key is not None:
            beyond = "gt" if rises else "lt"
            # The first condition is implied by the second; it lets the index begin at the edge.
            query = query.filter(
                Q(**{f"{self.field}__{beyond}e": edge.key}),
                Q(**{f"{self.field}__{beyond}": edge.key})
                | Q(**{self.field: edge.key, f"pk__{beyond}": edge.pk}),
            )
        sign = "" if rises else "-"
        return query.order_by(f"{sign}{self.field}", f"{sign}pk")

    def _keyless(self, edge: _Edge | None, forward: bool) -> Any:
        rises = forward != self.descending
        query = self.query.filter(**{f"{self.field}__isnull": True})
        if edge is not None and edge.key is None:
            query = query.filter(**{f"pk__{'gt' if rises else 'lt'}": edge.pk})
        return query.order_by("pk" if rises else "-pk")


def page_of(
    query: QuerySet[Any],
    *,
    field: str,
    descending: bool = False,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> RegisterPage:
    """Return the page beyond a cursor, in the order of `field`; an unreadable cursor is the beginning."""
    walk = _Walk(query, field, descending)
    if (edge := walk.edge(before)) is not None:
        found = walk.read(edge, size + 1, forward=False)
        if len(found) > size:
            rows = found[:size][::-1]
            return RegisterPage(rows, walk.cursor(rows[0]), walk.cursor(rows[-1]))
        edge = None  # the beginning is near: show it whole
    else:
        edge = walk.edge(after)
    found = walk.read(edge, size + 1, forward=True)
    rows = found[:size]
    return RegisterPage(
        rows,
        walk.cursor(rows[0]) if edge is not None and rows else None,
        walk.cursor(rows[-1]) if len(found) > size else None,
    )
