"""What a released list means: of each line a disclosure, on the day of the release, until it is public no more."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import replace_fact, successor
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Document, Version
from gongkai.papers.queries import versions
from gongkai.proactive import lists
from gongkai.proactive.events import DisclosuresRecorded
from gongkai.proactive.lists import LISTED, ListBody, body_of, standing_disclosures, standing_of
from gongkai.proactive.models import Disclosure
from gongkai.proactive.publishing import lock_against
from gongkai.proactive.queries import disclosures
from gongkai.registry import Linked
from gongkai.review.models import Release, Withdrawal

NAMED = 5
REGISTER = "proactive.disclosures"


def is_list(document: Document) -> bool:
    """Return whether a document is such a list."""
    return document.kind == lists.KIND


def disclosures_of(viewer: Viewer, document: Document) -> list[Disclosure]:
    """Return the disclosures that stand by releases of a list."""
    found = disclosures(viewer).filter(release__approval__version__document=document)
    return list(found.order_by("pk"))


def lists_under_way(viewer: Viewer) -> QuerySet[Version]:
    """Return the newest versions of lists of which no version was made public, and that nobody gave up."""
    waiting = versions(viewer).newest().filter(document__kind=lists.KIND, abandonment=None)
    return waiting.exclude(document__versions__approval__releases__isnull=False)


def live_lists(viewer: Viewer) -> QuerySet[Release]:
    """Return the releases of lists that the public sees now."""
    live = Release.objects.visible_to(viewer).live().filter(approval__version__document__kind=lists.KIND)
    return live.select_related("approval__version__document")


def lists_behind(viewer: Viewer) -> list[tuple[str, str]]:
    """Return what public lists say otherwise than the registers do by now, and where the list is."""
    return [
        (
            f"已公开的“{release.version.title}”：{said.message}请修改清单形成新版。",
            reverse("papers:document", args=[release.document.pk]),
        )
        for release in live_lists(viewer)
        for said in (*list_blockers(viewer, release.version), *_uncounted(viewer, release.version))
    ]


def _uncounted(viewer: Viewer, version: Version) -> list[Blocker]:
    """That lines of a public list stand in no register any more: what somebody typed of them was voided."""
    body = body_of(version)
    public = standing_disclosures(body.of, body.lines)
    lacking = [
        _name(body, first) for first in standing_of(viewer, body.of, body.lines) if first not in public
    ]
    said = f"清单所列{_named(lacking)}的公开登记已作废，年度报告没有统计，"
    return [Blocker(said)] if lacking else []


def _named(lines: Iterable[str]) -> str:
    given = list(lines)
    more = f"等 {len(given)} 项" if len(given) > NAMED else ""
    return f"“{'”“'.join(given[:NAMED])}”{more}"


def _name(body: ListBody, first: int) -> str:
    return " ".join(filter(None, body.lines[first][:2]))


# ---- Before a release -----------------------------------------------------------------------------------------------


def list_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what of a list the registers say otherwise by now: such lines are not made public."""
    body = body_of(version)
    standing = standing_of(viewer, body.of, body.lines)
    gone = [_name(body, first) for first in body.lines if first not in standing]
    changed = [
        _name(body, first)
        for first, record in standing.items()
        if body.of.texts(record) != body.lines[first] or list(body.of.columns) != body.heads
    ]
    remedy = Linked("请修改清单形成新版", lists.revise_url(version))
    found = []
    if gone:
        found.append(Blocker(f"清单所列{_named(gone)}已作废或者不予公开，", remedy=remedy))
    if changed:
        found.append(Blocker(f"清单所列{_named(changed)}台账已更正，与清单不一致，", remedy=remedy))
    return found


def lock_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return that the year in which lines would be counted is locked, if it is."""
    if not is_list(version.document):
        return []
    body = body_of(version)
    if body.lines.keys() <= standing_disclosures(body.of, body.lines).keys():
        return []
    return lock_against(viewer, Disclosure(counted_on=viewer.day))


def disclosed_notices(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return which lines are public already by another way, or listed by another list: none is counted again."""
    if not is_list(version.document):
        return []
    body = body_of(version)
    return [*_disclosed_already(version, body), *_listed_twice(viewer, version, body)]


def _disclosed_already(version: Version, body: ListBody) -> list[Blocker]:
    told = [
        f"{_name(body, first)}（{fact.published_on}）"
        for first, fact in standing_disclosures(body.of, body.lines).items()
        if fact.release is None or fact.release.version.document_id != version.document_id
    ]
    return [Blocker(f"清单所列{_named(told)}已登记公开，再公开时不重复登记、不重复统计。")] if told else []


