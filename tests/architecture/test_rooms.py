"""Rooms: each says what it is for, and is entered by its door."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest
from django.conf import settings

from tests.architecture.house import (
    PACKAGE,
    floors,
    imports,
    is_test,
    python_files,
    room_of,
    rooms,
    tree,
    where,
)

LOWER = [room for room, floor in floors().items() if floor <= floors()["registry"]]
DOORS = [*LOWER, "shell"]
# Parts that are doors of their own: who only needs to know what a report is loads nothing that prints it.
SIDE_DOORS = {
    "annualreport": {"writers", "readers", "checks", "merge", "collect", "batch", "examine"},
    "shell": {"ledgers", "spreadsheets"},
}
# What a Django room keeps to itself; models, queries and actions are its door.
PRIVATE = {"views", "forms", "urls", "tasks", "registrations", "migrations", "templatetags", "management"}


def test_django_rooms_are_listed_from_the_lowest_floor_up() -> None:
    listed = [room.removeprefix("gongkai.") for room in settings.ROOMS]
    assert sorted(listed, key=floors().__getitem__) == listed
    assert set(listed) == {room for room in rooms() if room not in LOWER}


@pytest.mark.parametrize("room", rooms())
def test_room_says_what_it_is_for(room: str) -> None:
    doc = ast.get_docstring(tree(PACKAGE / room / "__init__.py")) or ""
    assert len(doc) > 40, f"gongkai/{room}/__init__.py: say what the room is for and what it owns"


def test_declarations_are_read_by_discovery_alone() -> None:
    found = [
        where(path, line)
        for path in python_files(tests=True)
        for module, name, line in imports(path)
        if module.startswith("gongkai.") and "registrations" in [*module.split("."), name]
    ]
    assert not found, "ask gongkai.registry instead of importing registrations"


def _reached(path: Path) -> list[tuple[str, list[str], str | None, int]]:
    """Imports of other rooms: (room, path inside it, name, line)."""
    return [
        (room, rest, name, line)
        for module, name, line in imports(path)
        if module.startswith("gongkai.")
        for room, *rest in [module.split(".")[1:]]
        if room != room_of(path)
    ]


def test_shell_and_the_lower_floors_are_entered_by_their_door() -> None:
    found = []
    for path in python_files():
        for room, rest, name, line in _reached(path):
            if room not in DOORS or (rest and rest[0] in SIDE_DOORS.get(room, ())):
                continue
            if not rest and name in SIDE_DOORS.get(room, ()):
                continue
            door = importlib.import_module(f"gongkai.{room}").__all__
            if rest or name not in door:
                found.append(f"{where(path, line)} reaches past the door of {room}: {'.'.join(rest)} {name}")
    assert not found, "\n".join(found)


def test_what_a_room_keeps_to_itself_is_not_imported() -> None:
    found = [
        f"{where(path, line)} reaches past the door of {room}: {'.'.join(rest)} {name}"
        for path in python_files()
        for room, rest, name, line in _reached(path)
        if PRIVATE & {*rest[:1], *([name] if not rest else [])}
    ]
    assert not found, "\n".join(found)


def test_nobody_imports_tests_but_tests() -> None:
    found = [
        where(path, line)
        for path in python_files()
        for module, name, line in imports(path)
        if module.split(".")[0] == "tests" or "tests" in [*module.split("."), name]
    ]
    assert not found, found


@pytest.mark.parametrize("room", [r for r in DOORS if r in rooms()])
def test_door_names_what_is_there(room: str) -> None:
    module = importlib.import_module(f"gongkai.{room}")
    assert [name for name in getattr(module, "__all__", []) if not hasattr(module, name)] == []
    assert len(set(module.__all__)) == len(module.__all__)


def test_urls_are_included_by_config_alone() -> None:
    found = [
        where(path, node.lineno)
        for path in python_files()
        if room_of(path) != "config"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Name) and node.id == "include"
    ]
    assert not found, found


def test_nothing_happens_by_signal() -> None:
    """Actions call what they cause: a receiver would be a second, hidden way to do a thing."""
    found = [
        where(path, node.lineno)
        for path in python_files()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "receiver")
        or (isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"))
    ]
    assert not found, found


def test_no_room_has_a_drawer() -> None:
    drawers = {"utils", "helpers", "services", "common", "misc", "util", "helper"}
    assert not [
        p
        for p in python_files(tests=True)
        if p.stem in drawers or drawers & set(p.parts[:-1]) - set(PACKAGE.parts)
    ]


def test_tests_stand_beside_their_room() -> None:
    stray = [p for p in python_files(tests=True) if p.name.startswith("test_") and not is_test(p)]
    assert not stray, stray
