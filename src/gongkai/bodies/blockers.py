"""What stands in the way of an action, said before it is tried and when it is.

ActionBlocked          something stands in the way; each `Blocker` says what, and what to do
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError


@dataclass(frozen=True)
class Blocker:
    """A reason why an action is not possible now: a Chinese sentence with its remedy.

    `field` is the name of the input that it is about; a form says it there, in front of the field's own label.
    """

    message: str
    field: str | None = None

    def __str__(self) -> str:
        return self.message


class ActionBlocked(Exception):
    """An action is not possible now. The button that leads to it shows the same sentences."""

    def __init__(self, blockers: Iterable[Blocker]) -> None:
        self.blockers = list(blockers)
        super().__init__("；".join(b.message.rstrip("。") for b in self.blockers) + "。")

    @property
    def sentences(self) -> list[str]:
        """What stands in the way, as people read it."""
        return [b.message for b in self.blockers]


@contextmanager
def met_at_once(blockers: Callable[[], list[Blocker]]) -> Iterator[None]:
    """Say what stands in the way where somebody else stored the same at the same moment, after it was asked before.

    Raises `ActionBlocked` with what `blockers` then finds.
    """
    try:
        yield
    except IntegrityError as error:
        if found := blockers():
            raise ActionBlocked(found) from error
        raise
