"""The links of what is public, the numbers that it names, and what was stated for the website's yearly report."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import counted_by, invariant
from gongkai.bodies.records import Fact, Record
from gongkai.papers.models import Document
from gongkai.upkeep.report_form import CHOICES


class LinkFinding(models.TextChoices):
    """What was seen at the end of a link."""

    WAITING = "waiting", "还没有看"
    THERE = "there", "打得开"
    GONE = "gone", "网页已不存在"
    CLOSED = "closed", "公众打不开"
    SILENT = "silent", "没有打开"
    UNSURE = "unsure", "对方不让程序查看"


DEAD = (LinkFinding.GONE, LinkFinding.CLOSED, LinkFinding.SILENT)


class PublicLink(Record):
    """A link in a document that is public, and what was last seen at its end: kept by the watch, and seen anew.

    `inside` leads to a page of this program. `since` is when it was first seen as it is;
    `found_again` says that it led nowhere then, and does still after the time that the organ gives such links.
    """

    document = models.ForeignKey(
        Document, verbose_name="所在文稿", on_delete=models.PROTECT, related_name="public_links"
    )
    address = models.CharField("网址", max_length=500)
    words = models.CharField("链接文字", max_length=200)
    inside = models.BooleanField("本站链接", default=False)
    finding = models.CharField("核对结果", max_length=12, choices=LinkFinding, default=LinkFinding.WAITING)
    detail = models.CharField("说明", max_length=200, blank=True)
    since = models.DateTimeField("自何时起", null=True, blank=True)
    found_again = models.BooleanField("再次打不开", default=False)
    looked_at = models.DateTimeField("核对时间", null=True, blank=True)

    named_by = ("document",)

    class Meta:
        verbose_name = verbose_name_plural = "公开内容的链接"
        constraints = [
            models.UniqueConstraint(fields=["document", "address"], name="upkeep_link_once"),
            invariant(
                Q(finding="waiting") | Q(looked_at__isnull=False, since__isnull=False),
                name="upkeep_link_seen_when",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "finding", "looked_at"], name="upkeep_link_finding"),
            models.Index(fields=["organ", "inside", "looked_at"], name="upkeep_link_looked"),
            models.Index(fields=["organ", "address"], name="upkeep_link_address"),
        ]

    def __str__(self) -> str:
        return f"{self.words}（{self.address}）"


class NumberMention(Record):
    """A document number that a public document names; `ends`: in a sentence that says that something ends.

    `said` is the number with what stands before it, as the text has it: where the number begins, only who knows the
    numbers can say.
    """

    document = models.ForeignKey(
        Document, verbose_name="所在文稿", on_delete=models.PROTECT, related_name="number_mentions"
    )
    said = models.CharField("提到的文号", max_length=60)
    ends = models.BooleanField("宣布废止、失效", default=False)

    named_by = ("document",)

    class Meta:
        verbose_name = verbose_name_plural = "公开内容提到的文号"
        constraints = [
            models.UniqueConstraint(fields=["document", "said", "ends"], name="upkeep_mention_once"),
        ]
        indexes = [models.Index(fields=["organ", "ends"], name="upkeep_mention_ends")]

    def __str__(self) -> str:
        return self.said


class SiteStatement(Fact):
    """What the program cannot know of the organ's website in a year, as somebody stated it, and by what source."""

    year = models.PositiveSmallIntegerField("年度")
    item = models.CharField("栏目", max_length=40, choices=CHOICES)
    value = models.CharField("内容", max_length=200)
    source = models.CharField("数据来源", max_length=200)
    stated_on = models.DateField("填报日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "网站填报数据"
        constraints = [
            counted_by("stated_on", prefix="upkeep_statement"),
            invariant(~Q(value="") & ~Q(source=""), name="upkeep_statement_says_what"),
        ]
        indexes = [
            models.Index(fields=["organ", "year", "item"], name="upkeep_statement_of"),
            models.Index(fields=["organ", "counted_on"], name="upkeep_statement_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年{self.get_item_display()}"
