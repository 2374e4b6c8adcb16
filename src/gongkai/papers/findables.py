"""What search finds of this room: documents by what their newest version says, and the ledgers of documents."""

from __future__ import annotations

import datetime
from functools import partial

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.document_kinds import DOCUMENT_KINDS, STRUCTURED_PAGES
from gongkai.papers.ledgers import LEDGERS
from gongkai.papers.models import Document, Version
from gongkai.papers.reading import text_of
from gongkai.registry import DocumentKind, Findable
from gongkai.shell.ledgers.findables import findables_of


def findable_of_kind(kind: DocumentKind) -> Findable:
    """Return what search finds of a kind of document: a letter on the page of its case, for who may see letters."""
    service = kind.service
    home = kind.home if service else None
    return Findable(
        id=f"papers.{kind.id}",
        label=kind.label if service else f"文稿：{kind.label}",
        permission=service.view if service else "papers.view",
        query=partial(_documents, kind.id),
        title=lambda document: _newest(document).title,
        texts=_texts,
        url=lambda document: (
            home(_newest(document)).url if home else reverse("papers:document", args=[document.pk])
        ),
        day=_day,
    )


def _documents(kind: str, viewer: Viewer) -> QuerySet[Document]:
    return (
        queries.documents(viewer)
        .filter(kind=kind)
        .prefetch_related(Prefetch("versions", Version.objects.newest(), to_attr="last"))
    )


def _newest(document: Document) -> Version:
    version: Version = document.last[0]  # type: ignore[attr-defined]
    return version


def _texts(document: Document) -> list[str]:
    """What a document says; nothing of one whose text was altered: `gongkai verify` says that it was."""
    version = _newest(document)
    return [version.doc_number, text_of(version)] if version.is_intact else []


def _day(document: Document) -> datetime.date:
    return _newest(document).made_on or _newest(document).drafted_on


FINDABLES = (
    *(findable_of_kind(kind) for kind in (*DOCUMENT_KINDS, *STRUCTURED_PAGES)),
    *findables_of(LEDGERS),
)
