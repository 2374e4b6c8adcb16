"""The policy library, compilations and their copies, interpretations, briefings and notifications."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact


class Level(models.TextChoices):
    """Whose policy it is."""

    STATE = "state", "国家"
    REGION = "region", "自治区（省）"
    CITY = "city", "市"
    COUNTY = "county", "县（区）"


class Policy(Fact):
    """A policy of the library: whom it is for, on what conditions, and until when. Counted when collected."""

    title = models.CharField("政策名称", max_length=200, help_text="全称；有同名的，在后面加文号区分")
    level = models.CharField("政策层级", max_length=8, choices=Level)
    doc_number = IdentifierField("发文字号", max_length=60, blank=True, help_text="法律法规等没有文号的不填")
    issuer = models.CharField("制定机关", max_length=120)
    published_on = models.DateField("公布日期", null=True, blank=True)
    valid_until = models.DateField(
        "有效期至", null=True, blank=True, help_text="没有规定有效期的不填；到期后不再推送"
    )
    audience = models.CharField("适用对象", max_length=300, help_text="行业、规模、区域、资质等")
    conditions = models.CharField("适用条件", max_length=600, blank=True)
    support = models.CharField("支持标准", max_length=600, blank=True)
    window = models.CharField("申报时间", max_length=120, blank=True)
    accepted_by = models.CharField("受理单位", max_length=120, blank=True)
    contact = models.CharField("咨询方式", max_length=120, blank=True)
    collected_on = models.DateField("收录日期", help_text="梳理汇总入库的日期，年度数据按此日期统计")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政策"
        constraints = [
            counted_by("collected_on", prefix="outreach_policy"),
            condition(
                "published_on",
                Q(published_on=None) | Q(published_on__lte=F("collected_on")),
                "晚于收录日期，请核对",
                name="outreach_policy_published_before_collected",
            ),
            condition(
                "valid_until",
                Q(valid_until=None) | Q(published_on=None) | Q(valid_until__gte=F("published_on")),
                "早于公布日期，请核对",
                name="outreach_policy_validity",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "title"], name="outreach_policy_title"),
            models.Index(fields=["organ", "counted_on"], name="outreach_policy_counted"),
        ]

    def __str__(self) -> str:
        return self.title


class Compilation(Fact):
    """Policies printed as a book. Counted when printed."""

    title = models.CharField("汇编名称", max_length=200)
    copies = models.PositiveIntegerField("印制数量（本）")
    policies = models.PositiveIntegerField("收录政策（项）", null=True, blank=True)
    printed_on = models.DateField("印制日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政策汇编"
        constraints = [
            counted_by("printed_on", prefix="outreach_compilation"),
            condition(
                "copies", Q(copies__gt=0), "应大于 0；没有印制的不登记", name="outreach_compilation_copies"
            ),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="outreach_compilation_counted")]

    def __str__(self) -> str:
        return self.title


class Distribution(Fact):
    """Copies of a compilation given out. The database refuses more than were printed."""

    compilation = models.CharField("汇编名称", max_length=200)
    given_on = models.DateField("发放日期")
    target = models.CharField("发放对象", max_length=120, help_text="企业、园区、部门或者活动")
    copies = models.PositiveIntegerField("发放数量（本）")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "汇编发放"
        constraints = [
            counted_by("given_on", prefix="outreach_distribution"),
            condition(
                "copies", Q(copies__gt=0), "应大于 0；没有发放的不登记", name="outreach_distribution_copies"
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "compilation"], name="outreach_distribution_of"),
            models.Index(fields=["organ", "counted_on"], name="outreach_distribution_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.compilation}：{self.given_on} 向{self.target}发放"


class InterpretationForm(models.TextChoices):
    """How a policy is interpreted (国办发〔2016〕80号附件; 图解、视频、问答、访谈、新闻发布会)."""

    PICTURE = "picture", "一图解读"
    VIDEO = "video", "视频解读"
    QUESTIONS = "questions", "政策问答"
    INTERVIEW = "interview", "访谈解读"
    TEXT = "text", "文字解读"
    PRESS = "press", "新闻发布会"


class Interpretation(Fact):
    """What explains a policy of the library, in one form. The head of the unit is 第一解读人: a post, no name."""

    policy = models.CharField("解读的政策", max_length=200, help_text="政策库中的政策名称")
    title = models.CharField("解读名称", max_length=200)
    form = models.CharField("解读形式", max_length=12, choices=InterpretationForm)
    published_on = models.DateField("发布日期")
    interpreter = models.CharField(
        "解读人（职务）", max_length=60, help_text="单位主要负责人是第一解读人；填职务，不填姓名"
    )
    section = models.CharField("起草科室", max_length=60, blank=True, help_text="谁起草、谁解读")
    channel = models.CharField("发布渠道", max_length=60, blank=True)
    url = models.CharField("网址", max_length=500, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政策解读"
        constraints = [counted_by("published_on", prefix="outreach_interpretation")]
        indexes = [
            models.Index(fields=["organ", "policy"], name="outreach_interpretation_of"),
            models.Index(fields=["organ", "counted_on", "form"], name="outreach_interpretation_count"),
        ]

    def __str__(self) -> str:
        return self.title


class BriefingForm(models.TextChoices):
    """Where policies are brought to people."""

    MEETING = "meeting", "会议宣贯"
    LECTURE = "lecture", "电视讲堂"
    ENTERPRISE = "enterprise", "政策进企业"
    BUILDING = "building", "政策进楼宇"
    PARK = "park", "政策进园区"
    DOORSTEP = "doorstep", "政策上门"
    VISIT = "visit", "走访座谈"
    TRAINING = "training", "企业培训"


class Briefing(Fact):
    """A meeting, lecture or visit at which policies were explained."""

    topic = models.CharField("宣贯主题", max_length=200)
    form = models.CharField("宣贯形式", max_length=12, choices=BriefingForm)
    held_on = models.DateField("举办日期")
    place = models.CharField("地点", max_length=120, blank=True)
    policies = models.CharField("宣贯的政策", max_length=400, blank=True)
    attendance = models.PositiveIntegerField("参加人数", null=True, blank=True)
    section = models.CharField("承办科室", max_length=60, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政策宣贯"
        constraints = [counted_by("held_on", prefix="outreach_briefing")]
        indexes = [models.Index(fields=["organ", "counted_on", "form"], name="outreach_briefing_counted")]

    def __str__(self) -> str:
        return self.topic


class NotificationTarget(models.TextChoices):
    """To whom a policy is sent."""

    ENTERPRISE = "enterprise", "企业"
    PARK = "park", "园区"
    INDUSTRY = "industry", "行业"
    PERSON = "person", "个人"


class NotificationChannel(models.TextChoices):
    """How a policy reaches its target."""

    GROUP = "group", "工作群"
    MESSAGE = "message", "短信"
    PHONE = "phone", "电话"
    MAIL = "mail", "电子邮件"
    VISIT = "visit", "上门"
    PLATFORM = "platform", "政策平台"


class PolicyNotification(Fact):
    """A policy sent to those for whom it is meant. One out of force is never sent: the database refuses it."""

    policy = models.CharField("推送的政策", max_length=200, help_text="政策库中的政策名称")
    target_kind = models.CharField("对象类别", max_length=12, choices=NotificationTarget)
    target = models.CharField("推送对象", max_length=200, help_text="企业、园区或者群体的名称，个人不填姓名")
    channel = models.CharField("推送方式", max_length=12, choices=NotificationChannel)
    notified_on = models.DateField("推送日期")
    reached = models.PositiveIntegerField("覆盖数（家、人）")
    matched_by = models.CharField("匹配理由", max_length=200, blank=True, help_text="为什么推给这些对象")
    feedback = models.CharField("反馈情况", max_length=300, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "政策推送"
        constraints = [
            counted_by("notified_on", prefix="outreach_notification"),
            condition(
                "reached",
                Q(reached__gt=0),
                "应大于 0；没有送达的不登记",
                name="outreach_notification_reached",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "policy"], name="outreach_notification_of"),
            models.Index(fields=["organ", "counted_on"], name="outreach_notification_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.policy}：向{self.target}推送"
