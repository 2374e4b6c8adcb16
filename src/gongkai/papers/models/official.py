"""The register of official documents; normative documents, and what repealed them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact
from gongkai.papers.content import ATTRIBUTES, NEEDS_REASON
from gongkai.papers.models.versions import GENRES, Document

VALIDITIES: dict[str, str] = {"in_force": "有效", "lapsed": "失效", "repealed": "废止", "amended": "已修改"}
REPEALS: dict[str, str] = {"repealed": "废止", "lapsed": "宣布失效"}


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
