"""Which channels a document goes to, what was to be done there, what was attempted, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.models import Officer
from gongkai.bodies.records import LedgeredRecord, Record
from gongkai.papers.models import Document
from gongkai.proactive.models import Channel
from gongkai.review.models import Release


class Purpose(models.TextChoices):
    """What is to be done on a channel."""

    PUBLISH = "publish", "发布"
    REPLACE = "replace", "更换为新版"
    WITHDRAW = "withdraw", "撤下"


class DeliveryOutcome(models.TextChoices):
    """What came of a delivery. Of `UNKNOWN` a person must look: nothing is done again by itself."""

    SUCCEEDED = "succeeded", "已完成"
    FAILED = "failed", "没有成功"
    UNKNOWN = "unknown", "结果不明"
    DROPPED = "dropped", "不再办理"


ENDED = (DeliveryOutcome.SUCCEEDED, DeliveryOutcome.DROPPED)


class PageFinding(models.TextChoices):
    """What was seen on the page of a channel."""

    SAME = "same", "与审查过的文字一致"
    DIFFERS = "differs", "与审查过的文字不一致"
    ANOTHER = "another", "网页上没有这篇文字"
    GONE = "gone", "网页已不存在"
    UNSEEN = "unseen", "没有打开"


class ChannelChoice(LedgeredRecord):
    """Whether a document goes to a channel; without a document, whether documents of the kind do unless it is said.

    The last one holds.
    """

    kind = models.CharField("文稿类型", max_length=32)
    document = models.ForeignKey(
        Document, verbose_name="文稿", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.ForeignKey(Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="+")
    wanted = models.BooleanField("发往")
    chosen_on = models.DateField("日期")
    chosen_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("channel",)

    class Meta:
        verbose_name = verbose_name_plural = "发布渠道选择"
        indexes = [models.Index(fields=["organ", "kind", "document"], name="publisher_choice_of")]

    def __str__(self) -> str:
        return f"{self.channel}：{'发往' if self.wanted else '不发往'}"


class Delivery(LedgeredRecord):
    """What is to be done with a release on a channel. What `text` says there is what the reviewers read.

    One that replaces or withdraws is about what an earlier one brought there (`of`).
    """

    release = models.ForeignKey(Release, verbose_name="公开", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey(Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField("事项", max_length=12, choices=Purpose)
    of = models.ForeignKey(
        "self", verbose_name="原来的发布", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField("发布的文字", blank=True)
    opened_on = models.DateField("提出日期")
    opened_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("channel", "release__approval__version")

    class Meta:
        verbose_name = verbose_name_plural = "渠道发布"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "channel", "purpose"], name="publisher_delivery_once_per_release"
            ),
            invariant(
                Q(purpose="publish", of=None) | Q(purpose__in=("replace", "withdraw"), of__isnull=False),
                name="publisher_delivery_names_what_it_changes",
            ),
        ]
        indexes = [models.Index(fields=["organ", "opened_on", "id"], name="publisher_delivery_day")]

    def __str__(self) -> str:
        return f"{self.channel}：{self.get_purpose_display()}《{self.release.version.title}》"


class DeliveryAttempt(LedgeredRecord):
    """Something is about to be sent to a channel. It is stored before that; without a result nobody knows what came."""

    delivery = models.ForeignKey(
        Delivery, verbose_name="渠道发布", on_delete=models.PROTECT, related_name="attempts"
    )
    number = models.PositiveSmallIntegerField("第几次")
    begun_at = models.DateTimeField("发送时间")
    begun_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("delivery__channel", "delivery__release__approval__version")

    class Meta:
        verbose_name = verbose_name_plural = "发送"
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="publisher_attempt_once"),
            invariant(Q(number__gte=1), name="publisher_attempt_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery}，第 {self.number} 次发送"


class DeliveryResult(LedgeredRecord):
    """What came of a delivery, or of one attempt at it, and where it stands: an address, or issue and page."""

    delivery = models.ForeignKey(
        Delivery, verbose_name="渠道发布", on_delete=models.PROTECT, related_name="results"
    )
    attempt = models.ForeignKey(
        DeliveryAttempt,
        verbose_name="发送",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="results",
    )
    outcome = models.CharField("结果", max_length=12, choices=DeliveryOutcome)
    address = models.CharField("网址", max_length=500, blank=True)
    place = models.CharField("期次和版面", max_length=200, blank=True)
    done_on = models.DateField("日期")
    done_at = models.CharField("时间", max_length=5, blank=True)
    note = models.CharField("说明", max_length=400, blank=True)
    recorded_on = models.DateField("登记日期")
    recorded_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("delivery__channel", "delivery__release__approval__version")

    class Meta:
        verbose_name = verbose_name_plural = "发布结果"
        constraints = [
            invariant(
                Q(outcome="succeeded") | (~Q(note="") & Q(address="", place="")),
                name="publisher_result_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery}：{self.get_outcome_display()}"


class ResultCorrection(LedgeredRecord):
    """A result was recorded wrongly (更正), with the reason: it holds no more, and what it ended is open again."""

    result = models.OneToOneField(
        DeliveryResult,
        verbose_name="发布结果",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="correction",
    )
    reason = models.CharField("更正的理由", max_length=400)
    corrected_on = models.DateField("更正日期")
    corrected_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("result__delivery__channel", "result__delivery__release__approval__version")

    class Meta:
        verbose_name = verbose_name_plural = "发布结果更正"
        constraints = [invariant(~Q(reason=""), name="publisher_correction_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.result}（已更正）"


class PageLook(Record):
    """What was last seen on the page of a delivery that succeeded: kept by the watch, and seen anew."""

    delivery = models.OneToOneField(
        Delivery,
        verbose_name="渠道发布",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="look",
    )
    finding = models.CharField("核对结果", max_length=12, choices=PageFinding)
    detail = models.CharField("说明", max_length=400, blank=True)
    text = models.TextField("网页上的文字", blank=True)
    looked_at = models.DateTimeField("核对时间")
    since = models.DateTimeField("自何时起")

    class Meta:
        verbose_name = verbose_name_plural = "网页核对"

    def __str__(self) -> str:
        return f"{self.delivery}：{self.get_finding_display()}"
