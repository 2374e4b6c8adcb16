"""What the year counts of a ledger: its rows, those of some kind, those a query finds, or a column of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Measure
from gongkai.shell.ledgers.spec import LedgerSpec

F = TypeVar("F", bound=Fact)


def counted(viewer: Viewer, model: type[F], year: int, **only: Any) -> QuerySet[F]:
    """Return the standing facts of a model that a year counts, `only` those that match."""
    facts: QuerySet[F] = model.objects.visible_to(viewer).standing()
    return facts.filter(counted_on__year=year, **only)


def total_of(values: Sequence[str]) -> int:
    """Return the sum of what stands in a column."""
    return sum(map(int, values))


def distinct_of(values: Sequence[str]) -> int:
    """Return how many different values stand in a column."""
    return len(set(values))


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

    return Measure(
        id=f"{ledger.room}.{id}",
        name=name,
        definition=definition,
        basis=basis,
        unit=unit or ledger.unit,
        records=records or (lambda viewer, year: counted(viewer, ledger.model, year, **only)),
        register=ledger.id,
        field=total or distinct,
        figure=total_of if total else distinct_of if distinct else None,
    )
