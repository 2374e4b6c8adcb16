"""What `law` promises of itself: no number of the law in its code, no clock, no Django, one door."""

import ast
from pathlib import Path

import pytest

from gongkai import law

ROOM = Path(law.__file__).parent
# the handbook prints the tables and decides nothing
MODULES = sorted(
    each for each in ROOM.rglob("*.py") if "tests" not in each.parts and each.name != "handbook.py"
)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_legal_number_in_code(module: Path) -> None:
    numbers = [
        f"{module.name}:{node.lineno}: {node.value!r}"
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in (0, 1)
    ]
    assert numbers == [], "a number of the law stands in values/, with its basis"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_clock(module: Path) -> None:
    asked = [
        node.attr
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow", "time")
    ]
    assert asked == []


def test_the_door_is_complete() -> None:
    assert sorted(set(law.__all__)) == sorted(law.__all__)
    assert [name for name in law.__all__ if not hasattr(law, name)] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_files_fit_the_house(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400
