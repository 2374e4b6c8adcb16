"""Disputes, and the facts that say when each was brought and when its end took effect."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai import law
from gongkai.bodies.constraints import counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import AmendableRecord, Fact
from gongkai.inforequests.models import InfoRequest


class Procedure(models.TextChoices):
    """The three blocks of table 四."""

    RECONSIDERATION = "reconsideration", "行政复议"
    DIRECT = "litigation_direct", "未经复议直接起诉"
    AFTER = "litigation_after_reconsideration", "复议后起诉"


class Dispute(AmendableRecord):
    """A case. An appeal is the same case; reconsideration and the suit after it are two."""

    number = IdentifierField("案号", max_length=60)
    procedure = models.CharField(
        "程序", max_length=40, choices=Procedure, help_text="行政诉讼须区分是否经过复议"
    )
    attacked = models.CharField("被申请（起诉）的行为", max_length=300)
    body = models.CharField("复议机关或者法院", max_length=80, blank=True)
    simplified = models.BooleanField(
        "简易程序",
        default=False,
        blank=True,
        help_text="复议机关或者法院通知适用简易程序的填“是”，书面答复的期限不同",
    )
    request = models.ForeignKey(
        InfoRequest,
        verbose_name="相关申请编号",
        help_text="与某件依申请公开有关的，填其登记编号",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disputes",
    )

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼案件"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"], condition=Q(void_reason=""), name="disputes_number_once"
            ),
            invariant(~Q(number="") & ~Q(attacked=""), name="disputes_says_what"),
        ]

    def __str__(self) -> str:
        return self.number


class Filing(Fact):
    """On which day the organ became a party: the case counts from then on."""

    dispute = models.ForeignKey(
        Dispute, verbose_name="案件", on_delete=models.PROTECT, related_name="filings"
    )
    filed_on = models.DateField("收到日期", help_text="本机关收到复议申请书或者起诉状副本的日期")

    named_by = ("dispute",)

    class Meta:
        verbose_name = verbose_name_plural = "收到复议诉讼"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(supersedes=None), name="disputes_filing_first_once"
            ),
            counted_by("filed_on", prefix="disputes_filing"),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="disputes_filing_counted")]

    def __str__(self) -> str:
        return f"{self.dispute}：{self.filed_on} 收到"


class WrittenAnswer(Fact):
    """The organ answered in writing, with its evidence: 书面答复 in reconsideration, 答辩状 in court."""

    dispute = models.ForeignKey(
        Dispute, verbose_name="案件", on_delete=models.PROTECT, related_name="answers"
    )
    answered_on = models.DateField(
        "书面答复日期", help_text="向复议机关提出书面答复，或者向法院提交答辩状的日期；尚未提交的留空"
    )

    named_by = ("dispute",)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "复议诉讼书面答复"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(supersedes=None), name="disputes_answer_first_once"
            ),
            counted_by("answered_on", prefix="disputes_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute}：{self.answered_on} 书面答复"


class Conclusion(Fact):
    """How a case ended. Until the decision or last judgment took effect it is 尚未审结."""

    dispute = models.ForeignKey(
        Dispute, verbose_name="案件", on_delete=models.PROTECT, related_name="conclusions"
    )
    outcome = models.CharField("结果", max_length=32, help_text="尚未审结的留空")
    column = models.CharField("表四栏目", max_length=16)
    decided_on = models.DateField("作出日期")
    effective_on = models.DateField(
        "生效日期", help_text="未生效的属于尚未审结，结果三栏留空；计入年度的日期见“规则与口径”"
    )

    named_by = ("dispute",)

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼结果"
        constraints = [
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(supersedes=None), name="disputes_conclusion_first_once"
            ),
            invariant(Q(effective_on__gte=F("decided_on")), name="disputes_conclusion_days_in_order"),
            invariant(Q(column__in=("upheld", "corrected", "other")), name="disputes_conclusion_column"),
        ]
        indexes = [models.Index(fields=["dispute", "counted_on"], name="disputes_conclusion_counted")]

    def __str__(self) -> str:
        return f"{self.dispute}：{self.label}"

    @property
    def label(self) -> str:
        """The outcome in Chinese."""
        procedure = self.dispute.procedure
        return law.dispute_outcome(procedure, self.outcome).label  # type: ignore[arg-type]
