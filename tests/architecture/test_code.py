"""Code: no legal number, one clock, files that can be read in one sitting, floors that need no Django."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGE, ROOT, floors, is_test, python_files, room_of, rooms, tree, where

LINES = 400
# Not legal numbers: none, one, the step back, and the places of a decimal or a century in a name.
PLAIN = {0, 1, -1}
CLOCK = {"now", "today", "utcnow"}
CONVERTERS = {"localdate", "localtime"}
CLOCK_OWNERS = {"time", "datetime", "date", "timezone"}
MAY_ASK = {
    "ledger/clock.py": "the one clock",
    "shell/ledgers/staging.py": "forgets uploaded files that nobody came back for, by the time of the disk",
    "config/commands/report.py": "dates a file, without starting Django",
    "config/sample/__init__.py": "sets the clock of a sample home",
}
LEGAL = re.compile(r"\d+\s*个?\s*(?:工作日|日内|个月内|年内)|\d+\s*月\s*\d+\s*日(?:前|之前)|^-\d\d-\d\d$")
NO_DJANGO = [room for room, floor in floors().items() if floor < floors()["registry"]]

law = [p for p in python_files() if room_of(p) == "law"]


@pytest.mark.parametrize("path", law, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_legal_number_in_law(path: Path) -> None:
    """Every number of the law stands in `values/*.toml` with its unit, day and basis."""
    indexes = {
        id(part)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript)
        for part in ast.walk(node.slice)
    }
    found = [
        f"{where(path, node.lineno)} {node.value}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in PLAIN
        and id(node) not in indexes
    ]
    assert not found, found


@pytest.mark.parametrize("room", [r for r in rooms() if floors()[r] >= floors()["registry"]])
def test_no_legal_number_in_the_rooms_above(room: str) -> None:
    found = []
    for path in python_files():
        if room_of(path) != room:
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "timedelta"
            ):
                found += [
                    f"{where(path, node.lineno)} timedelta of {argument.value} days"
                    for argument in [
                        *node.args,
                        *(k.value for k in node.keywords if k.arg in {"days", "weeks"}),
                    ]
                    if isinstance(argument, ast.Constant) and argument.value not in PLAIN
                ]
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and LEGAL.search(node.value):
                found.append(f"{where(path, node.lineno)} {node.value}")
    for template in (PACKAGE / room).glob("templates/**/*.html"):
        for number, line in enumerate(template.read_text().splitlines(), start=1):
            if LEGAL.search(line):
                found.append(f"{where(template, number)} {line.strip()}")
    assert not found, "a period of the law comes from law.values, also in a sentence:\n" + "\n".join(found)


def _asks_the_clock(node: ast.AST) -> bool:
    """Whether an expression is `timezone.now` and the like; `timezone.localtime(instant)` only converts."""
    if isinstance(node, ast.Call):
        return not node.args and isinstance(node.func, ast.Attribute) and _named(node.func, CONVERTERS)
    return isinstance(node, ast.Attribute) and _named(node, CLOCK)


def _named(node: ast.Attribute, names: set[str]) -> bool:
    owner = node.value
    return node.attr in names and getattr(owner, "attr", getattr(owner, "id", "")) in CLOCK_OWNERS


def test_the_clock_is_asked_in_few_places() -> None:
    asking = {
        str(path.relative_to(PACKAGE))
        for path in python_files()
        if "migrations" not in path.parts
        for node in ast.walk(tree(path))
        if _asks_the_clock(node)
    }
    assert asking == set(MAY_ASK), "take the day as an argument; at the rim ask ledger.clock"


def test_files_can_be_read_in_one_sitting() -> None:
    files = [*python_files(tests=True), *sorted((ROOT / "tests").glob("**/*.py"))]
    long = [
        (len(p.read_text().splitlines()), str(p.relative_to(ROOT)))
        for p in files
        if "migrations" not in p.parts
    ]
    assert not [entry for entry in long if entry[0] > LINES], "a file is one idea"


@pytest.mark.parametrize("room", [room for room in NO_DJANGO if room in rooms()])
def test_lower_floors_run_without_django(room: str) -> None:
    """Import every module of the room with Django hidden, in a process of its own."""
    modules = [
        ".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts)
        for p in python_files()
        if room_of(p) == room and not is_test(p) and p.name != "__main__.py"
    ]
    code = f"""
import importlib, sys
sys.modules["django"] = None
for module in {modules!r}:
    importlib.import_module(module)
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)
