"""Register a proposal and record its answer, with the decision on publication taken together (国办发〔2014〕46号)."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.record import record
from gongkai.proactive.events import ProposalAnswered, ProposalReceived
from gongkai.proactive.models import Proposal, ProposalReply


def register_proposal(*, viewer: Viewer, proposal: Proposal) -> Proposal:
    """Store a proposal, given unsaved; return it. Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("proactive.register")
    proposal.organ_id = viewer.organ_code
    same = Proposal.objects.filter(
        organ=viewer.organ_code, kind=proposal.kind, session=proposal.session, number=proposal.number
    )
    found = []
    if same.exists():
        found.append(f"编号：{proposal} 已登记，请核对届次和编号。")
    if proposal.assigned_on > viewer.day:
        found.append(f"交办日期：{proposal.assigned_on} 晚于今天 {viewer.day}，请核对。")
    if found:
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        proposal.save(force_insert=True)
        tx.record(
            ProposalReceived(on=proposal.assigned_on),
            subjects=[proposal],
            basis="代表法第五十一条",
        )
    return proposal


def answer_proposal(*, viewer: Viewer, reply: ProposalReply) -> ProposalReply:
    """Store the answer to a proposal, given unsaved; return it. Raises as `record` does."""
    reply.counted_on = reply.replied_on
    reply.supersedes = ProposalReply.objects.filter(
        proposal=reply.proposal, superseded_by=None, voids=True
    ).first()
    return record(
        viewer=viewer,
        fact=reply,
        event=ProposalAnswered(on=reply.replied_on),
        blockers=reply_blockers(reply),
        basis="代表法第五十一条",
    )


def reply_blockers(reply: ProposalReply) -> list[str]:
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
