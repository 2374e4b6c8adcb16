"""What the year counts of a ledger: its rows, those of some kind, those a query finds, or a column of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet, Sum

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Measure
from gongkai.shell.imports.books import LedgerSpec

F = TypeVar("F", bound=Fact)


def counted(viewer: Viewer, model: type[F], year: int, **only: Any) -> QuerySet[F]:
    """Return the standing facts of a model that a year counts, `only` those that match."""
    facts: QuerySet[F] = model.objects.visible_to(viewer).standing()
    return facts.filter(counted_on__year=year, **only)


def measure_of(
    ledger: LedgerSpec,
    id: str,
    name: str,
    definition: str,
    basis: str,
    *,
    unit: str = "",
    records: Callable[[Viewer, int], Any] | None = None,
    total: str = "",
    distinct: str = "",
    **only: Any,
) -> Measure:
    """Return the measure `id` of a ledger's room: the number of rows that the year counts, `only` those that match.

    `records` finds other rows; `total` adds up a column, `distinct` counts its different values; `unit` is the
    ledger's unless given.
    """

    def total_of(found: Any) -> Any:
        return found.aggregate(total=Sum(total))["total"] or 0

    def distinct_of(found: Any) -> int:
        return int(found.order_by().values(distinct).distinct().count())

    return Measure(
        id=f"{ledger.room}.{id}",
        name=name,
        definition=definition,
        basis=basis,
        unit=unit or ledger.unit,
        records=records or (lambda viewer, year: counted(viewer, ledger.model, year, **only)),
        register=ledger.id,
        figure=total_of if total else distinct_of if distinct else None,
    )
