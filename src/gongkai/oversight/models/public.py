"""What the public sees of the organ and says to it: open days, questionnaires, opinions and how they were handled."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact


class OpenDay(Fact):
    """A day on which the public came in (政府开放日)."""

    name = models.CharField("活动名称", max_length=120, help_text="一次活动一个名称，问卷和意见按它对应")
    theme = models.CharField("开放主题", max_length=200)
    held_on = models.DateField("活动日期")
    place = models.CharField("地点", max_length=120)
    invited = models.CharField("邀请对象", max_length=200, help_text="人大代表、政协委员、企业、群众等")
    attendance = models.PositiveIntegerField("参加人数")
    plan = models.CharField("活动方案", max_length=200, blank=True, help_text="方案的名称或者文号")
    report = models.CharField("活动总结", max_length=200, blank=True, help_text="总结或者报道的名称、网址")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政府开放日"
        constraints = [counted_by("held_on", prefix="oversight_openday")]
        indexes = [models.Index(fields=["organ", "counted_on"], name="oversight_openday_counted")]

    def __str__(self) -> str:
        return self.name


class Questionnaire(Fact):
    """A questionnaire handed out, at an open day or on a topic: how many went out, how many came back."""

    name = models.CharField("问卷名称", max_length=120)
    topic = models.CharField("调查主题", max_length=200, blank=True)
    open_day = models.CharField(
        "对应活动", max_length=120, blank=True, help_text="在政府开放日发放的，填活动名称"
    )
    issued_on = models.DateField("发放日期")
    issued = models.PositiveIntegerField("发放份数")
    returned = models.PositiveIntegerField("收回份数", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "调查问卷"
        constraints = [
            counted_by("issued_on", prefix="oversight_questionnaire"),
            condition(
                "issued", Q(issued__gt=0), "应大于 0；没有发放的不登记", name="oversight_questionnaire_issued"
            ),
            condition(
                "returned",
                Q(returned=None) | Q(returned__lte=F("issued")),
                "多于发放份数，请核对",
                name="oversight_questionnaire_returned",
            ),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="oversight_questionnaire_count")]

    def __str__(self) -> str:
        return self.name


class OpinionSource(models.TextChoices):
    """Where an opinion was given."""

    OPEN_DAY = "open_day", "政府开放日"
    QUESTIONNAIRE = "questionnaire", "调查问卷"
    MEETING = "meeting", "座谈走访"
    MAILBOX = "mailbox", "信箱留言"
    OTHER = "other", "其他"


class Opinion(Fact):
    """An opinion or suggestion of the public on disclosure. Who gave it is not kept."""

    number = IdentifierField("意见编号", max_length=40, help_text="本单位自编，一条一号，不重复")
    content = models.CharField("意见建议", max_length=600, help_text="不填提出人的姓名和联系方式")
    source = models.CharField("意见来源", max_length=16, choices=OpinionSource)
    open_day = models.CharField(
        "对应活动", max_length=120, blank=True, help_text="在政府开放日提出的，填活动名称"
    )
    questionnaire = models.CharField(
        "对应问卷", max_length=120, blank=True, help_text="在问卷中提出的，填问卷名称"
    )
    raised_on = models.DateField("提出日期")
    section = models.CharField("承办科室", max_length=60, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "群众意见"
        constraints = [
            counted_by("raised_on", prefix="oversight_opinion"),
            condition(
                "open_day",
                ~Q(source="open_day") | ~Q(open_day=""),
                "没有填写；来源为政府开放日的，应填活动名称",
                name="oversight_opinion_of_an_open_day",
            ),
            condition(
                "questionnaire",
                ~Q(source="questionnaire") | ~Q(questionnaire=""),
                "没有填写；来源为调查问卷的，应填问卷名称",
                name="oversight_opinion_of_a_questionnaire",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_opinion_number"),
            models.Index(fields=["organ", "counted_on"], name="oversight_opinion_counted"),
        ]

    def __str__(self) -> str:
        return self.number


class OpinionOutcome(models.TextChoices):
    """What became of an opinion."""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    DECLINED = "declined", "未采纳"
    KEPT = "kept", "留作参考"


class OpinionHandling(Fact):
    """How an opinion was handled, and what was answered: a fact of its own day, maybe of the next year."""

    number = IdentifierField("意见编号", max_length=40)
    outcome = models.CharField("处理结果", max_length=12, choices=OpinionOutcome)
    handled_on = models.DateField("处理日期")
    reply = models.CharField("处理和答复情况", max_length=600, help_text="未采纳的说明理由")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "意见处理"
        constraints = [counted_by("handled_on", prefix="oversight_handling")]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_handling_number"),
            models.Index(fields=["organ", "counted_on", "outcome"], name="oversight_handling_counted"),
        ]

    def __str__(self) -> str:
        return f"意见 {self.number}：{self.get_outcome_display()}"
