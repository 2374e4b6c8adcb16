"""The kinds of document there are: what can be released, and letters, which are served instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import mark_safe

from gongkai.registry import LetterKind, NotDeclared, Releasable, one

if TYPE_CHECKING:
    from gongkai.papers.models import Version


def kind_of(kind: str) -> Releasable | LetterKind:
    """Return the declaration of a document's kind. Raises `NotDeclared` for one that no room declares."""
    try:
        return one(Releasable, kind)
    except NotDeclared:
        return one(LetterKind, kind)


def page_of(version: Version) -> str:
    """Return what its reader will see, as safe HTML; empty for a kind whose body is plain text."""
    page = kind_of(version.document.kind).page
    return mark_safe(page(version)) if page else ""  # noqa: S308 - escaped by the room that made it
