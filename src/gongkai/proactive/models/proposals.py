"""Proposals and their answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import AmendableRecord, Fact
from gongkai.papers.content import ATTRIBUTES


class ProposalKind(models.TextChoices):
    """Who proposed."""

    SUGGESTION = "suggestion", "人大代表建议"
    MOTION = "motion", "政协委员提案"


class ProposalPart(models.TextChoices):
    """The organ's part in answering."""

    LEAD = "lead", "主办"
    JOINT = "joint", "会办"


class Proposal(AmendableRecord):
    """A suggestion or motion given to the organ to answer (代表法 art 51).

    `complex_matter`: it reaches far and is hard to settle, so the longer period holds.
    """

    kind = models.CharField("类别", max_length=16, choices=ProposalKind)
    session = IdentifierField("届次", max_length=40, help_text="同一届次写法一致。")
    number = IdentifierField("编号", max_length=20)
    title = models.CharField("题目", max_length=200)
    proposer = models.CharField("提出人（代表、委员）", max_length=120)
    part = models.CharField("主办会办", max_length=8, choices=ProposalPart)
    assigned_on = models.DateField("交办日期", help_text="答复期限从这一天起算（代表法第五十一条）。")
    complex_matter = models.BooleanField(
        "涉及面广、处理难度大", default=False, blank=True, help_text="适用较长答复期限的填“是”。"
    )

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "session", "number"],
                condition=Q(void_reason=""),
                name="proactive_proposal_once",
            )
        ]
        indexes = [models.Index(fields=["organ", "assigned_on", "id"], name="proactive_proposal_assigned")]

    def __str__(self) -> str:
        return f"{self.session}第 {self.number} 号"


class ProposalReply(Fact):
    """The answer to a proposal, with the decision on its publication taken together (国办发〔2014〕46号)."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="建议提案", on_delete=models.PROTECT, related_name="replies"
    )
    replied_on = models.DateField("答复日期")
    doc_number = IdentifierField("答复文号", max_length=60, blank=True)
    grade = models.CharField(
        "办理结果类别", max_length=8, blank=True, help_text="按本地分类填写，如 A、B、C。"
    )
    attribute = models.CharField(
        "公开属性",
        max_length=16,
        choices=list(ATTRIBUTES.items()),
        help_text="与答复同步审查（国办发〔2014〕46号），有答复的必填。",
    )
    attribute_reason = models.CharField("不公开的理由", max_length=200, blank=True)
    satisfied = models.CharField("满意度", max_length=20, blank=True)

    named_by = ("proposal",)

    class Meta:
        verbose_name = verbose_name_plural = "建议提案答复"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(supersedes=None), name="proactive_proposalreply_first_once"
            ),
            invariant(
                Q(attribute="proactive") | ~Q(attribute_reason=""),
                name="proactive_proposalreply_withheld_has_reason",
            ),
            counted_by("replied_on", prefix="proactive_proposalreply"),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="proactive_proposalreply_day")]

    def __str__(self) -> str:
        return f"{self.proposal}：{self.replied_on} 答复"
