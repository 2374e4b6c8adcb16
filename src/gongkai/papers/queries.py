"""Reads of documents, official documents and normative documents; all of them take the viewer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.identifiers import fold_identifier
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import BATCH
from gongkai.norms.models import Confirmation
from gongkai.papers.content import Attachment
from gongkai.papers.models import (
    Document,
    FileScan,
    NormativeDesignation,
    NormativeRepeal,
    NumberSeries,
    OfficialDocument,
    UsedValue,
    Version,
    VersionQuery,
)
from gongkai.registry import Linked


def documents(viewer: Viewer) -> models.QuerySet[Document]:
    """Return the documents that the viewer may see, newest first: of the organ, and letters only with its leave."""
    return Document.objects.visible_to(viewer).exclude(kind__in=_closed_to(viewer)).order_by("-pk")


def page_of_kind(viewer: Viewer, kind: str) -> Document | None:
    """Return the document that is the organ's structured page of a kind; None where it has none yet."""
    return documents(viewer).filter(kind=kind).last()


def versions(viewer: Viewer) -> VersionQuery:
    """Return the versions that the viewer may see."""
    found = Version.objects.visible_to(viewer).exclude(document__kind__in=_closed_to(viewer))
    seen: VersionQuery = found.select_related("document", "drafted_by", "organ")
    return seen


def outlets_of(viewer: Viewer, version: Version) -> list[registry.Outlet]:
    """Return where else than on the organ's own site a version goes, or went, as the rooms above say."""
    if version.document.declared_kind.release is None:
        return []
    return [each for said in registry.all_of(registry.Consequence) for each in said.outlets(viewer, version)]


def _closed_to(viewer: Viewer) -> list[str]:
    return [
        kind.id
        for kind in registry.all_of(registry.DocumentKind)
        if kind.service and not viewer.may(kind.service.view)
    ]


def newest_versions(viewer: Viewer, words: str = "") -> VersionQuery:
    """Return the last version of each document, newest document first; `words` are in title or number.

    Each has its `shown_number`: that of the register of official documents, if it stands there, else its own.
    """
    entry = OfficialDocument.objects.standing().filter(document=OuterRef("document")).order_by("-pk")
    shown = Coalesce(Subquery(entry.values("doc_number")[:1]), "doc_number")
    found: VersionQuery = versions(viewer).newest().annotate(shown_number=shown).order_by("-document")
    if words:
        found = found.filter(Q(title__contains=words) | Q(shown_number__contains=fold_identifier(words)))
    return found


def used_values(version: Version) -> models.QuerySet[Any]:
    """Return the values that a letter rests on, each with whether it is `settled`: verified, or confirmed here."""
    return _with_settled(UsedValue.objects.filter(version=version)).order_by("pk")


def unsettled_values(viewer: Viewer) -> models.QuerySet[Any]:
    """Return the values without which letters cannot be final, each as a version says it."""
    return _with_settled(UsedValue.objects.visible_to(viewer)).filter(settled=False)


def _with_settled(used: models.QuerySet[Any]) -> models.QuerySet[Any]:
    confirmed = Confirmation.objects.filter(
        organ=OuterRef("organ"), key=OuterRef("key"), in_force_from=OuterRef("in_force_from")
    )
    found: models.QuerySet[Any] = used.annotate(settled=Q(unverified=False) | Exists(confirmed))
    return found


def used_by(version: Version) -> set[tuple[str, str, bool]]:
    """Return what is kept of the values that a letter rests on, as `letters.Letter.used` says it."""
    return {(used.key, used.says, used.unverified) for used in UsedValue.objects.filter(version=version)}


def last_scans(organ_code: str, digests: Iterable[str]) -> dict[str, FileScan]:
    """Return what the virus scanner said last of files of an organ, by digest; nothing of what it was never given."""
    found = FileScan.objects.filter(organ=organ_code, digest__in=set(digests)).last_said()
    return {scan.digest: scan for scan in found}


def scanned_files(version: Version) -> list[tuple[Attachment, FileScan]]:
    """Return the attachments of a version, each with what the virus scanner said of it last."""
    if not version.files:
        return []
    last = last_scans(version.organ_id, (attachment.digest for attachment in version.files))
    never = FileScan(verdict="unscanned", found="没有查毒的记录")
    return [(attachment, last.get(attachment.digest, never)) for attachment in version.files]


