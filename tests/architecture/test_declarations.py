"""Declarations: each kind stands in the file of its name, and a class name means one thing in the whole house."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from gongkai import registry
from tests.architecture.house import PACKAGE, imports, python_files, room_of, tree, where

# Where a room declares each kind: in a module of this name, or in a package of this name.
FILE_OF = {
    "Event": "events",
    "Permission": "permissions",
    "RecordAction": "permissions",
    "NextAction": "permissions",
    "Guard": "guards",
    "Refusal": "guards",
    "LedgerSpec": "ledgers",
    "Importer": "ledgers",
    "Register": "registers",
    "RecordPage": "registers",
    "RecordState": "registers",
    "Measure": "measures",
    "DueItem": "home",
    "WaitingItem": "home",
    "HomeChart": "home",
    "Holding": "home",
    "Alert": "alerts",
    "DocumentKind": "document_kinds",
    "DraftQuestion": "draft_questions",
    "Consequence": "consequences",
    "TaskKind": "tasks",
    "ScheduledJob": "jobs",
    "Findable": "findables",
    "PublicFindable": "findables",
    "Follower": "followers",
    "Verification": "verifications",
    "NavigationEntry": "navigation",
    "PublicPage": "navigation",
    "RemedyPage": "navigation",
}
# What makes declarations of a ledger, and the file in which a room calls it.
MAKERS = {
    "guards_of": "guards",
    "stays_with": "guards",
    "importers_of": "ledgers",
    "register_of": "registers",
    "measure_of": "measures",
    "findable_of": "findables",
    "findables_of": "findables",
}
ENGINES = "shell/ledgers"
# What declares nothing by itself: the parts of a declaration, and the letters, which have a package of their own.
PARTS = {
    *("Asked", "ByRelease", "ByService", "LetterSheet", "Outlet", "PageField", "SecrecySheet"),
    *("Column", "DueLine", "EntryForm", "ImportColumn", "ImportIssue", "Linked", "WaitingLine"),
}

# Class names that may be defined more than once, and why.
REPEATED = {
    "Meta": "Django reads the options of a model or form from it",
    "Migration": "Django finds the migration of a module by it",
}

ROOMS = [room.removeprefix("gongkai.") for room in settings.ROOMS]


def _code() -> list[Path]:
    return [path for path in python_files() if "migrations" not in path.parts]


def _declared(path: Path) -> Iterator[tuple[str, int]]:
    """Yield (kind, line) for each kind that a file calls or subclasses."""
    known = {
        name for module, name, _ in imports(path) if module.startswith(("gongkai.registry", "gongkai.shell"))
    }
    for node in ast.walk(tree(path)):
        named = [node.func] if isinstance(node, ast.Call) else getattr(node, "bases", [])
        for each in named:
            if isinstance(each, ast.Name) and each.id in FILE_OF and each.id in known:
                yield each.id, each.lineno
            elif (
                isinstance(each, ast.Attribute)
                and each.attr in FILE_OF
                and isinstance(each.value, ast.Name)
                and each.value.id == "registry"
            ):
                yield each.attr, each.lineno


@pytest.mark.parametrize("room", ROOMS)
def test_a_declaration_stands_in_the_file_of_its_kind(room: str) -> None:
    misplaced = [
        f"{where(path, line)} a {kind} belongs in gongkai/{room}/{FILE_OF[kind]}.py"
        for path in _code()
        if room_of(path) == room
        for kind, line in _declared(path)
        if FILE_OF[kind] not in path.relative_to(PACKAGE).with_suffix("").parts
    ]
    assert not misplaced, "one file name for one kind of declaration:\n" + "\n".join(misplaced)


def test_what_follows_from_a_ledger_is_made_in_the_file_of_its_kind() -> None:
    misplaced = [
        f"{where(path, node.lineno)} {name}() is called in {MAKERS[name]}.py"
        for path in _code()
        if not path.relative_to(PACKAGE).as_posix().startswith(ENGINES)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "id", "")) in MAKERS
        and MAKERS[name] not in path.relative_to(PACKAGE).with_suffix("").parts
    ]
    assert not misplaced, misplaced


def test_registrations_gather_and_declare_nothing() -> None:
    making = [
        where(path, node.lineno)
        for path in _code()
        if path.name == "registrations.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
    ]
    assert not making, making


def test_every_kind_has_its_file() -> None:
    kinds = {name for name in registry.__all__ if isinstance(getattr(registry, name), type)}
    errors = {name for name in kinds if issubclass(getattr(registry, name), Exception)}
    assert kinds - errors - PARTS <= FILE_OF.keys(), "say in FILE_OF where a room declares it"


def test_a_class_name_means_one_thing() -> None:
    defined = defaultdict(list)
    for path in _code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef) and node.name not in REPEATED:
                defined[node.name].append(where(path, node.lineno))
    twice = {name: places for name, places in defined.items() if len(places) > 1}
    assert not twice
