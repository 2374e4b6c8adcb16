"""By whom documents are reviewed: the chains that the unit sets, and who stands at each step."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.models import Officer, Role, Section
from gongkai.bodies.records import LedgeredRecord

SHORTEST, LONGEST = 3, 7  # steps of a chain: 三审三校, and no more than people can tell apart
STAGES: dict[int, str] = dict(enumerate(("一审", "二审", "三审", "四审", "五审", "六审", "七审"), start=1))
CHECKS: dict[int, str] = {number: stage.replace("审", "校") for number, stage in STAGES.items()}


class Chain(LedgeredRecord):
    """By whom what is drafted is reviewed from a day on (审查流程): of all documents, of a kind, of a section, of both.

    Never changed: a later one of the same kind and section takes its place, for what is sent from its day on. One of
    `length` 0 says that the kind or section has none of its own any more.
    """

    kind = models.CharField("文稿类型", max_length=32, blank=True)
    section = models.ForeignKey(
        Section, verbose_name="科室", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    length = models.PositiveSmallIntegerField("环节数")
    from_on = models.DateField("自何日起")
    set_on = models.DateField("设置日期")
    set_by = models.ForeignKey(
        Officer, verbose_name="设置人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "审查流程"
        constraints = [
            invariant(
                Q(length=0) | Q(length__gte=SHORTEST, length__lte=LONGEST),
                name="review_chain_has_three_steps",
            ),
            invariant(Q(from_on__gte=models.F("set_on")), name="review_chain_is_set_before"),
        ]

    def __str__(self) -> str:
        return f"审查流程（自 {self.from_on} 起）"


class Station(LedgeredRecord):
    """Who stands at a step of a chain after the drafter's: whoever holds the role on the day of the step.

    `post` narrows it to one post of that name, `of_section` to the section in which who sent the version works.
    """

    chain = models.ForeignKey(
        Chain, verbose_name="审查流程", on_delete=models.PROTECT, related_name="stations"
    )
    number = models.PositiveSmallIntegerField("环节", choices=list(STAGES.items()))
    title = models.CharField("环节名称", max_length=20)
    role = models.ForeignKey(Role, verbose_name="角色", on_delete=models.PROTECT, related_name="+")
    post = models.CharField("职务", max_length=60, blank=True)
    of_section = models.BooleanField("限拟稿科室", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "审查流程的环节"
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="review_station_once"),
            invariant(Q(number__gt=1) & ~Q(title=""), name="review_station_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.get_number_display()} {self.title}"