def files_blockers(version: Version) -> list[Blocker]:
    """Return why the attachments of a version cannot be given out: not scanned, or with a virus."""
    return [
        _with_virus(attachment, scan) if scan.verdict == "infected" else _unscanned(version, attachment, scan)
        for attachment, scan in scanned_files(version)
        if scan.verdict != "clean"
    ]


def _with_virus(attachment: Attachment, scan: FileScan) -> Blocker:
    return Blocker(
        f"附件“{attachment.name}”查出病毒（{scan.found}），不能公开、送达；请去掉或者换成干净的文件，形成新的一版。"
    )


def _unscanned(version: Version, attachment: Attachment, scan: FileScan) -> Blocker:
    sentence = f"附件“{attachment.name}”未查毒（{scan.found}），不能公开、送达；解决以后，"
    return Blocker(
        sentence, remedy=Linked("重新查毒", reverse("papers:document", args=[version.document_id]))
    )


def versions_with(viewer: Viewer, verdict: str) -> list[Version]:
    """Return the newest versions that the viewer may see with an attachment of which the scanner said this last."""
    last = FileScan.objects.visible_to(viewer).last_said().filter(verdict=verdict)
    digests = set(last.values_list("digest", flat=True))
    if not digests:
        return []
    found = versions(viewer).newest().exclude(attachments=[]).defer("body").iterator(chunk_size=BATCH)
    return [version for version in found if digests.intersection(file.digest for file in version.files)]


def number_series(viewer: Viewer) -> models.QuerySet[NumberSeries]:
    """Return the series of document numbers of the organ, in the order in which they were opened."""
    return NumberSeries.objects.visible_to(viewer).order_by("pk")


def official_documents(viewer: Viewer) -> models.QuerySet[OfficialDocument]:
    """Return the register of official documents as it stands."""
    return OfficialDocument.objects.visible_to(viewer).standing()


def entry_of(viewer: Viewer, document: int) -> OfficialDocument | None:
    """Return what the register of official documents says of a document that was drafted here, as it stands."""
    found: OfficialDocument | None = official_documents(viewer).filter(document=document).first()
    return found


def designations(viewer: Viewer) -> models.QuerySet[NormativeDesignation]:
    """Return the normative documents designated, as they stand."""
    return NormativeDesignation.objects.visible_to(viewer).standing()


def repeals(viewer: Viewer) -> models.QuerySet[NormativeRepeal]:
    """Return the repeals of normative documents, as they stand."""
    return NormativeRepeal.objects.visible_to(viewer).standing()


def official_documents_made(viewer: Viewer, year: int, *attributes: str) -> models.QuerySet[OfficialDocument]:
    """Return the official documents made in a year (by 成文日期) with one of these attributes."""
    return official_documents(viewer).filter(counted_on__year=year, attribute__in=attributes)


def normative_made(viewer: Viewer, year: int) -> models.QuerySet[NormativeDesignation]:
    """Return the normative documents made in a year."""
    return designations(viewer).filter(counted_on__year=year)


def normative_repealed(viewer: Viewer, year: int) -> models.QuerySet[NormativeRepeal]:
    """Return the repeals of a year."""
    return repeals(viewer).filter(counted_on__year=year)


def normative_in_force(viewer: Viewer, year: int) -> models.QuerySet[NormativeDesignation]:
    """Return the normative documents in force on the last day of a year (R3-07)."""
    last = datetime.date(year, 12, 31)
    repealed = repeals(viewer).filter(doc_number=OuterRef("doc_number"), repealed_on__lte=last)
    return designations(viewer).filter(
        ~Exists(repealed), Q(expires_on=None) | Q(expires_on__gte=last), made_on__lte=last
    )


def annotate_cells(query: models.QuerySet[Any], row: str, column: str) -> models.QuerySet[Any]:
    """Return the records annotated with the cell of table 二 in which they are counted."""
    annotated: models.QuerySet[Any] = query.annotate(cell_row=Value(row), cell_column=Value(column))
    return annotated
