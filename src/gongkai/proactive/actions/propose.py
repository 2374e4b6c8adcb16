"""Register a proposal and record its answer, with the decision on publication taken together (国办发〔2014〕46号)."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.proactive.actions.record import record
from gongkai.proactive.models import Proposal, ProposalReply
from gongkai.shell import Obstructed


def register_proposal(*, viewer: Viewer, proposal: Proposal, day: datetime.date) -> Proposal:
    """Store a proposal, given unsaved; return it. Raises `NotAllowed`, `Obstructed`."""
    viewer.require("proactive.register")
    proposal.organ_id = viewer.organ_code
    same = Proposal.objects.filter(
        organ=viewer.organ_code, kind=proposal.kind, session=proposal.session, number=proposal.number
    )
    found = []
    if same.exists():
        found.append(f"编号：{proposal} 已登记，请核对届次和编号。")
    if proposal.assigned_on > day:
        found.append(f"交办日期：{proposal.assigned_on} 晚于今天 {day}，请核对。")
    if found:
        raise Obstructed(found)
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        proposal.save(force_insert=True)
        done.record(
            "proactive.proposal_received",
            subjects=[proposal],
            basis="代表法第五十一条",
            data={"on": proposal.assigned_on.isoformat()},
        )
    return proposal


def answer_proposal(*, viewer: Viewer, reply: ProposalReply, day: datetime.date) -> ProposalReply:
    """Store the answer to a proposal, given unsaved; return it. Raises `NotAllowed`, `Obstructed`, `Refused`."""
    reply.counted_on = reply.replied_on
    reply.supersedes = ProposalReply.objects.filter(
        proposal=reply.proposal, superseded_by=None, voids=True
    ).first()
    return record(
        viewer=viewer,
        fact=reply,
        event="proactive.proposal_answered",
        obstacles=reply_obstacles(reply),
        day=day,
        basis="代表法第五十一条",
    )


def reply_obstacles(reply: ProposalReply) -> list[str]:
    """Return why a proposal cannot be answered so."""
    found = []
    standing = ProposalReply.objects.standing().filter(proposal=reply.proposal).first()
    if standing is not None:
        found.append(f"{reply.proposal} 已于 {standing.replied_on} 答复；有误请更正。")
    if reply.replied_on < reply.proposal.assigned_on:
        found.append(f"答复日期：{reply.replied_on} 早于交办日期 {reply.proposal.assigned_on}，请核对。")
    if reply.attribute != "proactive" and not reply.attribute_reason.strip():
        found.append("不公开的理由：公开属性不是主动公开的，应当写明理由（国办发〔2014〕46号）。")
    return found
