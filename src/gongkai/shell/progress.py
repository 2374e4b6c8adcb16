"""How far long work is, reported to whoever waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
EVERY = 500


class Progress(Protocol):
    """Says how far something is: `done` of `total`; a total of 0 is not known."""

    def __call__(self, sentence: str, done: int = 0, total: int = 0) -> None: ...


def no_progress(sentence: str, done: int = 0, total: int = 0) -> None:
    """For where nobody waits."""


def with_progress(
    items: Iterable[T], report_progress: Progress, sentence: str, total: int = 0
) -> Iterator[T]:
    """Yield the items, reporting how many are done."""
    for number, item in enumerate(items):
        if number % EVERY == 0:
            report_progress(sentence, number, total)
        yield item
