"""Reads of the review: how far a version has come, what waits for whom, what the public sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from gongkai.bodies.models import Appointment
from gongkai.bodies.queries import away
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched
from gongkai.ledger.models import Entry, Subject
from gongkai.ledger.proof import happened_to, unproven
from gongkai.papers import queries as papers
from gongkai.papers.contact import Contact
from gongkai.papers.document_kinds import REGISTERED, guide_address, profile_address
from gongkai.papers.models import Document, Version, VersionQuery
from gongkai.review.events import Released, Restored, TakenDown, Withdrawn
from gongkai.review.models import Registration, Release, SecrecyForm, Step
from gongkai.review.progress import ReviewProgress, progress_of_all, under_way
from gongkai.review.takers import (
    involved_in,
    is_small,
    may_take,
    stand_ins,
    standing,
)
from gongkai.review.timing import holding_times, open_take_downs

RELEASING = (Released.id, Withdrawn.id, TakenDown.id, Restored.id)
NONE = models.Q(pk__in=[])
UNSENT = models.Q(secrecy_form=None, approval_sheet=None, abandonment=None)


def under_review(viewer: Viewer) -> list[ReviewProgress]:
    """Return the versions of the viewer's organ that were submitted and are not decided, oldest first."""
    submitted = _submitted(papers.versions(viewer))
    return viewer.once("review.under_review", lambda: under_way(submitted.order_by("pk")))


def _submitted(versions: VersionQuery) -> VersionQuery:
    """Those that were submitted and are not decided."""
    returned = Step.objects.filter(version=OuterRef("pk"), verdict="return")
    sent = models.Q(secrecy_form__isnull=False) | models.Q(approval_sheet__isnull=False)
    return versions.newest().filter(~Exists(returned), sent, approval=None)


def left_by(viewer: Viewer, appointments: Sequence[Appointment]) -> int:
    """Return how many versions under review, whoever may see them, wait for a step that nobody here can take."""
    return sum(
        not any(
            each.officer_id not in involved_in(progress)
            for each in standing(viewer, progress, among=appointments)
        )
        for progress in under_way(_submitted(Version.objects.visible_to(viewer)))
        if progress.next_number
    )


def waiting_for(viewer: Viewer) -> list[ReviewProgress]:
    """Return what the viewer can decide now: the next step is theirs, and they have not taken another."""
    if viewer.officer is None or not (
        viewer.may("review.examine")
        or viewer.may("review.approve")
        or (is_small(viewer) and stand_ins(viewer))
        or any(absence.stand_in_id == viewer.officer.pk for absence in away(viewer).values())
    ):
        return []
    return [line for line in under_review(viewer) if may_take(viewer, line)]


def returned_to(viewer: Viewer) -> list[ReviewProgress]:
    """Return the newest versions that the viewer drafted and that were returned; nothing for who submits nothing."""
    return progress_of_all(version for version in _own(viewer) if version.was_returned)


def newest_drafts(viewer: Viewer) -> models.QuerySet[Version]:
    """Return the newest versions that the viewer drafted; nothing for who submits nothing."""
    found = papers.versions(viewer).newest().filter(drafted_by=viewer.officer)
    return viewer.if_allowed("review.submit", found if viewer.officer else found.none())


def unsent(viewer: Viewer) -> models.QuerySet[Version]:
    """Return the newest versions that the viewer drafted and that were neither sent nor set aside."""
    return newest_drafts(viewer).filter(UNSENT)


def drafts_of(viewer: Viewer) -> list[Version]:
    """Return what the viewer drafted and neither sent nor set aside, oldest first."""
    return [version for version in _own(viewer) if not version.was_returned]


def _own(viewer: Viewer) -> list[Any]:
    """What the viewer drafted and goes on with: not sent, or returned (`was_returned`); oldest first."""
    if not viewer.may("review.submit"):
        return []
    own = (version for version in _in_hand(viewer) if version.is_own)
    return sorted(own, key=lambda each: (each.drafted_on, each.pk))


