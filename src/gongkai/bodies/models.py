"""Organs, their sections and people, who held which post when, and who stood in for whom.

All of it decides who may do what: it is sealed, and amended by actions only.
"""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.ledger import seals
from gongkai.ledger.models import LedgeredRow

ACCOUNT = "bodies.account"


class User(AbstractUser):
    """A sign-in. Who the person is and may do is an `Officer` and the appointments.

    A password that this program stored is sealed with the ledger's key: one that somebody wrote into the table, or
    copied from another account, lets nobody in.
    """

    seal = models.CharField(max_length=seals.LENGTH, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the account; with a new password its seal."""
        new = self._state.adding or "password" in (kwargs.get("update_fields") or ())
        super().save(*args, **kwargs)
        if new:
            self.seal = seals.seal_over(ACCOUNT, self._sealed)
            super().save(update_fields=["seal"])

    def check_password(self, raw_password: str) -> bool:
        """Return whether this is the password of the account, and this program stored it."""
        return self.is_genuine and super().check_password(raw_password)

    @property
    def is_genuine(self) -> bool:
        """Whether this program stored the password of this account."""
        return seals.is_seal_over(self.seal, ACCOUNT, self._sealed)

    @property
    def _sealed(self) -> list[Any]:
        return [self.pk, self.username, self.password]


class Organ(LedgeredRow):
    """An administrative organ. Its code is its identity: it stands in the ledger and never changes.

    What the public reads of it is no fact of the organ but a text, reviewed and released (`papers.structured`).
    """

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
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    is_sample = models.BooleanField("示例数据", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "机关"

    def __str__(self) -> str:
        return self.name


class Section(LedgeredRow):
    """A section (科室) of an organ."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="sections")
    name = models.CharField("科室名称", max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "内设机构"
        constraints = [models.UniqueConstraint(fields=["organ", "name"], name="bodies_section_once")]

    def __str__(self) -> str:
        return self.name


class Officer(LedgeredRow):
    """A person who works for an organ. The number, not the name, goes into the ledger."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="officers")
    number = IdentifierField("编号", max_length=20)
    name = models.CharField("姓名", max_length=40)
    user = models.OneToOneField(
        User, verbose_name="账号", on_delete=models.PROTECT, null=True, blank=True, related_name="officer"
    )

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        constraints = [models.UniqueConstraint(fields=["organ", "number"], name="bodies_officer_number_once")]

    def __str__(self) -> str:
        return self.name


class Role(LedgeredRow):
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


class PostHeld(LedgeredRow):
    """Who is to hold, or holds, which post, with which role, from when until when."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="%(class)ss")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="%(class)ss")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, blank=True)
    role = models.ForeignKey(Role, verbose_name="角色", on_delete=models.PROTECT, related_name="%(class)ss")
    post = models.CharField("职务", max_length=60)
    from_on = models.DateField("任职起")
    until_on = models.DateField("任职止", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            invariant(Q(until_on=None) | Q(until_on__gte=models.F("from_on")), name="bodies_%(class)s_days")
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.post}"

    @property
    def terms(self) -> dict[str, Any]:
        """What it says, by the names of its fields: a confirmation takes it over as it was proposed."""
        names = ("organ_id", "officer_id", "section_id", "role_id", "post", "from_on", "until_on")
        return {name: getattr(self, name) for name in names}


class Nomination(PostHeld):
    """One person proposes that somebody hold a post with a role; a second one confirms it, or refuses."""

    proposed_by = models.ForeignKey(
        Officer, verbose_name="提名人", on_delete=models.PROTECT, related_name="+"
    )
    proposed_on = models.DateField("提名日期")

    class Meta(PostHeld.Meta):
        verbose_name = verbose_name_plural = "任职提名"


class NominationRefusal(LedgeredRow):
    """A nomination that the second person did not confirm, and why."""

    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, primary_key=True, related_name="refusal"
    )
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("不同意的理由", max_length=200)
    refused_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    refused_on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "任职提名未确认"
        constraints = [invariant(~Q(reason=""), name="bodies_nominationrefusal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.nomination}：{self.reason}"


class Appointment(PostHeld):
    """Who held which post, with which role, from when until when.

    Of a nomination that a second person confirmed; without one only where a command on the machine itself appointed.
    """

    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, null=True, blank=True, related_name="appointment"
    )
    confirmed_by = models.ForeignKey(
        Officer, verbose_name="确认人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Dated.as_manager()

    class Meta(PostHeld.Meta):
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            *PostHeld.Meta.constraints,
            invariant(
                Q(nomination=None, confirmed_by=None)
                | Q(nomination__isnull=False, confirmed_by__isnull=False),
                name="bodies_appointment_confirmed",
            ),
        ]

    def is_in_force(self, day: datetime.date) -> bool:
        """Whether it is held on a day; both ends count."""
        return self.from_on <= day and (self.until_on is None or self.until_on >= day)


class StandIn(LedgeredRow):
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
    recorded_by = models.ForeignKey(
        Officer, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代行登记"
        constraints = [
            invariant(Q(until_on__gte=models.F("from_on")), name="bodies_standin_days"),
            invariant(~Q(reason=""), name="bodies_standin_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.officer} 代行第 {self.step} 审"


class Absence(LedgeredRow):
    """Somebody is away from work for some days; who acts in the posts meanwhile, if anybody does (代行)."""

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="absences")
    officer = models.ForeignKey(
        Officer, verbose_name="离岗人", on_delete=models.PROTECT, related_name="absences"
    )
    stand_in = models.ForeignKey(
        Officer,
        verbose_name="代行人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acting_in",
    )
    reason = models.CharField("离岗理由", max_length=200)
    from_on = models.DateField("自")
    until_on = models.DateField("至")
    recorded_by = models.ForeignKey(
        Officer, verbose_name="登记人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Dated.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "离岗登记"
        constraints = [
            invariant(Q(until_on__gte=models.F("from_on")), name="bodies_absence_days"),
            invariant(~Q(reason=""), name="bodies_absence_has_a_reason"),
            invariant(
                Q(stand_in=None) | ~Q(stand_in=models.F("officer")),
                name="bodies_absence_is_stood_in_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.from_on} 至 {self.until_on} 离岗"
