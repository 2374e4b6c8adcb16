"""Whether two heaps hold the same things, without holding either in memory."""

from __future__ import annotations

from collections.abc import Hashable, Iterable


def digest_of(things: Iterable[Hashable]) -> tuple[int, int]:
    """Return number and sum of the hashes of things: alike for the same things in any order, within one process."""
    number = total = 0
    for thing in things:
        number, total = number + 1, (total + hash(thing)) & 0xFFFF_FFFF_FFFF_FFFF
    return number, total
