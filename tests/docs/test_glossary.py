"""The glossary ties 中文 ↔ identifier ↔ article; each identifier exists."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any

import pytest
from django.apps import apps

from gongkai import law, registry
from gongkai.annualreport import FORM_2019, FORM_2021
from gongkai.bodies.roles import ROLES
from tests.docs.pages import table_rows, text

KINDS: tuple[type[Any], ...] = (
    registry.Permission,
    registry.Event,
    registry.Measure,
    registry.Register,
    registry.Importer,
    registry.DocumentKind,
)
ROWS = [row for row in table_rows(text("glossary.md")) if row[0] != "中文"]


@cache
def _declared() -> set[str]:
    kinds = (
        registry.Permission,
        registry.Event,
        registry.Measure,
        registry.Register,
        registry.Importer,
        registry.DocumentKind,
    )
    return {item.id for kind in kinds for item in registry.all_of(kind)}


def _is_report_line(name: str) -> bool:
    table, _, line = name.partition(".")
    return any(
        line in {part.id for part in (*block.rows, *block.columns)}
        for form in (FORM_2021, FORM_2019)
        if table in form.tables
        for block in form.tables[table].blocks
    )


def _is_in_code(name: str) -> bool:
    path = name.split(".")
    for cut in range(len(path), 0, -1):
        try:
            found = importlib.import_module(".".join(["gongkai", *path[:cut]]))
        except ImportError:
            continue
        for part in path[cut:]:
            fields = getattr(found, "__dataclass_fields__", {})
            if part not in fields and not hasattr(found, part):
                return False
            found = getattr(found, part, None)
        return True
    return False


def _is_model(name: str) -> bool:
    label, _, field = name.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return False
    return not field or field in {f.name for f in model._meta.get_fields()}


def exists(name: str) -> bool:
    """Whether a name is a model (`papers.Version`), a field of one (`papers.Version:hash`), a line of the
    report (`requests.denied_4`), something declared (`review.submit`), a value of the law, a role, or a name
    in code."""
    return (
        _is_model(name)
        or _is_report_line(name)
        or name in _declared()
        or name in ROLES
        or name in {value.key for value in law.shipped_values()}
        or _is_in_code(name)
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_term_has_an_identifier_that_exists(row: list[str]) -> None:
    names = re.findall(r"`([^`]+)`", row[1])
    assert names, f"{row[0]}: name the identifier"
    assert [name for name in names if not exists(name)] == []


def test_terms_stand_once() -> None:
    terms = [row[0] for row in ROWS]
    assert sorted(set(terms)) == sorted(terms)
