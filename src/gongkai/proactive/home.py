"""What this room puts on the desk's home: proposals, what is to be published, matters to keep up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.proactive.catalogue import NEVER, matters_now, to_fill, update_due
from gongkai.proactive.classifying import publishing_deadline, to_publish
from gongkai.proactive.ledgers import CATALOGUE, PROPOSALS
from gongkai.proactive.models import Proposal, ProposalPart, UpdateRule
from gongkai.proactive.queries import open_proposals
from gongkai.registry import DueItem, DueLine
from gongkai.shell import LINES_SHOWN, first_shown

Proposals = list[tuple[Proposal, law.Deadline | None]]


def due_proposals(viewer: Viewer) -> list[DueLine]:
    """Return the proposals to be answered, the longest assigned first (代表法 art 51)."""
    shown, others, more = open_with_due(viewer)
    url = reverse("shell:register", args=[PROPOSALS.id])
    return [
        *_proposal_lines(viewer, shown),
        *(
            replace(line, title=f"另有 {more} 件建议提案", url=url)
            for line in _proposal_lines(viewer, others)
        ),
    ]


def _proposal_lines(viewer: Viewer, proposals: Proposals) -> Iterator[DueLine]:
    calendar = rules_of(viewer).calendar
    for proposal, due in proposals:
        if due is not None and due.due is not None:
            yield DueLine(
                title=f"{proposal.get_kind_display()}{proposal}：{proposal.title}",
                stage="主办答复" if proposal.part == ProposalPart.LEAD else "会办意见",
                due_on=due.due,
                working_days_left=calendar.working_days_left(due.due, viewer.day),
                basis="、".join(due.basis),
                url=reverse("shell:record", args=[PROPOSALS.id, proposal.pk]),
            )


def open_with_due(viewer: Viewer) -> tuple[Proposals, Proposals, int]:
    """Return the first open proposals, the next one if there are more, each with its deadline, and how many more.

    A deadline is None where the period is not in the tables.
    """
    return viewer.once("proactive.open_proposals", lambda: _read_open(viewer))


def _read_open(viewer: Viewer) -> tuple[Proposals, Proposals, int]:
    rules = rules_of(viewer)

    def due(proposal: Proposal) -> law.Deadline | None:
        key = "proposal.answer_complex" if proposal.complex_matter else "proposal.answer"
        try:
            return law.deadline(key, proposal.assigned_on, calendar=rules.calendar, values=rules.values)
        except law.LawError:
            return None

    shown, next_one, more = first_shown(open_proposals(viewer).order_by("assigned_on", "pk"))
    others = [] if next_one is None else [next_one]
    return [(each, due(each)) for each in shown], [(each, due(each)) for each in others], more


def due_publications(viewer: Viewer) -> list[DueLine]:
    """Return what was formed and must be public by a day (条例 art 26): the time limit of its matter, if it has one."""
    shown, next_one, more = first_shown(to_publish(viewer).order_by("pk"))
    others = [] if next_one is None else [next_one]
    url = reverse("papers:documents")
    return [
        *_publication_lines(viewer, shown),
        *(
            replace(line, title=f"另有 {more} 件文稿待公开", url=url, holder="")
            for line in _publication_lines(viewer, others)
        ),
    ]


def _publication_lines(viewer: Viewer, versions: Sequence[Any]) -> Iterator[DueLine]:
    matters = {matter.name: matter for matter in matters_now(viewer)}
    calendar = rules_of(viewer).calendar
    for version in versions:
        if (limit := publishing_deadline(viewer, version, matters)) is None:
            continue
        due_on, basis = limit
        matter = matters.get(version.matter or "")
        yield DueLine(
            title=f"《{version.title}》",
            stage="主动公开",
            due_on=due_on,
            working_days_left=calendar.working_days_left(due_on, viewer.day),
            basis="、".join(basis),
            url=reverse("papers:document", args=[version.document_id]),
            holder=matter.section if matter else "",
        )


def matters_to_keep_up(viewer: Viewer) -> QuerySet[Any]:
    """Return the matters under which something is public and must be renewed from time to time."""
    rules = (UpdateRule.NEWS, UpdateRule.COLUMN, UpdateRule.YEARLY)
    return to_fill(viewer).filter(update_rule__in=rules, filled_on__gt=NEVER)


def due_updates(viewer: Viewer) -> list[DueLine]:
    """Return the matters that must be renewed soon, or should have been."""
    calendar, soon = rules_of(viewer).calendar, law.months_after(viewer.day, 1)
    found = []
    for matter in matters_now(viewer):
        due_on = update_due(viewer, matter) if matter.way == "proactive" else None
        if due_on is not None and due_on <= soon:
            found.append(
                DueLine(
                    title=f"公开事项“{matter}”",
                    stage=f"更新（{matter.get_update_rule_display()}，最近 {matter.filled_on}）",
                    due_on=due_on,
                    working_days_left=calendar.working_days_left(due_on, viewer.day),
                    basis="政务公开清单目录",
                    url=reverse("proactive:matter", args=[matter.pk]),
                    holder=matter.section,
                )
            )
    found.sort(key=lambda line: line.due_on)
    if more := len(found[LINES_SHOWN:]):
        url = reverse("shell:register", args=[CATALOGUE.id])
        others = replace(found[LINES_SHOWN], title=f"另有 {more} 项公开事项该更新", url=url, holder="")
        found[LINES_SHOWN:] = [others]
    return found


HOME = (
    DueItem(
        id="proactive.publishing",
        label="主动公开期限",
        lines=due_publications,
        records=to_publish,
        permission="proactive.view",
        sealed=True,
    ),
    DueItem(
        id="proactive.updates",
        label="公开事项更新",
        lines=due_updates,
        records=matters_to_keep_up,
        permission="proactive.view",
        sealed=True,
    ),
    DueItem(
        id="proactive.proposals",
        label="建议提案答复",
        lines=due_proposals,
        records=open_proposals,
        permission="proactive.view",
        sealed=True,
    ),
)
