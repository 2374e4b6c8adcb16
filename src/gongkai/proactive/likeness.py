"""What may be one and the same item: typed into the ledger, and recorded by a release. Told before it counts twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from django.db.models import Q
from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched
from gongkai.proactive.models import PublicationRecord
from gongkai.proactive.queries import publications
from gongkai.registry import Linked
from gongkai.shell.ledgers.spec import Row

FORTNIGHT = 14  # days between two entries of one item that somebody typed later
TOLD = 3


def path_of(url: str | None) -> str:
    """Return the path of an address, by which a typed one is known to be ours; "" where it has none of its own."""
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ""
    return path if path.strip("/") else ""


def same_as(viewer: Viewer, rows: Sequence[Row]) -> list[list[str]]:
    """Return for each row what it may be the same as of what a release recorded: title and channel, or address."""
    released = publications(viewer).filter(release__isnull=False)
    if not released.exists():
        return [[] for _ in rows]
    found: dict[int, PublicationRecord] = {}
    for some in batched(rows):
        titles, paths = {row["title"] for row in some}, {path_of(row["url"]) for row in some} - {""}
        found |= {each.pk: each for each in released.filter(Q(title__in=titles) | Q(url__in=paths))}
    by_title, by_path = defaultdict(list), defaultdict(list)
    for each in found.values():
        by_title[each.channel.name, each.title].append(each)
        by_path[each.url].append(each)

    def alike(row: Row) -> Iterable[PublicationRecord]:
        near = [
            each
            for each in by_title[row["channel"], row["title"]]
            if abs((each.published_on - row["published_on"]).days) <= FORTNIGHT
        ]
        return dict.fromkeys([*near, *by_path[path_of(row["url"])]])

    return [[_said(each) for each in list(alike(row))[:TOLD]] for row in rows]


def _said(record: PublicationRecord) -> str:
    return (
        f"“{record.title}”{record.published_on} 公开时已自动记入“{record.channel}”，可能是同一条："
        "是同一条的不要再登记，否则年度报告重复统计。"
    )


def typed_before(viewer: Viewer, items: Sequence[tuple[str, str]]) -> list[list[Blocker]]:
    """Return for each title and address what was typed into the ledger of the organ's own site and may be the same."""
    same = Q(title__in=[title for title, _ in items])
    for _, address in items:
        same |= Q(url__endswith=address)
    typed = publications(viewer).filter(same, channel__own_site=True, release=None) if items else ()
    told = list(typed)
    return [
        [_typed(each) for each in told if each.title == title or each.url.endswith(address)][:TOLD]
        for title, address in items
    ]


def _typed(record: PublicationRecord) -> Blocker:
    sentence = (
        f"信息发布台账中已有手工登记的“{record.title}”（{record.published_on}，{record.channel}），可能就是这一件；"
        "是同一件的，"
    )
    url = reverse("shell:record", args=["proactive.publications", record.pk])
    return Blocker(sentence, remedy=Linked("请先作废手工登记的那一条，以免重复统计", url))
