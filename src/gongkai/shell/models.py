"""What the shared screens keep: imports that were made, questions an officer saved, tasks and scheduled jobs."""

from __future__ import annotations

from django.db import models

from gongkai.bodies.models import Officer
from gongkai.bodies.records import LedgeredRecord, Record


class ImportRun(LedgeredRecord):
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


class TaskState(models.TextChoices):
    """Where a task stands. A running one whose process is gone is given back, or failed (`tasks/running.py`)."""

    WAITING = "waiting", "排队"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"


class Task(Record):
    """Long work that an officer asked for, and how far it is. It holds numbers and names, no file's contents."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=64)
    title = models.CharField("事项", max_length=200)
    parameters = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=8, choices=TaskState, default=TaskState.WAITING)
    attempts = models.PositiveSmallIntegerField("第几次", default=0)
    asked_at = models.DateTimeField("提交时间")
    ready_at = models.DateTimeField()
    finished_at = models.DateTimeField("结束时间", null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    sentence = models.CharField("进展", max_length=200, blank=True)
    result = models.JSONField(null=True)
    failure = models.CharField("原因", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        indexes = [
            models.Index(fields=["officer", "-id"], name="shell_task_of_officer"),
            models.Index(fields=["state", "id"], name="shell_task_in_turn"),
        ]

    def __str__(self) -> str:
        return self.title


class JobRun(models.Model):
    """When a scheduled job was last begun, and what went wrong then."""

    job = models.CharField("定时工作", max_length=64, primary_key=True)
    begun_at = models.DateTimeField("上次开始")
    failure = models.CharField("出错", max_length=200, blank=True)

    class Meta:
        verbose_name = "定时工作记录"

    def __str__(self) -> str:
        return self.job
