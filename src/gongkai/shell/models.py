"""What the shared screens keep: imports, what an officer saved, tasks and jobs, accounts and sign-ins."""

from __future__ import annotations

from django.db import models

from gongkai.bodies.models import Officer, User
from gongkai.bodies.records import LedgeredRecord, Record
from gongkai.ledger import seals
from gongkai.shell.values import shown


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
    """Long work that an officer asked for. It holds numbers and names, no file's contents.

    How far a running one is stands in `tasks/progress_files.py`; `sentence` is why one waits that was begun before.
    It is acted on in the officer's name, so the request and the result are sealed (`tasks/seals.py`).
    """

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=64)
    title = models.CharField("事项", max_length=200)
    parameters = models.JSONField(default=dict)
    seal = models.CharField(max_length=seals.LENGTH)
    state = models.CharField("状态", max_length=8, choices=TaskState, default=TaskState.WAITING)
    attempts = models.PositiveSmallIntegerField("第几次", default=0)
    asked_at = models.DateTimeField("提交时间")
    ready_at = models.DateTimeField()
    finished_at = models.DateTimeField("结束时间", null=True)
    sentence = models.CharField("进展", max_length=200, blank=True)
    result = models.JSONField(null=True)
    result_seal = models.CharField(max_length=seals.LENGTH, blank=True)
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


class SentForm(models.Model):
    """A form of the desk that did its act, by a digest of all it said (`sent_once.py`)."""

    LONGEST = 500

    digest = models.CharField(max_length=64, primary_key=True)
    attempt = models.UUIDField(unique=True)
    sent_at = models.DateTimeField("提交时间", db_index=True)
    led_to = models.CharField("办理后的页面", max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交的表单"

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"


class AccountActKind(models.TextChoices):
    """What is done to an account."""

    OPENED = "opened", "开立"
    RESET = "reset", "重置密码"
    CHOSEN = "chosen", "本人更改密码"
    DISABLED = "disabled", "停用"
    ENABLED = "enabled", "恢复使用"
    FACTOR_ADDED = "factor_added", "启用第二因素"
    FACTOR_RESET = "factor_reset", "重置第二因素"
    CODES_RENEWED = "codes_renewed", "重新生成恢复码"


class AccountAct(LedgeredRecord):
    """Something done to the account of an officer. Whether it is in use follows from the last of these."""

    officer = models.ForeignKey(
        Officer, verbose_name="人员", on_delete=models.PROTECT, related_name="account_acts"
    )
    kind = models.CharField("办理", max_length=16, choices=AccountActKind)
    reason = models.CharField("理由", max_length=200, blank=True)
    done_on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "账号办理"
        indexes = [models.Index(fields=["officer", "-id"], name="shell_account_act_of_officer")]

    def __str__(self) -> str:
        return f"{self.done_on} {self.get_kind_display()}"


class SignInOutcome(models.TextChoices):
    """How an attempt to sign in ended. It counts as failed until it has succeeded."""

    FAILED = "failed", "未成功"
    AWAITING = "awaiting", "密码正确，未输入动态码"
    SIGNED_IN = "signed_in", "已登录"


class SignInAttempt(models.Model):
    """Somebody tried to sign in: with which name, from where, when.

    The name is kept as a keyed digest only, which tells attempts with one name from those with another: people type
    passwords into the wrong field. `account` is whose name it is, where it is somebody's.
    """

    account = models.ForeignKey(
        User, verbose_name="账号", on_delete=models.PROTECT, null=True, related_name="sign_ins"
    )
    name_digest = models.CharField(max_length=64)
    source = models.CharField("来源地址", max_length=45)
    tried_at = models.DateTimeField("时间")
    outcome = models.CharField("结果", max_length=16, choices=SignInOutcome, default=SignInOutcome.FAILED)

    class Meta:
        verbose_name = verbose_name_plural = "登录记录"
        indexes = [
            models.Index(fields=["name_digest", "source", "-tried_at"], name="shell_sign_in_tried"),
            models.Index(fields=["account", "-tried_at"], name="shell_sign_in_of_account"),
            models.Index(fields=["tried_at"], name="shell_sign_in_at"),
        ]

    def __str__(self) -> str:
        return f"{shown(self.tried_at)} {self.get_outcome_display()}"
