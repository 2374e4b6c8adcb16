"""Channels and accounts, what appeared on them, and who follows them."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField, web_address
from gongkai.bodies.records import AmendableRecord, Fact
from gongkai.review.models import Release


class Medium(models.TextChoices):
    """The ways of publication (条例 art 23)."""

    WEBSITE = "website", "政府网站"
    WEIBO = "weibo", "政务微博"
    WECHAT = "wechat", "政务微信"
    NEW_MEDIA = "new_media", "其他政务新媒体"
    GAZETTE = "gazette", "政府公报"
    NEWSPAPER = "newspaper", "报刊"
    BROADCAST = "broadcast", "广播电视"
    BRIEFING = "briefing", "新闻发布会"
    MEETING = "meeting", "会议"
    OTHER = "other", "其他"


class Topic(models.TextChoices):
    """Matters that the key points of the year ask about, within what was published."""

    NONE = "", "—"
    MAJOR_PROJECT = "major_project", "重大项目"
    WORK_PLAN = "work_plan", "重点工作方案"


class Channel(AmendableRecord):
    """A website, an account or a paper on which the organ publishes, with its filing (国办发〔2018〕123号).

    On the organ's `own_site` this program publishes: what is released appears there, and is recorded by itself. Onto
    the others things get by hand. `update_days` is the organ's own rule: after so many days without a new item the
    account is called stale. Sponsor and responsible are posts, not names.
    """

    name = IdentifierField("渠道名称", max_length=60)
    medium = models.CharField(
        "渠道类别", max_length=16, choices=Medium, help_text="年度报告按类别统计发布数量。"
    )
    own_site = models.BooleanField(
        "由本系统发布",
        default=False,
        blank=True,
        help_text="本系统对外公开文稿的本机关网站填“是”，一个机关只有一个：公开时自动记入信息发布台账，不用再登记。",
    )
    account = models.CharField("账号或者网址", max_length=200, blank=True)
    site_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"\d{10}\Z", "网站标识码是 10 位数字，请核对")],
        help_text="政府网站标识码，10 位数字，写在网站的每一页；没有的不填。",
    )
    sponsor = models.CharField("主管单位", max_length=80, blank=True)
    responsible = models.CharField("责任人", max_length=60, blank=True, help_text="填职务，不填姓名。")
    registered_on = models.DateField("开设日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True, help_text="向政务公开主管部门报备的日期。")
    filing_receipt = models.CharField("备案回执", max_length=100, blank=True)
    update_days = models.PositiveSmallIntegerField(
        "更新要求（天）", null=True, blank=True, help_text="本单位规定的最长不更新天数。"
    )
    closed_on = models.DateField("关停日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开渠道"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "name"], condition=Q(void_reason=""), name="proactive_channel_once"
            ),
            invariant(
                Q(closed_on=None) | Q(registered_on=None) | Q(closed_on__gte=F("registered_on")),
                name="proactive_channel_days",
            ),
            models.UniqueConstraint(
                fields=["organ"],
                condition=Q(own_site=True, closed_on=None, void_reason=""),
                name="proactive_channel_one_own_site",
            ),
            condition(
                "own_site",
                Q(own_site=False) | Q(medium=Medium.WEBSITE),
                "只有政府网站由本系统发布，请核对渠道类别",
                name="proactive_channel_own_site_is_a_website",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def address_of(self, path: str) -> str:
        """Return the whole address of a page of this website; "" where its own is not registered as one."""
        site = web_address(self.account)
        return f"{site.scheme}://{site.netloc}{path}" if site else ""


class PublicationRecord(Fact):
    """Something that appeared on a channel on a day. Without a release it is 补录: it has no body here.

    On the organ's own site `release` is the one with which the document became public: an edit is no second item.
    `medium` is the channel's on that day: the count does not follow a later change of the channel.
    """

    channel = models.ForeignKey(
        Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="publications"
    )
    medium = models.CharField("渠道类别", max_length=16, choices=Medium)
    release = models.ForeignKey(
        Release,
        verbose_name="发布",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
    )
    title = models.CharField("标题", max_length=300, help_text="没有标题的博文填开头一句。")
    url = models.CharField("网址", max_length=500, blank=True)
    column = models.CharField("栏目", max_length=80, blank=True)
    topic = models.CharField(
        "主题", max_length=16, choices=Topic, blank=True, help_text="属于年度工作要点所列主题的填写。"
    )
    matter = IdentifierField(
        "公开事项",
        max_length=80,
        blank=True,
        help_text="政务公开清单目录中的事项；由文稿公开而来的，在文稿上归入。",
    )
    published_on = models.DateField("发布日期", help_text="在该渠道出现的日期，年度报告按它统计。")

    class Meta:
        verbose_name = verbose_name_plural = "发布记录"
        constraints = [
            invariant(~Q(title=""), name="proactive_publication_has_a_title"),
            counted_by("published_on", prefix="proactive_publication"),
        ]
        indexes = [
            models.Index(fields=["channel", "release"], name="proactive_publication_of"),
            models.Index(
                fields=["organ", "medium", "counted_on", "id", "voids"], name="proactive_publication_counted"
            ),
            models.Index(fields=["organ", "counted_on", "id", "voids"], name="proactive_publication_day"),
            models.Index(fields=["organ", "topic", "counted_on"], name="proactive_publication_topic"),
            models.Index(fields=["organ", "title", "id"], name="proactive_publication_title"),
            models.Index(fields=["organ", "matter", "published_on"], name="proactive_publication_matter"),
        ]

    def __str__(self) -> str:
        return self.title


class FollowerSnapshot(Fact):
    """How many followed an account on a day."""

    channel = models.ForeignKey(
        Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="snapshots"
    )
    medium = models.CharField("渠道类别", max_length=16, choices=Medium)
    followers = models.PositiveIntegerField("关注量", help_text="只填数字。")
    taken_on = models.DateField("统计日", help_text="年度报告取当年最后一次。")

    named_by = ("channel",)

    class Meta:
        verbose_name = verbose_name_plural = "关注量"
        constraints = [counted_by("taken_on", prefix="proactive_followers")]
        indexes = [
            models.Index(fields=["channel", "taken_on"], name="proactive_followers_day"),
            models.Index(fields=["organ", "medium", "counted_on"], name="proactive_followers_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}：{self.taken_on} 关注量 {self.followers:,}"
