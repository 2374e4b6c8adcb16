"""The chain, its head, and the locks on counted periods."""

from __future__ import annotations

from typing import Any

from django.db import models


class Salt(models.BinaryField):  # type: ignore[type-arg]
    """What keeps a row's digest from being guessed.

    Django asks a binary field for the placeholder of each value, and for that alone would send rows to
    PostgreSQL value by value instead of as one array a column, which costs three times as much. The placeholder
    is the plain one on both databases, so this field has none of its own. To migrations it is what it was.
    """

    get_placeholder: Any = property()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 16, **kwargs})

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class LedgeredRow(models.Model):
    """A row whose digest the ledger holds, so that a change behind its back is found.

    `transaction_id` ties it to the entries of the action that stored or last amended it, `salt` keeps its digest
    there from being guessed.
    """

    transaction_id = models.UUIDField(db_index=True, editable=False)
    salt = Salt()

    class Meta:
        abstract = True


class Head(models.Model):
    """The last link of the chain. One row an installation; holding it orders the writers."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "账链之首"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Entry(models.Model):
    """One thing that happened. `transaction_id` is shared by everything that one action did, facts included."""

    seq = models.BigIntegerField(primary_key=True)
    transaction_id = models.UUIDField(db_index=True)
    organ_code = models.CharField("机关代码", max_length=32)
    event = models.CharField("事项", max_length=64)
    day = models.DateField("日期")
    recorded_at = models.DateTimeField("记录时间")
    actor_number = models.CharField("经办人编号", max_length=32)
    actor_post = models.CharField("经办人职务", max_length=64)
    basis = models.CharField("依据", max_length=200, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    key_name = models.CharField(max_length=8)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "台账"
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["organ_code", "-seq"], name="ledger_entry_organ"),
            models.Index(fields=["organ_code", "event", "-seq"], name="ledger_entry_event"),
        ]

    def __str__(self) -> str:
        return f"台账第 {self.seq} 条"


class Subject(models.Model):
    """What an entry is about. A room shows what higher rooms did to its record by reading these."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="subjects")
    model = models.CharField(max_length=64)
    key = models.CharField(max_length=64)

    class Meta:
        verbose_name = "事项对象"
        constraints = [models.UniqueConstraint(fields=["entry", "model", "key"], name="ledger_subject_once")]
        indexes = [models.Index(fields=["model", "key"], name="ledger_subject_of")]

    def __str__(self) -> str:
        return f"{self.model}:{self.key}"


class PeriodLock(LedgeredRow):
    """A period whose counted facts stand. It knows organ and days, not reports."""

    organ_code = models.CharField("机关代码", max_length=32)
    first_on = models.DateField("首日")
    last_on = models.DateField("末日")

    class Meta:
        verbose_name = "期间锁定"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_on__lte=models.F("last_on")), name="ledger_periodlock_days_in_order"
            )
        ]
        indexes = [models.Index(fields=["organ_code", "first_on", "last_on"], name="ledger_periodlock_days")]

    def __str__(self) -> str:
        return f"{self.first_on} 至 {self.last_on} 的锁定"


class Unlock(LedgeredRow):
    """Leave to correct one named fact, or to add a number of facts of one day, within one lock.

    A correcting row names the unlock that it uses, so a use can be counted and shown. The database takes an unlock
    only where the ledger names it already (`registry.Guard.named`).
    """

    lock = models.ForeignKey(PeriodLock, on_delete=models.PROTECT, related_name="unlocks")
    table = models.CharField(max_length=64)
    fact_key = models.BigIntegerField(null=True)
    counted_on = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)
    reason = models.CharField("理由", max_length=400)

    class Meta:
        verbose_name = "解锁"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fact_key__isnull=False, counted_on__isnull=True, number__isnull=True)
                | models.Q(fact_key__isnull=True, counted_on__isnull=False, number__isnull=False),
                name="ledger_unlock_names_a_fact_or_an_addition",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="ledger_unlock_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"准予补登 {self.number} 条（{self.counted_on}）" if self.number else "准予更正一条记录"


class Cursor(models.Model):
    """How far a follower has read the chain, and where it stopped when it failed."""

    follower = models.CharField("后续工作", max_length=64, primary_key=True)
    seq = models.BigIntegerField("已处理到", default=0)
    failed_at = models.DateTimeField("中断时间", null=True)
    failure = models.CharField("中断原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "后续工作进度"

    def __str__(self) -> str:
        return f"{self.follower} {self.seq}"


class NoticedFault(models.Model):
    """Something that a running watch found not as recorded, since when. It goes when the watch finds it whole again."""

    watch = models.CharField("核对", max_length=64)
    subject = models.CharField("对象", max_length=160)
    noticed_at = models.DateTimeField("发现时间")

    class Meta:
        verbose_name = "核对发现"
        constraints = [models.UniqueConstraint(fields=["watch", "subject"], name="ledger_noticed_once")]

    def __str__(self) -> str:
        return f"{self.watch} {self.subject}"