def _listed_twice(viewer: Viewer, version: Version, body: ListBody) -> list[Blocker]:
    found = []
    for other in lists_under_way(viewer).exclude(document=version.document_id):
        theirs = body_of(other)
        both = theirs.lines.keys() & body.lines.keys() if theirs.subject == body.subject else set()
        if both:
            named = _named(_name(body, first) for first in body.lines if first in both)
            said = f"清单所列{named}也列在还没有公开的“{other.title}”中，先公开的登记、统计，"
            there = Linked("看那一份清单", reverse("papers:document", args=[other.document_id]))
            found.append(Blocker(said, remedy=there))
    return found


# ---- With a release and a withdrawal ------------------------------------------------------------------------------


def disclose(tx: LedgerTransaction, viewer: Viewer, release: Release) -> None:
    """Record of each line of a list that it became public; an edit voids what it lists no more."""
    if not is_list(release.document):
        return
    body = body_of(release.version)
    public = standing_disclosures(body.of, body.lines)
    new = [
        _disclosure(body.of.link, first, body.subject, release) for first in body.lines if first not in public
    ]
    listed = {each.pk for each in public.values()}
    gone = [each for each in disclosures_of(viewer, release.document) if each.pk not in listed]
    tx.add_all(new)
    _end(tx, viewer, gone, "清单修改后不再列出", release.document)
    if new:
        happened = DisclosuresRecorded(number=len(new), published_on=release.released_on)
        tx.record(happened, subjects=[*new, release.document, release])


def _disclosure(link: str, first: int, subject: str, release: Release) -> Disclosure:
    return Disclosure(
        organ_id=release.organ_id,
        subject=subject,
        release=release,
        published_on=release.released_on,
        counted_on=release.released_on,
        url=release.address,
        **{f"{link}_id": first},
    )


def void_disclosures(tx: LedgerTransaction, viewer: Viewer, withdrawal: Withdrawal) -> None:
    """Void what a list made public, unless its year is locked: that stays, and the figure with it."""
    document = withdrawal.release.document
    if is_list(document):
        _end(tx, viewer, disclosures_of(viewer, document), f"撤回公开：{withdrawal.reason}"[:400], document)


def _end(
    tx: LedgerTransaction, viewer: Viewer, facts: Iterable[Disclosure], reason: str, document: Document
) -> None:
    """Void what a list showed, where its year is open. What another list shows is public by that one from now on."""
    ended = [fact for fact in facts if not lock_against(viewer, fact)]
    for fact in ended:
        replace_fact(tx, successor(fact, reason=reason, voids=True))
    shown = _shown_elsewhere(viewer, document) if ended else {}
    new = [
        _disclosure(LISTED[fact.subject].link, first, fact.subject, release)
        for fact in ended
        if (release := shown.get((fact.subject, first := getattr(fact, f"{LISTED[fact.subject].link}_id"))))
    ]
    if new:
        tx.add_all(new)
        happened = DisclosuresRecorded(number=len(new), published_on=viewer.day)
        tx.record(happened, subjects=[*new, *{fact.release for fact in new if fact.release}])


def _shown_elsewhere(viewer: Viewer, document: Document) -> dict[tuple[str, int], Release]:
    """Return by subject and first row the release with which another list that is live began to show a record."""
    found: dict[tuple[str, int], Release] = {}
    for live in live_lists(viewer).exclude(approval__version__document=document).order_by("pk"):
        since = Release.objects.filter(
            approval__version__document=live.document, pk__range=(live.opening.pk, live.pk)
        )
        bodies = [
            (release, body_of(release.version))
            for release in since.select_related("approval__version").order_by("pk")
        ]
        subject, listed = bodies[-1][1].subject, bodies[-1][1].lines
        for first in listed:
            began = next(release for release, body in bodies if first in body.lines)
            found.setdefault((subject, first), began)
    return found


# ---- Shown ----------------------------------------------------------------------------------------------------------


def locked_disclosures(viewer: Viewer, release: Release) -> list[Blocker]:
    """Return that disclosures stay where their year is locked, said once for all of them."""
    facts = disclosures_of(viewer, release.document) if is_list(release.document) else []
    stay = [said for fact in facts for said in lock_against(viewer, fact)[:1]]
    return [
        Blocker(f"清单登记的 {len(stay)} 项公开情况撤回后仍保留：{said.message}", remedy=said.remedy)
        for said in stay[:1]
    ]


def disclosure_records(viewer: Viewer, document: Document) -> list[tuple[str, Linked]]:
    """Return the way to what a list made public, for who may see it."""
    if not is_list(document) or not viewer.may("proactive.view"):
        return []
    facts = disclosures_of(viewer, document)
    if not facts:
        return []
    address = f"{reverse('shell:register', args=[REGISTER])}?subject={facts[0].subject}"
    return [("公开情况", Linked(f"{facts[0].get_subject_display()} {len(facts)} 项", address))]
