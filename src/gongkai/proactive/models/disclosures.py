"""What was made public of decisions, results and answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import counted_by, invariant
from gongkai.bodies.records import Fact
from gongkai.proactive.models.decisions import AdministrativeDecision, InspectionResult
from gongkai.proactive.models.proposals import ProposalReply
from gongkai.review.models import Release


class DisclosureSubject(models.TextChoices):
    """What was made public: a decision, a result of supervision, an answer to a proposal."""

    LICENSING = "licensing", "行政许可"
    PUNISHMENT = "punishment", "行政处罚"
    COERCION = "coercion", "行政强制"
    PROJECT = "project", "项目监督检查结果"
    ENTERPRISE = "enterprise", "企业监督检查结果"
    PROPOSAL = "proposal", "建议提案办理结果"


class Disclosure(Fact):
    """That one decision, result or answer was made public, and where. A page may show many of them.

    A fact of its own with its own day, because what is decided in December may be published in January. `release` is
    that of the list with which it became public here; None: it was public elsewhere, and somebody said so.
    """

    subject = models.CharField("公开内容", max_length=16, choices=DisclosureSubject)
    decision = models.ForeignKey(
        AdministrativeDecision,
        verbose_name="行政决定",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    result = models.ForeignKey(
        InspectionResult,
        verbose_name="监督检查结果",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    reply = models.ForeignKey(
        ProposalReply,
        verbose_name="建议提案答复",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    release = models.ForeignKey(
        Release,
        verbose_name="发布",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    published_on = models.DateField("公开日期", help_text="已经公开的填写；年度报告按这一天统计公开的数量。")
    url = models.CharField("公开网址", max_length=500, blank=True)

    named_by = ("decision", "result", "reply__proposal")

    class Meta:
        verbose_name = verbose_name_plural = "公开情况"
        constraints = [
            invariant(
                Q(decision__isnull=False, result=None, reply=None)
                | Q(decision=None, result__isnull=False, reply=None)
                | Q(decision=None, result=None, reply__isnull=False),
                name="proactive_disclosure_of_one_thing",
            ),
            counted_by("published_on", prefix="proactive_disclosure"),
        ]
        indexes = [
            models.Index(fields=["organ", "subject", "counted_on"], name="proactive_disclosure_counted")
        ]

    def __str__(self) -> str:
        return f"{self.decision or self.result or self.reply}：{self.published_on} 公开"
