"""Documents with their versions and numbers, official documents, and normative documents made and repealed."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.models import Officer
from gongkai.bodies.records import Fact, LedgeredRecord, RecordQuery
from gongkai.papers.content import ATTRIBUTES, MARKINGS, NEEDS_REASON, Attachment, Content
from gongkai.registry import DocumentKind, one

# 党政机关公文处理工作条例 art 8 (中办发〔2012〕14号) names fifteen; what is none of them is 其他.
GENRES = (
    *("决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示"),
    *("批复", "议案", "函", "纪要", "其他"),
)
ORDER = "命令（令）"
VALIDITIES: dict[str, str] = {"in_force": "有效", "lapsed": "失效", "repealed": "废止", "amended": "已修改"}
SET_ASIDE: dict[str, str] = {"reserved": "预留", "skipped": "跳号"}
DRAWN_FOR: dict[str, str] = {"registered": "登记", **SET_ASIDE}
REPEALS: dict[str, str] = {"repealed": "废止", "lapsed": "宣布失效"}


class DocumentQuery(RecordQuery):
    """Documents."""

    def with_names(self) -> Self:
        """Return documents with the titles of their newest versions."""
        newest = Version.objects.filter(document=OuterRef("pk")).order_by("-number")
        return self.annotate(newest_title=Subquery(newest.values("title")[:1]))


class Document(LedgeredRecord):
    """Something that is drafted, reviewed and may be released. What it says is its versions."""

    kind = models.CharField("文稿类型", max_length=32)
    begun_on = models.DateField("起草日期")

    objects: ClassVar[Any] = DocumentQuery.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文稿"

    def __str__(self) -> str:
        if hasattr(self, "newest_title"):  # read by `with_names`
            return self.newest_title or self.kind_label
        newest = self.newest
        return newest.title if newest else self.kind_label

    @property
    def newest(self) -> Version | None:
        """The last version, which alone can be reviewed and released."""
        return self.versions.order_by("-number").first()

    @property
    def declared_kind(self) -> DocumentKind:
        """What its room declares of documents of this kind."""
        return one(DocumentKind, self.kind)

    @property
    def kind_label(self) -> str:
        """The kind in Chinese."""
        return self.declared_kind.label


class VersionQuery(RecordQuery):
    """Versions of documents."""

    def newest(self) -> Self:
        """Return those without a later one, which alone can be reviewed and released."""
        later = Version.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))


class Version(LedgeredRecord):
    """What a document said at one time. Never changed: an edit is another version, without approval.

    The attachments stand in the row itself, so that nothing can be added to a version from beside it.
    """

    document = models.ForeignKey(
        Document, verbose_name="文稿", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField("版本")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    body_type = models.CharField(max_length=32)
    genre = models.CharField("公文种类", max_length=10, choices=[(g, g) for g in GENRES], blank=True)
    series = models.CharField("发文字号系列", max_length=20, blank=True)
    doc_number = IdentifierField("发文字号", max_length=40, blank=True)
    made_on = models.DateField("成文日期", null=True, blank=True)
    attribute = models.CharField("公开属性", max_length=16, choices=list(ATTRIBUTES.items()))
    attribute_reason = models.CharField("属性理由", max_length=200, blank=True)
    attachments = models.JSONField("附件", default=list)
    hash = models.CharField("内容摘要", max_length=64)
    drafted_by = models.ForeignKey(
        Officer, verbose_name="拟稿人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    drafted_on = models.DateField("拟稿日期")

    objects: ClassVar[Any] = VersionQuery.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "文稿版本"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="papers_version_once"),
            invariant(~Q(title=""), name="papers_version_has_a_title"),
            invariant(
                Q(series="") | Q(doc_number="", made_on=None), name="papers_version_number_comes_later"
            ),
            invariant(
                ~Q(attribute__in=NEEDS_REASON) | ~Q(attribute_reason=""),
                name="papers_version_attribute_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.number} 版）"

    @property
    def content(self) -> Content:
        """What the version says, as the value that was hashed."""
        return Content(
            title=self.title,
            body=self.body,
            body_type=self.body_type,  # type: ignore[arg-type]
            genre=self.genre,
            series=self.series,
            doc_number=self.doc_number,
            made_on=self.made_on,
            attribute=self.attribute,  # type: ignore[arg-type]
            attribute_reason=self.attribute_reason,
            attachments=self.files,
        )

    @property
    def content_json(self) -> Any:
        """The body of a structured document as the value it carries. Raises `ActionBlocked` where it was altered."""
        if not self.is_intact:
            sentence = f"《{self.title}》的内容与存入时不一致，不能使用；请立即报告系统管理员，从备份恢复。"
            raise ActionBlocked([Blocker(sentence)])
        return json.loads(self.body)

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The attachments, in order."""
        return tuple(Attachment.from_json(data) for data in self.attachments)

    @property
    def listed_files(self) -> list[tuple[int, Attachment]]:
        """The attachments that do not stand in the text as pictures, each with its place from 1."""
        shown = self.content.pictures
        return [(place, file) for place, file in enumerate(self.files, start=1) if file.name not in shown]

    @property
    def is_intact(self) -> bool:
        """Whether the content still has the hash that was taken when it was stored."""
        return self.content.hash(self.organ_id) == self.hash

    @property
    def is_newest(self) -> bool:
        """Whether no later version exists."""
        return not Version.objects.filter(document=self.document_id, number__gt=self.number).exists()

    @property
    def attribute_marking(self) -> str:
        """The line printed in the imprint: 此件公开发布 and its like."""
        return MARKINGS[self.attribute]


