"""The store of declarations, by kind and id, in the order of the rooms."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, TypeVar

from gongkai.registry.kinds import Event


class Declaration(Protocol):
    """Every declaration has an id, unique within its kind."""

    @property
    def id(self) -> str: ...


D = TypeVar("D", bound=Declaration)

_store: dict[type, dict[str, Declaration]] = {}


class AlreadyDeclared(Exception):
    """Two rooms declared the same id of one kind."""


class NotDeclared(KeyError):
    """Nobody declared this id of this kind."""


def declare(declarations: Iterable[Declaration]) -> None:
    """Keep declarations. Raises `AlreadyDeclared` when an id of that kind stands there."""
    for item in declarations:
        # An event is declared as a class, since what happened is an object of it.
        of: Any = Event if isinstance(item, type) else type(item)
        kind = _store.setdefault(of, {})
        if item.id in kind:
            raise AlreadyDeclared(f"{type(item).__name__} {item.id!r}")
        kind[item.id] = item


def discover(rooms: Iterable[str]) -> None:
    """Read `REGISTRATIONS` from the `registrations.py` of each room (a dotted package name) that has one.

    The store is emptied first, so discovering twice is discovering once.
    """
    _store.clear()
    for room in rooms:
        if find_spec(f"{room}.registrations") is not None:
            declare(import_module(f"{room}.registrations").REGISTRATIONS)


def all_of(kind: type[D]) -> tuple[D, ...]:
    """Return every declaration of a kind, in the order in which the rooms were discovered."""
    return tuple(_store.get(kind, {}).values())  # type: ignore[arg-type]


def one(kind: type[D], id: str) -> D:
    """Return the declaration of a kind with this id. Raises `NotDeclared`."""
    try:
        return _store[kind][id]  # type: ignore[return-value]
    except KeyError:
        raise NotDeclared(f"{kind.__name__} {id!r}") from None
