"""Series of document numbers, what was drawn from each, and what was given up again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.records import LedgeredRecord

SET_ASIDE: dict[str, str] = {"reserved": "预留", "skipped": "跳号"}
DRAWN_FOR: dict[str, str] = {"registered": "登记", **SET_ASIDE}


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
