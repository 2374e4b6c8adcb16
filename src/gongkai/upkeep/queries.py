"""Reads of what is watched: dead links, what is in force no more, of whom much is public; all take the viewer."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.papers import queries as papers
from gongkai.papers.models import NormativeDesignation, NormativeRepeal, OfficialDocument
from gongkai.proactive import queries as proactive
from gongkai.review.models import Release
from gongkai.upkeep.models import DEAD, LinkFinding, NumberMention, PublicLink, SiteStatement

CALLED_IN_FORCE = ("in_force", "amended")
Records = QuerySet[Any]


def value_of(viewer: Viewer, key: str) -> int:
    """Return the number that a value of the law, or of the unit, has on the viewer's day."""
    return rules_of(viewer).values.on(key, viewer.day).number


# ---- Links ---------------------------------------------------------------------------------------------------------


def links(viewer: Viewer) -> Records:
    """Return the links of what is public, with the documents in which they stand."""
    found: Records = PublicLink.objects.visible_to(viewer).select_related("document")
    return found


def dead_links(viewer: Viewer) -> Records:
    """Return the links that lead nowhere: of this site as it is now, of another where it was found so again."""
    certain = Q(inside=True) | Q(finding=LinkFinding.CLOSED) | Q(found_again=True)
    return links(viewer).filter(certain, finding__in=DEAD)


def to_look(viewer: Viewer, *, inside: bool, before: datetime.datetime) -> Records:
    """Return the links that were not looked at since, the longest unseen first."""
    due = links(viewer).filter(Q(looked_at=None) | Q(looked_at__lt=before), inside=inside)
    return due.order_by(F("looked_at").asc(nulls_first=True), "pk")


# ---- What is in force no more ----------------------------------------------------------------------------------------


def no_longer_in_force(viewer: Viewer) -> Records:
    """Return the official documents that the register calls in force though they ended.

    Each with what says so: `expired_on`, `repealed_on`, its own `ended_on`, or `named_in`, the public document that
    says that it ends; and with whether it `is_public`.
    """
    same = {"organ": OuterRef("organ"), "doc_number": OuterRef("doc_number")}
    designated = NormativeDesignation.objects.standing().filter(**same, expires_on__lt=viewer.day)
    repealed = NormativeRepeal.objects.standing().filter(**same, repealed_on__lte=viewer.day)
    named = NumberMention.objects.filter(
        organ=OuterRef("organ"), ends=True, said__endswith=OuterRef("doc_number")
    ).exclude(document=Coalesce(OuterRef("document"), 0))
    live = Release.objects.live().filter(approval__version__document=OuterRef("document"))
    found = papers.official_documents(viewer).filter(validity__in=CALLED_IN_FORCE)
    ended: Records = found.annotate(
        expired_on=Subquery(designated.order_by("-expires_on").values("expires_on")[:1]),
        repealed_on=Subquery(repealed.order_by("repealed_on").values("repealed_on")[:1]),
        named_in=Subquery(named.order_by("pk").values("document")[:1]),
        is_public=Exists(live),
    )
    return ended.filter(
        Q(expired_on__isnull=False)
        | Q(repealed_on__isnull=False)
        | Q(named_in__isnull=False)
        | Q(ended_on__lte=viewer.day)
    )


def speaking_of(viewer: Viewer, entries: Iterable[OfficialDocument]) -> dict[int, list[Any]]:
    """Return by id of an entry the public documents that name its number, and do not say that it ends."""
    asked = list(entries)
    ends = Q()
    for entry in asked:
        ends |= Q(said__endswith=entry.doc_number)
    named = NumberMention.objects.visible_to(viewer).filter(ends, ends=False).with_names() if asked else ()
    found: dict[int, list[Any]] = {entry.pk: [] for entry in asked}
    for mention in named:
        for entry in asked:
            if mention.said.endswith(entry.doc_number) and mention.document_id != entry.document_id:
                found[entry.pk].append(mention.document)
    return found


# ---- Of whom much is public ------------------------------------------------------------------------------------------


def lately_disclosed(viewer: Viewer) -> Records:
    """Return what was made public lately of parties and targets, each with who it is about (`party`)."""
    since = law.months_after(viewer.day, -value_of(viewer, "site.gathered_within"))
    party = Coalesce("decision__party", "result__target")
    lately = proactive.disclosures(viewer).filter(published_on__gte=since, reply=None)
    found: Records = lately.annotate(party=party)
    return found


def gathered(viewer: Viewer) -> Records:
    """Return the parties of whom so much was made public lately that together it may tell more (条例 art 43).

    Each as `party` and `number`, those with most first.
    """
    counted = lately_disclosed(viewer).order_by().values("party").annotate(number=Count("pk"))
    found: Records = counted.filter(number__gte=value_of(viewer, "site.gathered")).order_by(
        "-number", "party"
    )
    return found


def disclosures_of(viewer: Viewer, party: str) -> Records:
    """Return what was made public lately of a party."""
    found: Records = lately_disclosed(viewer).filter(party=party)
    return found


# ---- What was stated -------------------------------------------------------------------------------------------------


def statements(viewer: Viewer, year: int) -> dict[str, SiteStatement]:
    """Return what was stated for a year, by line."""
    stated = SiteStatement.objects.visible_to(viewer).standing().filter(year=year)
    return {each.item: each for each in stated}


def last_statements(viewer: Viewer) -> dict[str, SiteStatement]:
    """Return by line what was stated last, of the year of the viewer's day or of the one before."""
    years = (viewer.day.year - 1, viewer.day.year)
    stated = SiteStatement.objects.visible_to(viewer).standing().filter(year__in=years).order_by("year")
    return {each.item: each for each in stated}
