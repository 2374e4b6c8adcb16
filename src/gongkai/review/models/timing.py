"""When an approved version is to leave by itself, and what was taken off the public's pages in an emergency."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.models import Officer
from gongkai.bodies.records import LedgeredRecord
from gongkai.review.models.versions import Approval, Release


class ReleaseTime(LedgeredRecord):
    """At which time an approved version is to be released (定时公开). Of several the last holds; one without a time
    takes back what was set."""

    approval = models.ForeignKey(
        Approval, verbose_name="审批", on_delete=models.PROTECT, related_name="release_times"
    )
    leaves_at = models.DateTimeField("定时公开时间", null=True, blank=True)
    set_by = models.ForeignKey(Officer, verbose_name="设定人", on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField("设定日期")

    named_by = ("approval__version",)

    class Meta:
        verbose_name = verbose_name_plural = "定时公开"

    def __str__(self) -> str:
        return f"{self.approval.version}的定时公开"


class TakeDown(LedgeredRecord):
    """A release was taken off the public's pages at once (紧急下线), before anybody could decide on its withdrawal.

    Another person decides afterwards; until then nothing is counted otherwise than before.
    """

    release = models.ForeignKey(
        Release, verbose_name="公开", on_delete=models.PROTECT, related_name="take_downs"
    )
    reason = models.CharField("下线理由", max_length=400)
    taken_down_at = models.DateTimeField("下线时间")
    taken_down_on = models.DateField("下线日期")
    taken_down_by = models.ForeignKey(
        Officer, verbose_name="下线人", on_delete=models.PROTECT, related_name="+"
    )

    named_by = ("release__approval__version",)

    class Meta:
        verbose_name = verbose_name_plural = "紧急下线"
        constraints = [invariant(~Q(reason=""), name="review_take_down_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.release}的紧急下线"


class TakeDownReview(LedgeredRecord):
    """What another person decided on what was taken down: it is public again, or withdrawn."""

    take_down = models.OneToOneField(
        TakeDown, verbose_name="紧急下线", on_delete=models.PROTECT, primary_key=True, related_name="review"
    )
    restored = models.BooleanField("恢复公开")
    opinion = models.CharField("复核意见", max_length=400)
    reviewed_by = models.ForeignKey(
        Officer, verbose_name="复核人", on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField("复核日期")

    named_by = ("take_down__release__approval__version",)

    class Meta:
        verbose_name = verbose_name_plural = "紧急下线的复核"
        constraints = [invariant(~Q(opinion=""), name="review_take_down_review_says_why")]

    def __str__(self) -> str:
        return f"{self.take_down}：{'恢复公开' if self.restored else '撤回'}"
