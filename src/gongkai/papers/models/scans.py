"""What a virus scanner said of a file."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.records import LedgeredRecord, RecordQuery

VERDICTS: dict[str, str] = {"clean": "未发现病毒", "infected": "发现病毒", "unscanned": "未查毒"}


class FileScanQuery(RecordQuery):
    """What was said of files."""

    def last_said(self) -> Self:
        """Return what was said last of each file, which alone counts: signatures learn."""
        later = FileScan.objects.filter(
            organ=OuterRef("organ"), digest=OuterRef("digest"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))


class FileScan(LedgeredRecord):
    """A virus scanner was given the bytes of a file, or could not be. It stands beside what is approved, not in it.

    `engine` is the scanner with its signatures, as it names itself. `found` is what it found, or why it did not scan.
    """

    digest = models.CharField("文件摘要", max_length=64)
    verdict = models.CharField("结果", max_length=12, choices=list(VERDICTS.items()))
    engine = models.CharField("引擎和特征库", max_length=120, blank=True)
    found = models.CharField("发现的病毒，或者没有查的原因", max_length=200, blank=True)
    scanned_at = models.DateTimeField("时间")

    objects: ClassVar[Any] = FileScanQuery.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件查毒"
        indexes = [models.Index(fields=["organ", "digest"], name="papers_scan_of_a_file")]
        constraints = [
            invariant(
                Q(verdict="clean", found="") & ~Q(engine="")
                | Q(verdict="infected") & ~Q(engine="") & ~Q(found="")
                | Q(verdict="unscanned") & ~Q(found=""),
                name="papers_scan_says_what_was_found",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}：{self.found}" if self.found else self.get_verdict_display()