def _in_hand(viewer: Viewer) -> list[Any]:
    """What goes on with the viewer's own drafts (`is_own`), and what is approved and waits; read at once."""
    unsent_or_returned = UNSENT | models.Q(was_returned=True)
    own = unsent_or_returned & models.Q(drafted_by=viewer.officer) if viewer.may("review.submit") else NONE
    unnumbered = models.Q(document__kind__in=REGISTERED, document__registration=None)
    unreleased = models.Q(approval__releases=None, attribute="proactive")
    found = (
        papers.versions(viewer)
        .newest()
        .annotate(
            was_returned=Exists(Step.objects.filter(version=OuterRef("pk"), verdict="return")),
            is_timed=Exists(holding_times().filter(approval=OuterRef("pk"))),
            is_own=models.Case(models.When(own, then=True), default=False),
        )
        .filter(models.Q(is_own=True) | (unnumbered | unreleased) & models.Q(approval__isnull=False))
    )
    return viewer.once(
        "review.in_hand", lambda: list(found.select_related("approval", "document__registration"))
    )


def unsettled(viewer: Viewer) -> models.QuerySet[Any]:
    """Return each unconfirmed value without which letters cannot be final, with how many `letters` wait for it."""
    open_letters = Version.objects.newest().filter(approval=None, abandonment=None)
    waiting = papers.unsettled_values(viewer).filter(version__in=open_letters)
    found: models.QuerySet[Any] = (
        waiting.order_by()
        .values("key", "in_force_from", "says")
        .annotate(letters=models.Count("version"), since=models.Min("version__drafted_on"))
        .order_by("since", "key")
    )
    return found


def ready_to_release(viewer: Viewer) -> list[Version]:
    """Return approved versions, each the newest of its document, that may leave and have not.

    What leaves by itself, and what its own room tells of (`ByRelease.told_by_its_room`), is left out.
    """
    if not viewer.may("review.release"):
        return []
    return [
        version
        for version in _approved(viewer)
        if not _awaits_number(version)
        and not version.is_timed
        and not ((release := version.document.declared_kind.release) and release.told_by_its_room)
    ]


def to_register(viewer: Viewer) -> list[Version]:
    """Return the official documents that are signed and have no number yet, each in its newest version."""
    if not viewer.may("review.register"):
        return []
    return [version for version in _approved(viewer) if _awaits_number(version)]


def _approved(viewer: Viewer) -> list[Any]:
    """The newest versions that are approved and wait for their number or for their release."""
    return [version for version in _in_hand(viewer) if not version.is_own]


def _awaits_number(version: Version) -> bool:
    document = version.document
    return document.declared_kind.registered and getattr(document, "registration", None) is None


def names_of(versions: Iterable[Version]) -> dict[int, str]:
    """Return by id what each version is called in a list: its title, of a letter behind the record it is about."""
    asked = list(versions)
    letters = defaultdict(list)
    for version in asked:
        if service := version.document.declared_kind.service:
            letters[service.about].append(version)
    about = {key: said for read, of in letters.items() for key, said in read(of).items()}
    return {
        version.pk: "：".join(filter(None, (about.get(version.document_id), version.title)))
        for version in asked
    }


def last_seen(viewer: Viewer, version: Version) -> Version | None:
    """Return what a version is compared with: what the viewer decided on or drafted, else the live one or the last."""
    earlier = Version.objects.filter(document=version.document_id, number__lt=version.number).order_by(
        "-number"
    )
    took = Exists(Step.objects.filter(version=OuterRef("pk"), officer=viewer.officer))
    seen = models.Case(models.When(took | models.Q(drafted_by=viewer.officer), then=True), default=False)
    before: Any = earlier.annotate(is_seen=seen).order_by("-is_seen", "-number").first()
    live = None if before is None or before.is_seen else shown_live(viewer, version.document)
    found: Version | None = before if live is None or live.approval_id == version.pk else live.version
    return found


def proven(releases: Iterable[Release], *, replaced: bool = False) -> list[Release]:
    """Return the releases whose rows are as the sealed ledger recorded them: what was reviewed, and by whom.

    A release, an approval or a changed text that somebody put into the database without the ledger's key is left out,
    so a page that shows only these never shows what was not reviewed. So is what the ledger says was withdrawn, taken
    down or, unless `replaced` releases are asked for too, replaced since: the row that said so may be gone.
    """
    given = list(releases)
    told = told_of({release.version.document_id for release in given})
    asked = [
        release
        for release in given
        if (said := told.get(release.version.document_id))
        and (release.pk in said.shown if replaced else release.pk == said.live)
    ]
    versions = [release.approval.version_id for release in asked]
    sheets = SecrecyForm.objects.in_bulk(versions)
    documents = [release.document for release in asked]
    numbers = Registration.objects.in_bulk([d.pk for d in documents if d.declared_kind.registered])
    steps = defaultdict(list)
    for step in Step.objects.filter(version__in=versions):
        steps[step.version_id].append(step)
    rows = {
        release: [release, release.approval, release.version, *steps[release.approval.version_id]]
        for release in asked
    }
    for release, found in rows.items():
        found += [sheets[pk]] if (pk := release.approval.version_id) in sheets else []
        found += [numbers[pk]] if (pk := release.version.document_id) in numbers else []
    forged = unproven(row for found in rows.values() for row in found)
    return [release for release in asked if not forged.intersection(rows[release])]


