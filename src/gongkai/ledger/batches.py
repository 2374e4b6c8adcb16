"""Many at a time: what is read or written in bulk goes in batches that a database takes in one statement."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T")
BATCH = 500
REPEATED = {str, int, bool, type(None), UUID, datetime.date}  # what may well stand in a column many times


def batched(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the items in their order, at most `size` together (`itertools.batched`, which Python 3.11 has not)."""
    return (items[start : start + size] for start in range(0, len(items), size))


def in_turn(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield what is read as it is asked for, at most `size` together."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def each_once(values: Sequence[Any], make: Callable[[Any], T]) -> list[T]:
    """Return what `make` makes of each value of a column; of one that stands there again it is made once."""
    known: dict[Any, T] = {}
    made = []
    for value in values:
        kind = type(value)
        if kind not in REPEATED:
            made.append(make(value))
            continue
        if (kind, value) not in known:
            known[kind, value] = make(value)
        made.append(known[kind, value])
    return made
