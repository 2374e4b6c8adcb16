"""What this room puts on the desk's home: proposals that are due, accounts that are stale."""

from __future__ import annotations

import datetime

from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.proactive.models import Proposal, ProposalPart
from gongkai.proactive.queries import channels_to_update, open_proposals
from gongkai.registry import Alert, DueItem, DueLine

SHOWN = 50


def due_proposals(viewer: Viewer) -> list[DueLine]:
    """Return the proposals to be answered, the longest assigned first (代表法 art 51)."""
    return [
        DueLine(
            title=f"{proposal.get_kind_display()}{proposal}：{proposal.title}",
            stage="主办答复" if proposal.part == ProposalPart.LEAD else "会办意见",
            due_on=due.due,
            working_days_left=_working_days_left(viewer, viewer.day, due.due),
            basis="、".join(due.basis),
            url=reverse("shell:record", args=["proactive.proposals", proposal.pk]),
        )
        for proposal, due in _open_with_due(viewer)
        if due is not None and due.due is not None
    ]


def proposals_without_a_rule(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the open proposals whose answering period is not in the tables: a person must keep them."""
    return [
        (
            f"{proposal}（{proposal.assigned_on} 交办）适用的答复期限没有录入，请按当时的规定掌握。",
            reverse("shell:record", args=["proactive.proposals", proposal.pk]),
        )
        for proposal, due in _open_with_due(viewer)
        if due is None or due.due is None
    ]


def _open_with_due(viewer: Viewer) -> list[tuple[Proposal, law.Deadline | None]]:
    return viewer.once("proactive.open_proposals", lambda: _read_open(viewer))


def _read_open(viewer: Viewer) -> list[tuple[Proposal, law.Deadline | None]]:
    if not viewer.may("proactive.view"):
        return []
    calendar, values = rules_of(viewer).calendar, rules_of(viewer).values

    def due(proposal: Proposal) -> law.Deadline | None:
        key = "proposal.answer_complex" if proposal.complex_matter else "proposal.answer"
        try:
            return law.deadline(key, proposal.assigned_on, calendar=calendar, values=values)
        except law.NotModelled:
            return None

    found = open_proposals(viewer).order_by("assigned_on", "pk")[:SHOWN]
    return [(proposal, due(proposal)) for proposal in found]


def _working_days_left(viewer: Viewer, today: datetime.date, due: datetime.date) -> int:
    calendar = rules_of(viewer).calendar
    if due < today:
        return -calendar.working_days(due + datetime.timedelta(1), today)
    return calendar.working_days(today + datetime.timedelta(1), due)


def stale_channels(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the accounts on which nothing appeared for longer than their own rule allows (R5-12)."""
    url = reverse("shell:register", args=["proactive.publications"])
    found = []
    for channel in channels_to_update(viewer):
        last: datetime.date | None = channel.last_published_on or channel.registered_on
        if last and channel.update_days is not None and (viewer.day - last).days > channel.update_days:
            days = (viewer.day - last).days
            sentence = f"“{channel.name}”已 {days} 天没有更新（{last} 起），本单位要求 {channel.update_days} 天内更新。"
            found.append((sentence, url))
    return found


HOME = (
    DueItem(id="proactive.proposals", label="建议提案答复", lines=due_proposals, records=open_proposals),
    Alert(
        id="proactive.proposals_without_a_rule",
        label="建议提案期限",
        sentences=proposals_without_a_rule,
        records=open_proposals,
    ),
    Alert(
        id="proactive.stale_channels",
        label="公开渠道未按时更新",
        sentences=stale_channels,
        records=channels_to_update,
    ),
)
