"""Reports by year, what their candidates counted, and what was finalized."""

from __future__ import annotations

import zlib
from array import array

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from gongkai.bodies.records import Fact, LedgeredRecord
from gongkai.ledger.models import PeriodLock
from gongkai.papers.models import Document, Version
from gongkai.review.models import Approval


class AnnualReport(LedgeredRecord):
    """The report of an organ for a year; its text is a document, each candidate a version of it."""

    year = models.PositiveSmallIntegerField("年度")
    document = models.OneToOneField(Document, verbose_name="文稿", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        constraints = [models.UniqueConstraint(fields=["organ", "year"], name="reporting_report_once_a_year")]

    def __str__(self) -> str:
        return f"{self.year} 年度报告"


class Candidate(LedgeredRecord):
    """What was counted on a day, and the text made of it. The version is what is reviewed.

    `paragraphs` keep which number of the text is bound to which figure (`prose.Paragraph`).
    """

    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="candidates")
    version = models.OneToOneField(
        Version, verbose_name="文稿版本", on_delete=models.PROTECT, related_name="+"
    )
    counted_on = models.DateField("统计日期")
    paragraphs = models.JSONField("段落", default=list)

    named_by = ("report",)

    class Meta:
        verbose_name = verbose_name_plural = "年度报告候选稿"

    @cached_property
    def counted_cells(self) -> list[CountedCell]:
        """The figures that it counted, read once: they never change."""
        return list(self.cells.all())

    def __str__(self) -> str:
        return f"{self.report}候选稿（{self.counted_on} 统计）"


class CountedCell(LedgeredRecord):
    """One figure of a candidate, with the facts that it counted.

    `cell_id` is a cell of a table (`requests.received.natural`) or, in prose, the measure. `keys` are the
    facts' ids, packed; `digest` is the SM3 of them, so two counts can be compared without unpacking.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="cells")
    measure = models.CharField("口径", max_length=64)
    cell_id = models.CharField("位置", max_length=80)
    value = models.CharField("数值", max_length=32)
    keys = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "统计数据"
        constraints = [models.UniqueConstraint(fields=["candidate", "cell_id"], name="reporting_cell_once")]

    def __str__(self) -> str:
        return f"统计数据 {self.value}"

    @property
    def fact_keys(self) -> list[int]:
        """The ids of the facts counted, ascending."""
        return unpack(bytes(self.keys))


class Finalization(LedgeredRecord):
    """A candidate made final: approved, counted again and equal, its period locked, all in one transaction."""

    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="finalization")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="+")
    lock = models.OneToOneField(PeriodLock, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("定稿序号")
    finalized_on = models.DateField("定稿日期")
    note = models.CharField("更正说明", max_length=400, blank=True)
    head_seq = models.BigIntegerField("定稿时台账序号")
    head_hash = models.CharField("定稿时台账摘要", max_length=64)

    named_by = ("candidate__report",)

    class Meta:
        verbose_name = verbose_name_plural = "定稿"

    def __str__(self) -> str:
        return f"{self.candidate.report}第 {self.number} 次定稿"


class Passage(LedgeredRecord):
    """The officer's own text of a paragraph of a year's report, figures in braces as in `prose`."""

    year = models.PositiveSmallIntegerField("年度")
    passage = models.CharField("段落", max_length=40)
    text = models.TextField("文字")

    class Meta:
        verbose_name = verbose_name_plural = "报告文字"
        constraints = [
            models.UniqueConstraint(fields=["organ", "year", "passage"], name="reporting_passage_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度报告的一段文字"


class PriorYearReport(Fact):
    """A report of an earlier year as a value: read from a published file, or typed. I4 is proven against it.

    Counted on the last day of its year; one stands for a year, and one entered again takes its place.
    """

    year = models.PositiveSmallIntegerField("年度")
    value = models.JSONField("报告内容")
    source = models.CharField("来源", max_length=200)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "往年报告"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "year"], condition=Q(supersedes=None), name="reporting_prioryear_first_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度报告（{self.source}）"


def pack(keys: list[int]) -> bytes:
    """Return ids as bytes: ascending, eight bytes each, compressed."""
    return zlib.compress(array("q", sorted(keys)).tobytes())


def unpack(data: bytes) -> list[int]:
    """Return the ids that `pack` packed."""
    keys = array("q")
    keys.frombytes(zlib.decompress(bytes(data)))
    return keys.tolist()
