"""What a row is refused for without asking the database is what the database would refuse it for."""

from __future__ import annotations

import datetime
import operator
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai import registry
from gongkai.registry import Register
from gongkai.shell.ledgers.conditions import is_kept
from gongkai.shell.ledgers.spec import SET_BY_ACTION
from gongkai.shell.models import ImportRun

pytestmark = pytest.mark.django_db
BOOKS = [r.ledger for r in registry.all_of(Register) if r.ledger is not None]
CONDITIONS = [(ledger.model, condition) for ledger in BOOKS for condition in ledger.conditions]


def values_of(field: Any) -> st.SearchStrategy[Any]:
    """A few values that a field may hold, so that equal and missing ones meet often."""
    match field:
        case models.DateField():
            some = st.sampled_from([datetime.date(2023, 5, day) for day in (8, 9)])
        case models.BooleanField():
            some = st.booleans()
        case models.DecimalField():
            some = st.sampled_from([Decimal("-1.00"), Decimal("0.00"), Decimal("1.50")])
        case models.IntegerField() | models.ForeignKey():
            some = st.integers(0, 2)
        case _:
            some = st.sampled_from(["", "示例", *(value for value, _ in field.choices or ())])
    return st.none() | some if field.null else some


def accepts(condition: CheckConstraint, row: models.Model) -> bool:
    """Whether the database would let the row stand."""
    try:
        condition.validate(type(row), row, exclude=SET_BY_ACTION)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("model", "condition"), CONDITIONS, ids=[c.name for _, c in CONDITIONS])
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_book_refuses_what_the_database_refuses(model, condition, data):
    fields = [f for f in model._meta.concrete_fields if f.name not in SET_BY_ACTION]
    row = model(**{f.attname: data.draw(values_of(f), label=f.name) for f in fields})
    assert is_kept(condition, row) is accepts(condition, row)


ROWS = st.fixed_dictionaries({name: st.none() | st.integers(0, 2) for name in ("new", "known", "changed")})
NUMBERS = st.integers(0, 2)
COMPARED = st.one_of(
    st.builds(
        lambda name, how, other: Q(**{f"{name}__{how}": other}),
        st.sampled_from(["new", "known", "changed"]),
        st.sampled_from(["exact", "gt", "gte", "lt", "lte"]),
        NUMBERS | st.sampled_from([F("new"), F("known")]),
    ),
    st.builds(lambda among: Q(new__in=among), st.lists(NUMBERS, min_size=1)),
    st.builds(lambda missing: Q(known__isnull=missing), st.booleans()),
)


def joined(q: st.SearchStrategy[Q]) -> st.SearchStrategy[Q]:
    """Conditions of conditions."""
    return st.builds(operator.and_, q, q) | st.builds(operator.or_, q, q) | st.builds(operator.invert, q)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=ROWS,
    condition=st.recursive(COMPARED, joined, max_leaves=5),
)
def test_conditions_join_as_in_the_database(values, condition):
    check = CheckConstraint(condition=condition, name="示例")
    row = ImportRun(**values)
    assert is_kept(check, row) is accepts(check, row)
