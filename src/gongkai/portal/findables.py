"""What the public's search finds: every live release, by what it says, its number and the names of its attachments."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from gongkai.bodies.viewer import Viewer
from gongkai.papers import document_kinds as papers
from gongkai.papers.models import Document, OfficialDocument, Version
from gongkai.papers.reading import text_of
from gongkai.proactive import document_kinds as proactive
from gongkai.registry import DocumentKind, PublicFindable
from gongkai.reporting import document_kinds as reporting
from gongkai.review.models import Registration, Release

KINDS = (
    *papers.DOCUMENT_KINDS,
    *papers.STRUCTURED_PAGES,
    *proactive.DOCUMENT_KINDS,
    *reporting.DOCUMENT_KINDS,
)


def findable_of_kind(kind: DocumentKind) -> PublicFindable:
    """Return what the public finds of a kind of document: what its live releases say."""
    return PublicFindable(
        id=f"portal.{kind.id}",
        label=kind.label,
        query=partial(_documents, kind.id),
        title=lambda document: _shown(document).title,
        texts=_texts,
        day=lambda document: document.released_on,
        validity=lambda document: document.validity or "",
        rests_on={OfficialDocument._meta.label: _numbered},
    )


def _documents(kind: str, viewer: Viewer) -> QuerySet[Document]:
    """The documents of a kind of the viewer's organ that the public reads, with the version it reads."""
    live = Release.objects.live().filter(approval__version__document=OuterRef("pk"))
    entry = OfficialDocument.objects.standing().filter(
        organ=OuterRef("organ"), doc_number=OuterRef("registration__doc_number")
    )
    shown = Version.objects.filter(Exists(Release.objects.live().filter(approval=OuterRef("pk"))))
    found: QuerySet[Document] = (
        Document.objects.filter(organ=viewer.organ_code, kind=kind)
        .annotate(
            released_on=Subquery(live.values("released_on")[:1]),
            validity=Subquery(entry.values("validity")[:1]),
        )
        .filter(released_on__isnull=False)
        .select_related("registration")
        .prefetch_related(Prefetch("versions", shown, to_attr="shown"))
    )
    return found


def _shown(document: Any) -> Version:
    version: Version = document.shown[0]
    return version


def _texts(document: Any) -> list[str]:
    """What a document says; nothing of one whose text was altered, which the public is not shown either."""
    version, registration = _shown(document), getattr(document, "registration", None)
    if not version.is_intact:
        return []
    number = registration.doc_number if registration else version.doc_number
    return [text_of(version), number, *(each.name for each in version.files)]


def _numbered(entries: set[int]) -> Iterable[int]:
    """The documents that bear the numbers of these entries of the register of official documents."""
    numbers = OfficialDocument.objects.filter(pk__in=entries).values("doc_number")
    return Registration.objects.filter(doc_number__in=numbers).values_list("document", flat=True)


FINDABLES = tuple(findable_of_kind(kind) for kind in KINDS)
