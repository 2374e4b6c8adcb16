"""Notices entered by hand, and the unit's values and confirmations. Rows are added and never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai import law
from gongkai.bodies.constraints import invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.models import Officer
from gongkai.bodies.records import LedgeredRecord
from gongkai.ledger.models import LedgeredRow


class HolidayNotice(LedgeredRow):
    """A holiday notice as days. It binds everyone in its layer, so it has no organ; a later one replaces it."""

    layer = models.CharField("层级", max_length=20)
    year = models.PositiveSmallIntegerField("年份")
    title = models.CharField("通知名称", max_length=120)
    number = IdentifierField("文号", max_length=60, blank=True)
    off_days = models.JSONField("放假日期", default=dict)
    working_days = models.JSONField("上班日期", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        constraints = [invariant(~Q(title=""), name="norms_notice_has_a_title")]

    def __str__(self) -> str:
        return self.title


class UnitValue(LedgeredRecord):
    """The unit's own value over a shipped one, in force from a day."""

    key = models.CharField("规则", max_length=80)
    value = models.JSONField("本单位取值")
    in_force_from = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=300)
    entered_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    entered_on = models.DateField("录入日期")

    class Meta:
        verbose_name = verbose_name_plural = "本单位口径"
        constraints = [invariant(~Q(basis=""), name="norms_value_has_a_basis")]

    def __str__(self) -> str:
        return f"{law.shipped_values().label(self.key)}（自 {self.in_force_from} 起）"


class Confirmation(LedgeredRecord):
    """The unit's word that a shipped value, marked as remembered or inferred, holds."""

    key = models.CharField("规则", max_length=80)
    in_force_from = models.DateField("自何日起")
    basis = models.CharField("依据", max_length=300)
    confirmed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_on = models.DateField("确认日期")

    class Meta:
        verbose_name = verbose_name_plural = "口径确认"
        constraints = [invariant(~Q(basis=""), name="norms_confirmation_has_a_basis")]

    def __str__(self) -> str:
        return f"{law.shipped_values().label(self.key)}（自 {self.in_force_from} 起）"
