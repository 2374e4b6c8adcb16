"""The kinds of document there are: what can be released, and letters, which are served instead."""

from __future__ import annotations

from gongkai.registry import LetterKind, NotDeclared, Releasable, one


def kind_of(kind: str) -> Releasable | LetterKind:
    """Return the declaration of a document's kind. Raises `NotDeclared` for one that no room declares."""
    try:
        return one(Releasable, kind)
    except NotDeclared:
        return one(LetterKind, kind)
