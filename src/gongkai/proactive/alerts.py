"""What this room warns of: empty matters, documents in none, proposals whose period is not known, stale accounts,
releases that no ledger has, lists that the registers contradict."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.catalogue import NEVER, in_force, matters_now, to_fill
from gongkai.proactive.catalogue_document import address, content_of
from gongkai.proactive.classifying import unclassified
from gongkai.proactive.disclosing import lists_behind, live_lists
from gongkai.proactive.home import open_with_due
from gongkai.proactive.ledgers import CATALOGUE
from gongkai.proactive.queries import channels_to_update, open_proposals, to_record
from gongkai.registry import Alert
from gongkai.review.queries import own_pages

NAMED = 5  # documents that an alert names


def proposals_without_a_rule(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the open proposals whose answering period is not in the tables: a person must keep them."""
    shown, _, _ = open_with_due(viewer)
    return [
        (
            f"{proposal}（{proposal.assigned_on} 交办）适用的答复期限没有录入，请按当时的规定掌握。",
            reverse("shell:record", args=["proactive.proposals", proposal.pk]),
        )
        for proposal, due in shown
        if due is None or due.due is None
    ]


def empty_matters(viewer: Viewer) -> QuerySet[Any]:
    """Return the matters of the catalogue under which nothing is public."""
    return to_fill(viewer).filter(filled_on=NEVER)


def say_empty(viewer: Viewer) -> list[tuple[str, str]]:
    """Return how many they are, and where they stand."""
    url = f"{reverse('shell:register', args=[CATALOGUE.id])}?state=empty"
    number = sum(matter.way == "proactive" and matter.filled_on == NEVER for matter in matters_now(viewer))
    return [(f"清单目录中有 {number} 项还没有公开任何内容（空白）。", url)]


def catalogue_behind(viewer: Viewer) -> list[tuple[str, str]]:
    """Return that the public reads no catalogue, or another than the register has (条例 art 53(2))."""
    public, url = own_pages(viewer).get(address(viewer.organ_code)), reverse("proactive:write_catalogue")
    if public is None:
        return [("清单目录还没有公开：生成文稿，送审、公开后，网站才按公开事项列出文件。", url)]
    if public.version.body == content_of(matters_now(viewer)).body:
        return []
    return [(f"清单目录有调整，网站上公开的还是 {public.released_on} 的：请公布新的。", url)]


def say_unclassified(viewer: Viewer) -> list[tuple[str, str]]:
    """Return which public documents belong to no matter of the catalogue, the first few by name."""
    releases = list(unclassified(viewer).select_related("approval__version").order_by("-pk")[:NAMED])
    return [
        (
            f"《{release.version.title}》已公开，没有归入清单目录的公开事项。",
            reverse("proactive:classify", args=[release.version.document_id]),
        )
        for release in releases
    ]


def stale_channels(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the accounts on which nothing appeared for longer than their own rule allows (R5-12)."""
    found = []
    for channel in channels_to_update(viewer):
        last: datetime.date | None = channel.last_published_on or channel.registered_on
        if last and channel.update_days is not None and (viewer.day - last).days > channel.update_days:
            days = (viewer.day - last).days
            sentence = f"“{channel.name}”已 {days} 天没有更新（{last} 起），本单位要求 {channel.update_days} 天内更新。"
            found.append((sentence, reverse("shell:record", args=["proactive.channels", channel.pk])))
    return found


def unrecorded_releases(viewer: Viewer) -> list[tuple[str, str]]:
    """Return how many documents are public and are not counted, because no ledger has them."""
    number = to_record(viewer).count()
    return [(f"{number} 件已公开的文稿没有记入发布台账，年度报告没有统计。", reverse("proactive:unrecorded"))]


ALERTS = (
    Alert(
        id="proactive.empty_matters",
        permission="proactive.view",
        label="空白公开事项",
        sentences=say_empty,
        records=empty_matters,
        sealed=True,
    ),
    Alert(
        id="proactive.catalogue_behind",
        permission="proactive.manage_catalogue",
        label="清单目录没有公布",
        sentences=catalogue_behind,
        records=in_force,
        sealed=True,
    ),
    Alert(
        id="proactive.unclassified",
        permission="proactive.manage_catalogue",
        label="没有归入公开事项",
        sentences=say_unclassified,
        records=unclassified,
        sealed=True,
    ),
    Alert(
        id="proactive.unrecorded",
        permission="proactive.register",
        label="公开未记入台账",
        sentences=unrecorded_releases,
        records=to_record,
        sealed=True,
    ),
    Alert(
        id="proactive.lists_behind",
        permission="proactive.view",
        label="公开清单与台账不一致",
        sentences=lists_behind,
        records=live_lists,
        sealed=True,
    ),
    Alert(
        id="proactive.proposals_without_a_rule",
        permission="proactive.view",
        label="建议提案期限",
        sentences=proposals_without_a_rule,
        records=open_proposals,
        sealed=True,
    ),
    Alert(
        id="proactive.stale_channels",
        permission="proactive.view",
        label="公开渠道未按时更新",
        sentences=stale_channels,
        records=channels_to_update,
        sealed=True,
    ),
)