class UsedValue(LedgeredRecord):
    """A value of the law that a letter rests on. One that is `unverified` the unit must confirm itself.

    The database refuses the approval of a version with an unverified value that the unit has not confirmed.
    """

    version = models.ForeignKey(
        Version, verbose_name="信函版本", on_delete=models.PROTECT, related_name="used_values"
    )
    key = models.CharField("规则", max_length=80)
    in_force_from = models.DateField("自何日起")
    says = models.CharField("取值", max_length=1000)
    mark = models.CharField("标记", max_length=12)
    unverified = models.BooleanField("须经本单位确认")

    class Meta:
        verbose_name = verbose_name_plural = "信函所用取值"
        constraints = [
            models.UniqueConstraint(fields=["version", "key", "in_force_from"], name="papers_used_value_once")
        ]

    def __str__(self) -> str:
        return self.says


class NumberSeries(LedgeredRecord):
    """A series of document numbers: 示工信发 counts from 1 in each year. What people approve names the series only.

    `at_once` where the unit has the next number drawn with the last approval, and not by the office.
    """

    prefix = models.CharField("机关代字", max_length=20)
    used_for = models.CharField("用于", max_length=60)
    at_once = models.BooleanField("签发即取号", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "发文字号系列"
        constraints = [
            models.UniqueConstraint(fields=["organ", "prefix"], name="papers_series_once"),
            invariant(~Q(prefix=""), name="papers_series_has_a_prefix"),
        ]

    def __str__(self) -> str:
        return self.prefix

    def doc_number(self, year: int, number: int) -> str:
        """Return a document number (发文字号) of the series as it is printed."""
        return f"{self.prefix}〔{year}〕{number}号"


class NumberDraw(LedgeredRecord):
    """A number was taken from its series and year: to register a document, or reserved or skipped with a reason."""

    series = models.ForeignKey(
        NumberSeries, verbose_name="系列", on_delete=models.PROTECT, related_name="draws"
    )
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveIntegerField("序号")
    purpose = models.CharField("用途", max_length=12, choices=list(DRAWN_FOR.items()))
    reason = models.CharField("预留或者跳号的理由", max_length=200, blank=True)
    drawn_on = models.DateField("取号日期")

    class Meta:
        verbose_name = verbose_name_plural = "取号"
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="papers_number_once"),
            invariant(Q(number__gte=1), name="papers_number_from_one"),
            invariant(
                Q(purpose="registered") | (Q(purpose__in=("reserved", "skipped")) & ~Q(reason="")),
                name="papers_number_has_its_purpose",
            ),
        ]

    def __str__(self) -> str:
        return self.doc_number

    @property
    def doc_number(self) -> str:
        """The document number (发文字号) as it is printed."""
        return self.series.doc_number(self.year, self.number)

    @property
    def is_held(self) -> bool:
        """Whether it is kept for a document that comes: reserved, and not given up."""
        return self.purpose == "reserved" and not hasattr(self, "given_up")

    @property
    def purpose_in_words(self) -> str:
        """For what it was taken, as people say it."""
        return "取消预留" if hasattr(self, "given_up") else self.get_purpose_display()


