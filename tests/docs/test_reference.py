"""The reference says what the program says: generated pages are current, and every setting is named."""

from __future__ import annotations

import ast

import pytest
from tools import reference

from tests.architecture.house import python_files, tree
from tests.docs.pages import table_rows, text


@pytest.mark.parametrize("name", reference.PAGES)
def test_generated_page_is_current(name: str) -> None:
    assert text(f"reference/{name}") == reference.written(name), "run make docs"


def test_every_setting_is_named_and_none_that_is_not_read() -> None:
    read = {
        node.value
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (node.value == "DATABASE_URL" or node.value.startswith("GONGKAI_"))
        and node.value.replace("_", "").isalpha()
    }
    named = {row[0].strip("`") for row in table_rows(text("reference/settings.md")) if row[0].startswith("`")}
    assert named == read
