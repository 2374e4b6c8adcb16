"""Whether a row keeps the constraints of its model, told without asking the database.

`Model.validate_constraints` compiles and runs a query for each constraint of each row: of a ledger of 100,000
rows that would be nearly all the work. Truth is SQL's: where a value is missing a comparison is neither true
nor false (None), and a constraint lets that pass. The tests compare both over every ledger.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "in": lambda value, among: value in among,
}


def conditions_of(model: type[models.Model], *, without: Collection[str]) -> Iterator[CheckConstraint]:
    """Yield the checks of a model that name none of the fields left out."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and names_in(constraint.condition).isdisjoint(without):
            yield constraint


def names_in(condition: Any) -> set[str]:
    """Return the fields that a condition names."""
    if isinstance(condition, Q):
        return set().union(*(names_in(child) for child in condition.children))
    path, other = condition
    return {path.partition("__")[0]} | ({other.name} if isinstance(other, F) else set())


def is_kept(constraint: CheckConstraint, row: Any) -> bool:
    """Return whether an unsaved row, or what has its columns and `_meta`, may stand under a constraint."""
    return _truth(constraint.condition, row) is not False


def _truth(condition: Any, row: Any) -> bool | None:
    if not isinstance(condition, Q):
        path, other = condition
        return _compared(path, other, row)
    found = {_truth(child, row) for child in condition.children}
    decisive = {Q.AND: False, Q.OR: True}[condition.connector]
    truth = decisive if decisive in found else None if None in found else not decisive
    return truth if truth is None else truth != condition.negated


def _compared(path: str, other: Any, row: Any) -> bool | None:
    name, _, lookup = path.partition("__")
    value = _value(row, name)
    if isinstance(other, F):
        other = _value(row, other.name)
        if other is None:
            return None
    if lookup == "isnull" or other is None:
        return (value is None) == (other is None or other)
    return None if value is None else COMPARISONS[lookup or "exact"](value, other)


def _value(row: Any, name: str) -> Any:
    field: Any = row._meta.get_field(name)
    return field.to_python(getattr(row, field.attname))