class GivenUpReservation(LedgeredRecord):
    """A reserved number will not be used: from then on it is as one that was skipped, with this reason."""

    draw = models.OneToOneField(
        NumberDraw,
        verbose_name="预留的号",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="given_up",
    )
    reason = models.CharField("不再使用的理由", max_length=200)
    given_up_on = models.DateField("日期")

    named_by = ("draw__series",)

    class Meta:
        verbose_name = verbose_name_plural = "取消预留"
        constraints = [invariant(~Q(reason=""), name="papers_given_up_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.draw}取消预留"


class OfficialDocument(Fact):
    """An official document (公文) of the register: its number, kind, disclosure attribute and validity.

    Counted by the day on which it was made (成文日期). `document` is set where it was drafted here.
    """

    document = models.ForeignKey(
        Document,
        verbose_name="文稿",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="official_documents",
    )
    doc_number = IdentifierField("发文字号", max_length=40)
    title = models.CharField("标题", max_length=200)
    genre = models.CharField("公文种类", max_length=10, choices=[(g, g) for g in GENRES])
    attribute = models.CharField("公开属性", max_length=16, choices=list(ATTRIBUTES.items()))
    attribute_reason = models.CharField("属性理由", max_length=200, blank=True)
    made_on = models.DateField("成文日期")
    section = models.CharField("承办科室", max_length=60, blank=True)
    validity = models.CharField("有效性", max_length=12, choices=list(VALIDITIES.items()), default="in_force")
    ended_on = models.DateField("失效废止日期", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "公文"
        indexes = [
            models.Index(fields=["organ", "made_on"], name="papers_official_made_on"),
            models.Index(fields=["organ", "doc_number"], name="papers_official_number"),
        ]
        constraints = [
            condition(
                "attribute_reason",
                ~Q(attribute__in=NEEDS_REASON) | ~Q(attribute_reason=""),
                "公开属性为依申请公开、不予公开的，应当写明理由",
                name="papers_official_attribute_has_a_reason",
            ),
            invariant(Q(genre__in=GENRES), name="papers_official_genre"),
            condition(
                "ended_on",
                Q(validity__in=("in_force", "amended")) | Q(ended_on__isnull=False),
                "有效性为失效、废止的，应填写失效废止日期",
                name="papers_official_end_has_a_day",
            ),
            condition(
                "ended_on",
                Q(ended_on=None) | Q(ended_on__gte=F("made_on")),
                "失效废止日期早于成文日期，请核对",
                name="papers_official_days_in_order",
            ),
            counted_by("made_on", prefix="papers_official"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.doc_number}）"


class NormativeDesignation(Fact):
    """An official document was determined to be a normative document (行政规范性文件), with its registration number.

    Only this makes it one: nothing is inferred from a title or a kind. Counted by the day it was made.
    """

    doc_number = IdentifierField("发文字号", max_length=40)
    title = models.CharField("标题", max_length=200)
    made_on = models.DateField("成文日期")
    registration_number = IdentifierField("规范性文件登记号", max_length=60)
    determined_on = models.DateField("认定日期")
    determined_by = models.CharField("认定机构", max_length=80)
    expires_on = models.DateField("有效期至", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "规范性文件认定"
        indexes = [models.Index(fields=["organ", "made_on"], name="papers_normative_made_on")]
        constraints = [
            invariant(~Q(registration_number=""), name="papers_normative_is_registered"),
            condition(
                "expires_on",
                Q(expires_on=None) | Q(expires_on__gte=F("made_on")),
                "有效期至的日期早于成文日期，请核对",
                name="papers_normative_days_in_order",
            ),
            counted_by("made_on", prefix="papers_normative"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.registration_number}）"


class NormativeRepeal(Fact):
    """A normative document was repealed or declared to have lapsed, by what, on which day."""

    doc_number = IdentifierField("发文字号", max_length=40)
    manner = models.CharField("方式", max_length=12, choices=list(REPEALS.items()))
    repealed_on = models.DateField("废止失效日期")
    basis = models.CharField("废止失效依据", max_length=200)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "规范性文件废止"
        indexes = [models.Index(fields=["organ", "repealed_on"], name="papers_repeal_day")]
        constraints = [
            invariant(~Q(basis=""), name="papers_repeal_has_a_basis"),
            counted_by("repealed_on", prefix="papers_repeal"),
        ]

    def __str__(self) -> str:
        return f"{self.doc_number}：{self.get_manner_display()}"
