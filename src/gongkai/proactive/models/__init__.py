"""The catalogue, channels, what appeared on them, and the decisions, results and answers that the organ must show."""

from gongkai.proactive.models.catalogue import (
    WAYS,
    Classification,
    Matter,
    StatutoryItem,
    TimeLimit,
    UpdateRule,
)
from gongkai.proactive.models.channels import Channel, FollowerSnapshot, Medium, PublicationRecord, Topic
from gongkai.proactive.models.decisions import (
    AdministrativeDecision,
    DecisionKind,
    FeeCollection,
    InspectionResult,
    TargetKind,
)
from gongkai.proactive.models.disclosures import Disclosure, DisclosureSubject
from gongkai.proactive.models.proposals import Proposal, ProposalKind, ProposalPart, ProposalReply

__all__ = [
    "WAYS",
    "AdministrativeDecision",
    "Channel",
    "Classification",
    "DecisionKind",
    "Disclosure",
    "DisclosureSubject",
    "FeeCollection",
    "FollowerSnapshot",
    "InspectionResult",
    "Matter",
    "Medium",
    "Proposal",
    "ProposalKind",
    "ProposalPart",
    "ProposalReply",
    "PublicationRecord",
    "StatutoryItem",
    "TargetKind",
    "TimeLimit",
    "Topic",
    "UpdateRule",
]
