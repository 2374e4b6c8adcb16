"""Organs, their sections and people, who held which post when, and who stood in for whom."""

from __future__ import annotations

import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class User(AbstractUser):
    """A sign-in. Who the person is and may do is an `Officer` and the appointments."""

    class Meta:
        verbose_name = verbose_name_plural = "账号"


class Organ(models.Model):
    """An administrative organ. Its code is its identity: it stands in the ledger and never changes."""

    code = models.CharField("机关代码", max_length=32, primary_key=True)
    name = models.CharField("机关名称", max_length=80, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name="本级政府",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    region = models.CharField("适用节假日地区", max_length=20, blank=True)
    doc_prefix = models.CharField("机关代字", max_length=20, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    website = models.URLField("网站", blank=True)
    contact_office = models.CharField("公开工作机构", max_length=80, blank=True)
    address = models.CharField("办公地址", max_length=200, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    office_hours = models.CharField("办公时间", max_length=100, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    fax = models.CharField("传真", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    is_sample = models.BooleanField("示例数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机关"

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A section (科室) of an organ."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="sections")
    name = models.CharField("科室名称", max_length=60)
    duty = models.CharField("职责", max_length=400, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "内设机构"
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="bodies_section_once")]

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person who works for an organ. The number, not the name, goes into the ledger."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="officers")
    number = models.CharField("编号", max_length=20)
    name = models.CharField("姓名", max_length=40)
    user = models.OneToOneField(
        User, verbose_name="账号", on_delete=models.PROTECT, null=True, blank=True, related_name="officer"
    )

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="bodies_officer_number_once")]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """A role of an organ (拟稿人, 科室负责人 …) and its permissions, by their ids."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="roles")
    code = models.CharField("角色代码", max_length=32)
    name = models.CharField("角色", max_length=40)
    permissions = models.JSONField("可办事项", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        constraints = [models.UniqueConstraint(fields=["organ", "code"], name="bodies_role_once")]

    def __str__(self) -> str:
        return self.name


class Dated(models.QuerySet):  # type: ignore[type-arg]
    """Rows in force from a day, until a day or open."""

    def on(self, day: datetime.date) -> Self:
        """Return the rows in force on a day; both ends count."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class Appointment(models.Model):
    """Who held which post, with which role, from when until when."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="appointments")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True)
    role = models.ForeignKey(Role, verbose_name="角色", on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField("职务", max_length=60)
    from_on = models.DateField("任职起")
    until_on = models.DateField("任职止", null=True, blank=True)

    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=models.F("from_on")),
                name="bodies_appointment_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.post}"


class StandIn(models.Model):
    """In a bureau of fewer than four people: a person may take a review step beside another step of theirs.

    `step` is the step stood in for. The drafter's final approval is never open to a stand-in (seed S13: three
    persons; 保密法实施条例 art 42).
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="stand_ins")
    officer = models.ForeignKey(
        Officer, verbose_name="代行人", on_delete=models.PROTECT, related_name="stand_ins"
    )
    step = models.PositiveSmallIntegerField("代行环节")
    reason = models.CharField("代行理由", max_length=200)
    from_on = models.DateField("自")
    until_on = models.DateField("至")

    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代行登记"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=models.F("from_on")), name="bodies_standin_days"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="bodies_standin_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} 代行第{self.step}环节"
