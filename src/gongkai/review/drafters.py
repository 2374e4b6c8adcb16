"""Who drafted what is reviewed: everybody whose words may be in it, since a version was last released."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from gongkai.papers.models import Version
from gongkai.review.models import Release


@dataclass(frozen=True)
class DraftedVersion:
    """A version as its document's history has it."""

    number: int
    drafted_by: int | None
    released: bool


def drafts_of(documents: Collection[int]) -> dict[int, list[DraftedVersion]]:
    """Return by document its versions, oldest first."""
    released = Exists(Release.objects.filter(approval=OuterRef("pk")))
    versions = Version.objects.filter(document__in=documents).order_by("number")
    found = defaultdict(list)
    for document, *line in versions.values_list("document", "number", "drafted_by", released):
        found[document].append(DraftedVersion(*line))
    return found


def drafters_of(version: Version, lines: Sequence[DraftedVersion]) -> dict[int, int]:
    """Return by officer the last version that each drafted, of this one and those before it since the last release."""
    before = [line for line in lines if line.number < version.number]
    last = max((line.number for line in before if line.released), default=0)
    since = (line for line in lines if last < line.number <= version.number)
    return {line.drafted_by: line.number for line in since if line.drafted_by is not None}
