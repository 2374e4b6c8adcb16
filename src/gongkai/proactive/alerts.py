"""What this room warns of: proposals whose period is not known, stale accounts, releases that no ledger
has, lists that the registers contradict."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.disclosing import lists_behind, live_lists
from gongkai.proactive.home import open_with_due
from gongkai.proactive.queries import channels_to_update, open_proposals, to_record
from gongkai.registry import Alert


def proposals_without_a_rule(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the open proposals whose answering period is not in the tables: a person must keep them."""
    return [
        (
            f"{proposal}（{proposal.assigned_on} 交办）适用的答复期限没有录入，请按当时的规定掌握。",
            reverse("shell:record", args=["proactive.proposals", proposal.pk]),
        )
        for proposal, due in open_with_due(viewer)
        if due is None or due.due is None
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
