"""Licences, penalties and coercion, results of supervision, and fees."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact


class DecisionKind(models.TextChoices):
    """The three rows of decisions in table 二 (条例 art 20 (五), (六))."""

    LICENSING = "licensing", "行政许可"
    PUNISHMENT = "punishment", "行政处罚"
    COERCION = "coercion", "行政强制"


class AdministrativeDecision(Fact):
    """A decision of licensing, punishment or coercion. `granted` belongs to licensing: a refusal counts too.

    `party` is who it is addressed to; the matter says of which kind it is, such as 节能审查意见.
    """

    kind = models.CharField(
        "决定类别", max_length=16, choices=DecisionKind, help_text="计入年度报告表二的哪一行"
    )
    doc_number = IdentifierField("决定文号", max_length=60, help_text="决定书文号，同类决定不重复")
    matter = models.CharField("事项名称", max_length=100, help_text="如节能审查")
    title = models.CharField("项目或者文书名称", max_length=300)
    party = models.CharField("行政相对人", max_length=120, help_text="单位名称；自然人不填全名")
    decided_on = models.DateField("决定日期", help_text="年度报告按它统计")
    granted = models.BooleanField(
        "准予", null=True, blank=True, help_text="行政许可填写，不予许可填“否”；处罚、强制不填"
    )
    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政决定"
        constraints = [
            condition(
                "granted",
                Q(kind=DecisionKind.LICENSING, granted__isnull=False)
                | (~Q(kind=DecisionKind.LICENSING) & Q(granted=None)),
                "行政许可必须填写，准予和不予许可都计入年度报告；处罚和强制不填",
                name="proactive_decision_granted_of_licensing",
            ),
            invariant(~Q(doc_number=""), name="proactive_decision_has_a_number"),
            condition(
                "valid_until",
                Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                "早于有效期自，请核对",
                name="proactive_decision_validity",
            ),
            counted_by("decided_on", prefix="proactive_decision"),
        ]
        indexes = [
            models.Index(fields=["organ", "kind", "doc_number"], name="proactive_decision_number"),
            models.Index(fields=["organ", "counted_on", "kind"], name="proactive_decision_counted"),
        ]

    def __str__(self) -> str:
        return self.doc_number


class TargetKind(models.TextChoices):
    """What a supervision looked at."""

    PROJECT = "project", "项目"
    ENTERPRISE = "enterprise", "企业"


class InspectionResult(Fact):
    """What an inspection of a project or an enterprise found (条例 art 20 (十三); 节能监察)."""

    action = models.CharField("专项行动或者批次", max_length=120, help_text="同一批次写法一致")
    target_kind = models.CharField("对象类别", max_length=16, choices=TargetKind)
    target = models.CharField("监察对象", max_length=200, help_text="被监察的项目或者企业")
    conclusion = models.CharField("结论", max_length=300)
    rectification = models.CharField("整改情况", max_length=300, blank=True)
    decided_on = models.DateField("结果日期", help_text="作出监察结论的日期")

    class Meta:
        verbose_name = verbose_name_plural = "监督检查结果"
        constraints = [
            invariant(~Q(action="") & ~Q(target="") & ~Q(conclusion=""), name="proactive_result_says_what"),
            counted_by("decided_on", prefix="proactive_result"),
        ]
        indexes = [
            models.Index(fields=["organ", "action", "target"], name="proactive_result_target"),
            models.Index(fields=["organ", "counted_on", "target_kind"], name="proactive_result_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class FeeCollection(Fact):
    """A sum collected as 行政事业性收费, in yuan; table 二 prints the sum in 万元 (条例 art 20 (八)).

    信息处理费 is not among them: it has its own ledger and stands in part six.
    """

    item = models.CharField("收费项目", max_length=100)
    basis = models.CharField("收费依据", max_length=200)
    voucher = IdentifierField("票据号码", max_length=60, help_text="财政票据号码，一票一行")
    amount = models.DecimalField("收费金额（元）", max_digits=14, decimal_places=2)
    collected_on = models.DateField("收费日期", help_text="年度报告按它统计")

    class Meta:
        verbose_name = verbose_name_plural = "行政事业性收费"
        constraints = [
            condition(
                "amount",
                Q(amount__gte=0),
                "不能是负数，退费请更正或者作废原记录",
                name="proactive_fee_amount",
            ),
            invariant(~Q(voucher="") & ~Q(basis=""), name="proactive_fee_has_voucher_and_basis"),
            counted_by("collected_on", prefix="proactive_fee"),
        ]
        indexes = [
            models.Index(fields=["organ", "voucher"], name="proactive_fee_voucher"),
            models.Index(fields=["organ", "counted_on"], name="proactive_fee_counted"),
        ]

    def __str__(self) -> str:
        return self.voucher
