"""What rooms above ask of a document beside what it says, and what stands on its page of the answers."""

from __future__ import annotations

from typing import Any

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Document


def asked_beside(viewer: Viewer, kind: registry.DocumentKind, document: Document | None) -> dict[str, Any]:
    """Return the fields of a draft that rooms above add, by name; `document` is None for a new one."""
    return {
        name: field
        for each in registry.all_of(registry.DraftQuestion)
        for name, field in each.fields(viewer, kind, document).items()
    }


def said_beside(viewer: Viewer, document: Document) -> list[tuple[str, registry.Linked]]:
    """Return what rooms above say of a document: what was answered to them, and what they wrote on its release."""
    return [
        *(line for each in registry.all_of(registry.DraftQuestion) for line in each.said(viewer, document)),
        *(line for each in registry.all_of(registry.Consequence) for line in each.records(viewer, document)),
    ]
