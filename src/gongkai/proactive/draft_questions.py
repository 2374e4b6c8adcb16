"""What this room asks of a document while it is drafted: to which matter of the catalogue it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Document
from gongkai.proactive.actions.classify import store_classification
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.classifying import classification_of, usual_matter
from gongkai.proactive.forms import classification_fields
from gongkai.registry import DocumentKind, DraftQuestion, Linked


def fields(viewer: Viewer, kind: DocumentKind, document: Document | None) -> dict[str, Any]:
    """Return the fields that ask for it, where there is a catalogue and the viewer may say it."""
    if not viewer.may("proactive.classify"):
        return {}
    if document is None:
        return classification_fields(viewer, usual_matter(viewer, kind.id))
    held = classification_of(document)
    return classification_fields(viewer, held.matter if held else "", held.formed_on if held else None)


def keep(tx: LedgerTransaction, viewer: Viewer, document: Document, answers: Mapping[str, Any]) -> None:
    """Store the answer."""
    if "matter" in answers:
        store_classification(tx, viewer, document, matter=answers["matter"], formed_on=answers["formed_on"])


def said(viewer: Viewer, document: Document) -> list[tuple[str, Linked]]:
    """Return the matter to which a document belongs."""
    held = classification_of(document)
    if held is None or not held.matter:
        return []
    matter = viewer.if_allowed("proactive.view", in_force(viewer)).filter(name=held.matter).first()
    url = reverse("proactive:matter", args=[matter.pk]) if matter else ""
    formed = f"（{held.formed_on} 形成、变更或者批复）" if held.formed_on else ""
    return [("公开事项", Linked(f"{held.matter}{formed}", url))]


DRAFT_QUESTIONS = (DraftQuestion(id="proactive.matter", fields=fields, keep=keep, said=said),)
