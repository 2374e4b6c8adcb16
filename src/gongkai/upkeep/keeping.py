"""The links and numbers of what is public, kept as it changes; what stands at their ends, looked at in small rounds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.db import transaction

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer, command_viewer
from gongkai.ledger import clock
from gongkai.norms.today import today
from gongkai.papers.models import Document
from gongkai.proactive.queries import own_site
from gongkai.review.models import Release
from gongkai.review.queries import live_release
from gongkai.upkeep import queries
from gongkai.upkeep.links import links_of, look_inside, look_outside, numbers_in, path_inside
from gongkai.upkeep.models import DEAD, LinkFinding, NumberMention, PublicLink

INSIDE_AT_ONCE, OUTSIDE_AT_ONCE = 500, 20
INSIDE_AGAIN, OUTSIDE_AGAIN = datetime.timedelta(hours=1), datetime.timedelta(hours=12)
SECONDS = 60.0  # after which a round ends, however slow the others are


def watcher(organ: Organ) -> Viewer:
    """Return in whose name the watch looks."""
    return command_viewer(organ, "watch links", on=today())


def renew(document: Document) -> None:
    """Keep of a document the links and numbers of what is public of it now; none where nothing is."""
    live = live_release(document)
    watch = _watch_of(watcher(document.organ))
    with transaction.atomic():
        _keep_links(document, live, watch.site)
        _keep_numbers(document, live)
    # What leads to it from elsewhere may lead nowhere now, or somewhere again.
    for release in Release.objects.filter(approval__version__document=document).order_by("-pk")[:1]:
        about = PublicLink.objects.filter(organ=document.organ_id, address__endswith=release.address)
        look_at_each(about.filter(inside=True), watch)
    look_at_each(PublicLink.objects.filter(document=document, inside=True), watch)


def _keep_links(document: Document, live: Release | None, site: str) -> None:
    wanted = {link.address: link for link in links_of(live.version)} if live else {}
    PublicLink.objects.filter(document=document).exclude(address__in=wanted).delete()
    known = {link.address: link for link in PublicLink.objects.filter(document=document)}
    for address, found in wanted.items():
        kept = known.get(address) or PublicLink(
            organ_id=document.organ_id, document=document, address=address
        )
        kept.words, kept.inside = found.words, path_inside(address, site) is not None
        kept.save()


def _keep_numbers(document: Document, live: Release | None) -> None:
    NumberMention.objects.filter(document=document).delete()
    named = sorted(numbers_in(live.version)) if live else []
    NumberMention.objects.bulk_create(
        NumberMention(organ_id=document.organ_id, document=document, said=said, ends=ends)
        for said, ends in named
    )


@dataclass(frozen=True)
class Watch:
    """By what an organ's links are looked at: its site's address, and after what time one that is dead is so again."""

    site: str
    again: datetime.timedelta


def _watch_of(viewer: Viewer) -> Watch:
    site = own_site(viewer, viewer.day)
    again = datetime.timedelta(days=queries.value_of(viewer, "site.link_again"))
    return Watch(site.account if site else "", again)


# ---- Rounds ----------------------------------------------------------------------------------------------------------


def look_round(organ: Organ, *, seconds: float = SECONDS) -> None:
    """Look at the links that were longest unseen: many of this site, a few of others, and no longer than that."""
    viewer, until = watcher(organ), monotonic() + seconds
    watch, now = _watch_of(viewer), clock.now()
    look_at_each(queries.to_look(viewer, inside=True, before=now - INSIDE_AGAIN)[:INSIDE_AT_ONCE], watch)
    due = queries.to_look(viewer, inside=False, before=now - OUTSIDE_AGAIN)
    addresses = list(dict.fromkeys(due.values_list("address", flat=True)[: OUTSIDE_AT_ONCE * 5]))
    for address in addresses[:OUTSIDE_AT_ONCE]:
        if monotonic() > until:
            break
        _look(address, list(PublicLink.objects.filter(organ=organ, address=address)), watch)


def look_at_each(found: Any, watch: Watch) -> None:
    """Look at links one by one."""
    for link in found:
        _look(link.address, [link], watch)


def _look(address: str, found: list[PublicLink], watch: Watch) -> None:
    """Look at one address, and keep of every link that leads there what was seen."""
    path = path_inside(address, watch.site)
    finding, detail = look_outside(address) if path is None else look_inside(path)
    now = clock.now()
    for link in found:
        was_dead, is_new = link.finding in DEAD, link.finding == LinkFinding.WAITING
        if is_new or was_dead != (finding in DEAD):
            link.since = now
        assert link.since is not None
        link.found_again = finding in DEAD and now - link.since >= watch.again
        link.inside = path is not None
        link.finding, link.detail, link.looked_at = finding, detail[:200], now
        # It may be gone with its document meanwhile: then there is nothing to keep.
        PublicLink.objects.filter(pk=link.pk).update(
            inside=link.inside,
            found_again=link.found_again,
            finding=link.finding,
            detail=link.detail,
            looked_at=link.looked_at,
            since=link.since,
        )
