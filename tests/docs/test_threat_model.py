"""The threat model says of each attempt what becomes of it, and names the tests that show it: they exist."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.house import PACKAGE, ROOT, tree
from tests.docs.pages import table_rows, text

OUTCOMES = ("防得住", "看得出", "都不能")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
# What an attempt shows by itself, and no test can.
WITHOUT_A_TEST = "—"

ATTEMPTS = [
    row for row in table_rows(text("operations/threat-model.md")) if len(row) > 2 and row[1] != "结果"
]

each_attempt = pytest.mark.parametrize("row", ATTEMPTS, ids=lambda row: row[0][:24])


def _tests_in(name: str) -> set[str]:
    """The tests of a file: below tests/, or below the room that the name begins with."""
    path = ROOT / name if name.startswith("tests/") else PACKAGE / name
    if not path.exists():
        return set()
    found = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    return {node.name for node in found if node.name.startswith("test_")}


def test_the_page_has_its_attempts() -> None:
    assert {row[1] for row in ATTEMPTS} == set(OUTCOMES)


@each_attempt
def test_every_attempt_has_an_outcome_and_how(row: list[str]) -> None:
    attempt, outcome, how, _ = row
    assert outcome in OUTCOMES
    assert attempt
    assert how
    if outcome == "看得出":
        told_when = ("启动时", "五分钟内", "核验时", "相比时", "核对时", "首页", "命令")
        assert any(moment in how for moment in told_when), "say when, and by what"


@each_attempt
def test_the_tests_that_are_named_exist(row: list[str]) -> None:
    _, outcome, _, shown_by = row
    if shown_by == WITHOUT_A_TEST:
        assert outcome == "都不能", "what is promised is shown by a test"
        return
    named = NAMED.findall(shown_by)
    assert named
    assert NAMED.sub("", shown_by).strip() == "", "nothing but names of tests"
    missing = [f"{file}::{test}" for file, test in named if test not in _tests_in(file)]
    assert missing == []
