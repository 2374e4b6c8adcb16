"""What stands in the way of an action, said before it is tried and when it is.

ActionBlocked          something stands in the way; each `Blocker` says what, and what to do
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from gongkai.ledger.errors import DatabaseRejected
from gongkai.registry import Linked


@dataclass(frozen=True)
class Blocker:
    """A reason why an action is not possible now: a Chinese sentence with its remedy.

    `field` is the name of the input that it is about; a form says it there, in front of the field's own label.
    `remedy` is what to do on another page of ours (`bodies.remedies`): a link for who may open it.
    """

    message: str
    field: str | None = None
    remedy: Linked | None = None

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}。" if self.remedy else self.message

    @property
    def as_html(self) -> SafeString:
        """The sentence as a page shows it, with the way to the remedy."""
        if self.remedy is None or not self.remedy.url:
            return conditional_escape(str(self))
        return format_html('{}<a href="{}">{}</a>。', self.message, self.remedy.url, self.remedy.text)


class ActionBlocked(Exception):
    """An action is not possible now. The button that leads to it shows the same sentences."""

    def __init__(self, blockers: Iterable[Blocker]) -> None:
        self.blockers = list(blockers)
        super().__init__("；".join(str(b).rstrip("。") for b in self.blockers) + "。")

    @property
    def sentences(self) -> list[str]:
        """What stands in the way, as people read it."""
        return [str(b) for b in self.blockers]


@contextmanager
def met_at_once(blockers: Callable[[], list[Blocker]]) -> Iterator[None]:
    """Say what stands in the way where somebody else stored the same at the same moment, after it was asked before.

    Raises `ActionBlocked` with what `blockers` then finds.
    """
    try:
        yield
    except (IntegrityError, DatabaseRejected) as error:
        if found := blockers():
            raise ActionBlocked(found) from error
        raise
