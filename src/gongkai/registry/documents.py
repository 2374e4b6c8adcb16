"""A kind of document: what its review fills in, and how an approved version leaves the organ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from gongkai.registry.kinds import Record, Viewer


@dataclass(frozen=True, kw_only=True)
class SecrecySheet:
    """The secrecy form, and what a kind of document answers in it before the drafter does."""

    carrier: str = "other"
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class ByRelease:
    """A document leaves by being released: where it is shown, and what must hold besides its approval."""

    final_words: ClassVar[str] = "已审批，可以公开发布。"

    address: Callable[[Record], str]
    blockers: Callable[[Viewer, Record], list[Any]] = lambda viewer, version: []


@dataclass(frozen=True, kw_only=True)
class ByService:
    """A document leaves by being served on somebody, and is never released.

    `compose(viewer, version)` returns the letter (`papers.letters.Letter`) as what was filled in, the case
    and the law of a day make it: a version that says otherwise cannot be approved that day. `home(version)` is
    the address of the record that the letter is about. Only who may do `view` sees it: it carries personal data.
    """

    final_words: ClassVar[str] = "已审批定稿，可以送达。"

    view: str
    compose: Callable[[Viewer, Record], Any]
    home: Callable[[Record], str]


@dataclass(frozen=True, kw_only=True)
class DocumentKind:
    """A kind of document: the sheet that its review fills in, and how an approved version leaves.

    A kind whose body is not plain text says how a version reads: `text` as one paragraph a line, which is
    checked and compared, `page` as safe HTML with its title at a heading level, which the reviewer sees as the
    reader will.
    """

    id: str
    label: str
    leaves: ByRelease | ByService
    sheet: SecrecySheet = SecrecySheet()
    text: Callable[[Record], str] | None = None
    page: Callable[[Record, int], str] | None = None

    @property
    def release(self) -> ByRelease | None:
        """How it is released; None for what is served instead."""
        return self.leaves if isinstance(self.leaves, ByRelease) else None

    @property
    def service(self) -> ByService | None:
        """How it is served; None for what is released instead."""
        return self.leaves if isinstance(self.leaves, ByService) else None
