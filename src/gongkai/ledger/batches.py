"""Many at a time: what is read or written in bulk goes in batches that a database takes in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
BATCH = 500


def batched(items: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Yield the items in their order, at most `size` together (`itertools.batched`, which Python 3.11 has not)."""
    return (items[start : start + size] for start in range(0, len(items), size))
