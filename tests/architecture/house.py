"""The house as the tests see it: its rooms, their floors (as pyproject.toml has them), their files."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "gongkai"


@functools.cache
def floors() -> dict[str, int]:
    """Return the floor of every room, built or not, from the layers contract: 0 is the lowest."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = next(c["layers"] for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return {room: floor for floor, layer in enumerate(reversed(layers)) for room in re.findall(r"\w+", layer)}


def rooms() -> list[str]:
    """Return the rooms that are built."""
    return [room for room in floors() if (PACKAGE / room / "__init__.py").exists()]


def may_know(room: str, other: str) -> bool:
    """Return whether a room may know another: itself, or one on a floor below."""
    return room == other or floors()[other] < floors()[room]


def room_of(path: Path) -> str:
    """Return the room in which a file of the package stands."""
    return path.relative_to(PACKAGE).parts[0]


def is_test(path: Path) -> bool:
    """Return whether a file is a test or stands among tests."""
    return "tests" in path.parts


@functools.cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(), filename=str(path))


def python_files(*, tests: bool = False) -> list[Path]:
    """Return the Python files of the rooms, without their tests unless asked."""
    return [p for p in sorted(PACKAGE.glob("*/**/*.py")) if tests or not is_test(p.relative_to(PACKAGE))]


def templates() -> list[Path]:
    """Return the HTML templates of the rooms."""
    return sorted(PACKAGE.glob("*/templates/**/*.html"))


def imports(path: Path) -> Iterator[tuple[str, str | None, int]]:
    """Yield (module, name or None, line) for each import statement of a file, wherever it stands."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, None, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.module, alias.name, node.lineno) for alias in node.names)


def where(path: Path, line: int) -> str:
    """Return a place as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}"
