"""What this room puts on the desk's home: proposals that are due."""

from __future__ import annotations

from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.proactive.models import Proposal, ProposalPart
from gongkai.proactive.queries import open_proposals
from gongkai.registry import DueItem, DueLine

SHOWN = 50


def due_proposals(viewer: Viewer) -> list[DueLine]:
    """Return the proposals to be answered, the longest assigned first (代表法 art 51)."""
    calendar = rules_of(viewer).calendar
    return [
        DueLine(
            title=f"{proposal.get_kind_display()}{proposal}：{proposal.title}",
            stage="主办答复" if proposal.part == ProposalPart.LEAD else "会办意见",
            due_on=due.due,
            working_days_left=calendar.working_days_left(due.due, viewer.day),
            basis="、".join(due.basis),
            url=reverse("shell:record", args=["proactive.proposals", proposal.pk]),
        )
        for proposal, due in open_with_due(viewer)
        if due is not None and due.due is not None
    ]


def open_with_due(viewer: Viewer) -> list[tuple[Proposal, law.Deadline | None]]:
    """Return the open proposals, each with its deadline where the period is in the tables."""
    return viewer.once("proactive.open_proposals", lambda: _read_open(viewer))


def _read_open(viewer: Viewer) -> list[tuple[Proposal, law.Deadline | None]]:
    rules = rules_of(viewer)

    def due(proposal: Proposal) -> law.Deadline | None:
        key = "proposal.answer_complex" if proposal.complex_matter else "proposal.answer"
        try:
            return law.deadline(key, proposal.assigned_on, calendar=rules.calendar, values=rules.values)
        except law.LawError:
            return None

    found = open_proposals(viewer).order_by("assigned_on", "pk")[:SHOWN]
    return [(proposal, due(proposal)) for proposal in found]


HOME = (
    DueItem(
        id="proactive.proposals",
        label="建议提案答复",
        lines=due_proposals,
        records=open_proposals,
        permission="proactive.view",
        sealed=True,
    ),
)
