"""Documents, what each said at one time, and the values of the law on which a letter rests."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.constraints import invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.models import Officer
from gongkai.bodies.records import LedgeredRecord, RecordQuery
from gongkai.papers.content import ATTRIBUTES, MARKINGS, NEEDS_REASON, Attachment, Content
from gongkai.registry import DocumentKind, one

# 党政机关公文处理工作条例 art 8 (中办发〔2012〕14号) names fifteen; what is none of them is 其他.
GENRES = (
    *("决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示"),
    *("批复", "议案", "函", "纪要", "其他"),
)
ORDER = "命令（令）"


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
