"""What the shared screens keep: the imports that were made, and the questions an officer saved."""

from __future__ import annotations

from django.db import models

from gongkai.bodies.models import Officer
from gongkai.bodies.records import Record, Sealed


class ImportRun(Sealed):
    """An import that stored something: which file, by its SM3, and how many rows were what."""

    kind = models.CharField("台账", max_length=64)
    file_name = models.CharField("文件名", max_length=200)
    file_sm3 = models.CharField("文件摘要（SM3）", max_length=64)
    imported_on = models.DateField("导入日期")
    new = models.PositiveIntegerField("新增")
    known = models.PositiveIntegerField("已有")
    changed = models.PositiveIntegerField("更正")

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        indexes = [models.Index(fields=["organ", "-id"], name="shell_import_run_of_organ")]

    def __str__(self) -> str:
        return f"{self.imported_on} {self.file_name}"


class SavedFilter(Record):
    """A question to a register that an officer asks again: the address's query string under a name."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=64)
    name = models.CharField("名称", max_length=40)
    question = models.CharField(max_length=2000)

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        constraints = [
            models.UniqueConstraint(fields=["officer", "register", "name"], name="shell_saved_filter_once")
        ]

    def __str__(self) -> str:
        return self.name
