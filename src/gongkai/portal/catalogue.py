"""What is public by the matters of the released catalogue, and as the directory (目录) of 条例 art 12."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from gongkai.bodies.models import Organ
from gongkai.papers.models import Document, Version
from gongkai.papers.reading import text_of
from gongkai.portal.queries import withheld
from gongkai.proactive.catalogue_document import CatalogueBody, body_of, released_catalogue
from gongkai.proactive.models import Classification
from gongkai.review.models import Release
from gongkai.review.queries import proven

SHOWN_OF_EACH = 3
LONGEST_SUMMARY = 80


@dataclass(frozen=True)
class PublicMatter:
    """A matter as the released catalogue has it, with its newest documents and how many there are."""

    name: str
    says: Sequence[tuple[str, str]]
    documents: Sequence[Release]
    number: int


def public_catalogue(organ: Organ) -> tuple[Release, CatalogueBody] | None:
    """Return the organ's catalogue as it was reviewed and released; None where there is none."""
    release = released_catalogue(organ.code)
    kept = proven([release]) if release else []
    return (kept[0], body_of(kept[0].version)) if kept else None


def classified(releases: QuerySet[Release]) -> QuerySet[Any]:
    """Return releases, each with the `matter` to which its document belongs; None or "" for none."""
    said = Classification.objects.filter(document=OuterRef("approval__version__document")).order_by("-pk")
    found: QuerySet[Any] = releases.annotate(matter=Subquery(said.values("matter")[:1]))
    return found


def public_matters(organ: Organ, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> list[PublicMatter]:
    """Return these lines of the catalogue, each with what is public under it now."""
    live = classified(Release.objects.live().filter(organ=organ)).filter(
        matter__in=[line[0] for line in lines]
    )
    newest = live.annotate(
        place=Window(RowNumber(), partition_by=F("matter"), order_by=F("released_at").desc()),
        number=Window(Count("pk"), partition_by=F("matter")),
    ).filter(place__lte=SHOWN_OF_EACH)
    found = list(newest.select_related("approval__version__document"))
    hidden = withheld(found)
    under = defaultdict(list)
    for release in found:
        under[release.matter].append(release)
    return [
        PublicMatter(
            name=line[0],
            says=[(head, text) for head, text in zip(heads[1:], line[1:], strict=True) if text],
            documents=[release for release in under[line[0]] if release not in hidden],
            number=under[line[0]][0].number if under[line[0]] else 0,
        )
        for line in lines
    ]


@dataclass(frozen=True)
class DirectoryEntry:
    """A line of the directory: index number, name, what it is about, and when it was formed (条例 art 12)."""

    index_number: str
    release: Release
    summary: str
    made_on: datetime.date


def directory_of(organ: Organ) -> QuerySet[Release]:
    """Return everything of the organ that is public now, newest first."""
    live: QuerySet[Release] = (
        Release.objects.live()
        .filter(organ=organ)
        .select_related("approval__version__document__registration")
        .order_by("-released_at")
    )
    return live


def index_number_of(document: Document) -> str:
    """Return the index number (索引号) of a document: of it alone, through all its versions, and never another's."""
    return f"{document.organ_id}/{document.begun_on.year}-{document.pk:05d}"


def entries_of(releases: Sequence[Release]) -> list[DirectoryEntry]:
    """Return the lines of the directory for releases, without those that are not as recorded."""
    hidden = withheld(releases)
    return [
        DirectoryEntry(
            index_number=index_number_of(release.document),
            release=release,
            summary=summary_of(release.version),
            made_on=_made_on(release),
        )
        for release in releases
        if release not in hidden
    ]


def summary_of(version: Version) -> str:
    """Return what a version is about: the beginning of what it says below its title."""
    said = " ".join(line.strip() for line in text_of(version).split("\n")[1:] if line.strip())
    return said if len(said) <= LONGEST_SUMMARY else f"{said[:LONGEST_SUMMARY]}……"


def _made_on(release: Release) -> datetime.date:
    registration = getattr(release.document, "registration", None)
    made_on = registration.made_on if registration else release.version.made_on
    day: datetime.date = made_on or release.approval.approved_on
    return day