@dataclass(frozen=True)
class Told:
    """What the sealed ledger tells of the releases of a document: which were not withdrawn, which of these are not
    taken down either, and which is live."""

    standing: frozenset[int]
    shown: frozenset[int]
    live: int | None


def told_of(documents: Collection[int]) -> dict[int, Told]:
    """Return by document what the sealed ledger tells of its releases; of one that it does not vouch for nothing."""
    happened = happened_to(Document._meta.label, {str(pk) for pk in documents}, RELEASING)
    return {int(key): _told(entries) for key, entries in happened.items()}


def _told(entries: Sequence[Entry]) -> Told:
    standing: set[int] = set()
    down: set[int] = set()
    live = None
    for entry in entries:
        (release,) = (int(each.key) for each in entry.subjects.all() if each.model == Release._meta.label)
        if entry.event == Released.id:
            standing.add(release)
            live = release
        elif entry.event == Withdrawn.id:
            standing.discard(release)
            live = None if live == release else live
        elif entry.event == TakenDown.id:
            down.add(release)
        else:
            down.discard(release)
    return Told(frozenset(standing), frozenset(standing - down), None if live in down else live)


def disowned() -> set[int]:
    """Return the documents whose releases that stand are not those of which the sealed ledger tells."""
    standing: dict[int, set[int]] = defaultdict(set)
    for document, release in Release.objects.standing().values_list("approval__version__document", "pk"):
        standing[document].add(release)
    named = Subject.objects.filter(model=Document._meta.label, entry__event__in=RELEASING)
    documents = standing.keys() | {int(key) for key in named.values_list("key", flat=True)}
    nothing = Told(frozenset(), frozenset(), None)
    told = {pk: said for some in batched(sorted(documents)) for pk, said in told_of(some).items()}
    return {pk for pk in documents if standing.get(pk, set()) != told.get(pk, nothing).standing}


def live_release(document: Document) -> Release | None:
    """Return the release of a document that the public sees now, if any."""
    return (
        Release.objects.live()
        .filter(approval__version__document=document)
        .select_related("approval__version__document")
        .first()
    )


def shown_releases(viewer: Viewer, document: int) -> list[Any]:
    """Return every release of a document in order, each with its withdrawal and whether it is taken down (`is_down`).

    Read once for all that a page shows of the document.
    """
    found = Release.objects.filter(approval__version__document=document).annotate(
        is_down=Exists(open_take_downs())
    )
    in_order = found.select_related("approval__version__document", "withdrawal").order_by("pk")
    return viewer.once(f"review.releases.{document}", lambda: list(in_order))


def shown_live(viewer: Viewer, document: Document) -> Release | None:
    """Return the release that the public sees now, as `shown_releases` has it."""
    last = next(reversed(shown_releases(viewer, document.pk)), None)
    return last if last and not last.is_down and not hasattr(last, "withdrawal") else None


def live_at(address: str) -> Release | None:
    """Return the release that the public sees at an address now, if any."""
    live = Release.objects.live().filter(address=address)
    return live.select_related("approval__version__document", "organ").first()


def own_pages(viewer: Viewer) -> dict[str, Release]:
    """Return by address the releases that the public sees now on the pages that the viewer's organ has one of."""
    pages = Release.objects.live().filter(address__startswith=profile_address(viewer.organ_code))
    found = pages.select_related("approval__version__document")
    return viewer.once("review.own_pages", lambda: {release.address: release for release in found})


def contact_of(viewer: Viewer) -> Contact:
    """Return how the public reaches the organ, as its released guide says it; nothing before the first release.

    What letters and reports say of it is reviewed with them, so it is read here without its proof.
    """

    def read() -> Contact:
        live = own_pages(viewer).get(guide_address(viewer.organ_code))
        return Contact.of(live.version.content_json) if live and live.version.is_intact else Contact()

    return viewer.once("review.contact", read)


def releases_of(document: Document) -> models.QuerySet[Release]:
    """Return every release of a document, newest first."""
    query = Release.objects.filter(approval__version__document=document)
    return query.select_related("approval__version", "released_by", "withdrawal").order_by("-pk")
