"""Which documents belong to which matter, and which of them must become public by when (条例 art 26)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from gongkai import law, registry
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.papers import queries as papers
from gongkai.papers import structured
from gongkai.papers.models import Document, Version
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.models import Classification, Matter, TimeLimit
from gongkai.review.models import Release

STATUTORY = {
    TimeLimit.FORMED: "publish.period",
    TimeLimit.BUDGET: "publish.budget",
    TimeLimit.TWOFOLD: "publish.licence_and_penalty",
    TimeLimit.CONTINUOUS: "publish.period",
}
Versions = QuerySet[Any]


def classification_of(document: Document) -> Classification | None:
    """Return what was said last of where a document belongs; None where nothing was."""
    return Classification.objects.filter(document=document).order_by("-pk").first()


def documents_of(viewer: Viewer, matter: str) -> Versions:
    """Return the newest version of each document that belongs to a matter, the newest document first.

    Each has the day (`public_on`) of its release that the public sees now, None where there is none.
    """
    held = Classification.objects.newest().filter(organ=viewer.organ_code, matter=matter)
    live = Release.objects.live().filter(approval__version__document=OuterRef("document"))
    found: Versions = papers.newest_versions(viewer).filter(document__in=held.values("document"))
    with_day: Versions = found.annotate(public_on=Subquery(live.values("released_on")[:1]))
    return with_day


def unclassified(viewer: Viewer) -> QuerySet[Release]:
    """Return what the public sees now and belongs to no matter, where there is a catalogue."""
    held = Classification.objects.newest().filter(document=OuterRef("approval__version__document"))
    live = Release.objects.visible_to(viewer).live().exclude(approval__version__document__kind__in=_pages())
    found: QuerySet[Release] = live.filter(~Exists(held.exclude(matter="")), Exists(in_force(viewer)))
    return found


def usual_matter(viewer: Viewer, kind: str) -> str:
    """Return where a new document of a kind most likely belongs: as the last one of the drafter's sections did.

    Where there is none, the only matter of these sections; "" where nothing points to one.
    """
    if viewer.officer is None:
        return ""
    held = viewer.officer.appointments.on(viewer.day).exclude(section=None)
    sections = in_force(viewer).filter(section__in=held.values("section__name"), way="proactive")
    names = list(sections.values_list("name", flat=True))
    last = Classification.objects.newest().filter(
        organ=viewer.organ_code, matter__in=names, document__kind=kind
    )
    if before := last.order_by("-pk").first():
        usual: str = before.matter
        return usual
    return names[0] if len(names) == 1 else ""


def to_publish(viewer: Viewer) -> Versions:
    """Return the newest versions that are to be public and are not, though signed, approved or said to be formed.

    Each has its matter (`matter`), what was said of its forming (`said_formed_on`) and when its document was last
    released (`released_before`), None for never.
    """
    said = Classification.objects.filter(document=OuterRef("document")).order_by("-pk")
    before = Release.objects.filter(approval__version__document=OuterRef("document")).order_by("-released_on")
    kinds = [
        kind.id
        for kind in registry.all_of(registry.DocumentKind)
        if kind.release and not kind.release.told_by_its_room
    ]
    kept_up = registry.one(registry.RecordState, Version._meta.label).kept_up
    found = papers.versions(viewer).newest().filter(attribute="proactive", document__kind__in=kinds)
    waiting: Versions = (
        kept_up(found)
        .filter(approval__releases=None)
        .annotate(
            matter=Subquery(said.values("matter")[:1]),
            said_formed_on=Subquery(said.values("formed_on")[:1]),
            released_before=Subquery(before.values("released_on")[:1]),
        )
        .filter(
            Q(approval__isnull=False)
            | Q(document__registration__isnull=False)
            | Q(said_formed_on__isnull=False)
        )
        .select_related("approval", "document__registration")
    )
    return waiting


def publishing_deadline(
    viewer: Viewer, version: Any, matters: Mapping[str, Matter]
) -> tuple[datetime.date, tuple[str, ...]] | None:
    """Return by when a version of `to_publish` must be public, and the basis; None where nothing was formed since.

    `matters` are those of the catalogue by name. Information that is in none falls under 条例 art 26.
    """
    formed_on = _formed_on(version)
    if formed_on is None:
        return None
    rules, matter = rules_of(viewer), matters.get(version.matter or "")
    if matter is not None and matter.own_days:
        return rules.calendar.nth_working_day(formed_on, matter.own_days), ("政务公开清单目录",)
    key = STATUTORY[TimeLimit(matter.time_limit) if matter else TimeLimit.FORMED]
    try:
        found = law.deadline(key, formed_on, calendar=rules.calendar, values=rules.values)
    except law.LawError:
        return None
    return (found.due, found.basis) if found.due else None


def _formed_on(version: Any) -> datetime.date | None:
    """When what a version says was formed or changed: as it was said, signed, else as it was approved."""
    registration = getattr(version.document, "registration", None)
    approval = getattr(version, "approval", None)
    days = (
        version.said_formed_on,
        registration and registration.made_on,
        version.made_on,
        approval and approval.approved_on,
    )
    before = version.released_before
    return next((day for day in days if day and (before is None or day > before)), None)


def _pages() -> list[str]:
    return [kind.id for kind in structured.kinds()]
