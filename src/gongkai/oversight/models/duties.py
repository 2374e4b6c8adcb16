"""What the organ owes itself: trainings, accountability, the year's key points, problems and improvement."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import condition, counted_by
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact


class Training(Fact):
    """A training of those who work on disclosure (条例 art 48)."""

    topic = models.CharField("培训主题", max_length=200)
    held_on = models.DateField("培训日期")
    place = models.CharField("地点", max_length=120, blank=True)
    trainees = models.CharField("培训对象", max_length=200, help_text="信息员、科室负责人、平台维护人员等")
    attendance = models.PositiveIntegerField("参训人数")
    hours = models.DecimalField("学时", max_digits=5, decimal_places=1)
    material = models.CharField("培训材料", max_length=200, blank=True, help_text="课件或者法规的名称")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "业务培训"
        constraints = [
            counted_by("held_on", prefix="oversight_training"),
            condition(
                "attendance",
                Q(attendance__gt=0),
                "应大于 0；没有举办的不登记",
                name="oversight_training_attendance",
            ),
            condition("hours", Q(hours__gt=0), "应大于 0", name="oversight_training_hours"),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="oversight_training_counted")]

    def __str__(self) -> str:
        return self.topic


class AccountabilityGround(models.TextChoices):
    """For what somebody is held to account (条例 arts 52, 53; other: 保密 and the like)."""

    SYSTEM = "system", "未建立健全制度机制（第五十二条）"
    DUTY = "duty", "不依法履行公开职能（第五十三条第一项）"
    UPDATE = "update", "不及时更新信息、指南、目录（第五十三条第二项）"
    OTHER = "other", "其他情形（第五十三条第三项）"


class AccountabilityMeasure(models.TextChoices):
    """What followed."""

    CORRECTION = "correction", "责令改正"
    TALK = "talk", "约谈"
    CRITICISM = "criticism", "通报批评"
    SANCTION = "sanction", "处分"
    OTHER = "other", "其他"


class AccountabilityCase(Fact):
    """Somebody was held to account for disclosure work. The target is an organ or a post, never a name."""

    number = IdentifierField("编号", max_length=40)
    ground = models.CharField("情形", max_length=12, choices=AccountabilityGround)
    matter = models.CharField("事由", max_length=400)
    target = models.CharField("追究对象（单位、职务）", max_length=120, help_text="填单位或者职务，不填姓名")
    measure = models.CharField("追究方式", max_length=12, choices=AccountabilityMeasure)
    decided_by = models.CharField("决定机关", max_length=120)
    decided_on = models.DateField("决定日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "责任追究"
        constraints = [counted_by("decided_on", prefix="oversight_accountability")]
        indexes = [models.Index(fields=["organ", "counted_on"], name="oversight_accountability_count")]

    def __str__(self) -> str:
        return self.number


class AnnualPriority(Fact):
    """A task into which an item of the year's priorities (政务公开工作要点) was broken."""

    number = IdentifierField("任务编号", max_length=40, help_text="带年份，如 2023-01，不重复")
    document = models.CharField("要点文件", max_length=200)
    item = models.CharField("要点条目", max_length=300)
    task = models.CharField("具体任务", max_length=400)
    section = models.CharField("责任科室", max_length=60)
    issued_on = models.DateField("分解日期")
    due_on = models.DateField("完成时限", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "要点任务"
        constraints = [
            counted_by("issued_on", prefix="oversight_priority"),
            condition(
                "due_on",
                Q(due_on=None) | Q(due_on__gte=F("issued_on")),
                "早于分解日期，请核对",
                name="oversight_priority_due",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_priority_number"),
            models.Index(fields=["organ", "counted_on"], name="oversight_priority_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.number}：{self.task}"


class PriorityProgress(Fact):
    """What was done on a task of the key points, and the evidence. `done` ends the task."""

    number = IdentifierField("任务编号", max_length=40)
    reported_on = models.DateField("进展日期")
    progress = models.CharField("落实情况", max_length=600)
    evidence = models.CharField("佐证材料", max_length=300, blank=True, help_text="网址、文号或者台账名称")
    done = models.BooleanField("已完成")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "要点落实"
        constraints = [
            counted_by("reported_on", prefix="oversight_progress"),
            condition(
                "evidence",
                Q(done=False) | ~Q(evidence=""),
                "没有填写；已完成的任务应有佐证材料",
                name="oversight_progress_done_has_evidence",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_progress_number"),
            models.Index(fields=["organ", "counted_on"], name="oversight_progress_counted"),
        ]

    def __str__(self) -> str:
        return f"要点任务 {self.number}：{self.reported_on} 的进展"


class ProblemSource(models.TextChoices):
    """How a problem came to light."""

    OWN = "own", "自查"
    SUPERIOR = "superior", "上级检查"
    ASSESSOR = "assessor", "第三方评估"
    PUBLIC = "public", "群众反映"


class Problem(Fact):
    """A problem of disclosure work. It stays open, also into the next year, until an improvement closes it."""

    number = IdentifierField("问题编号", max_length=40, help_text="带年份，如 2023-1，不重复")
    problem = models.CharField("存在问题", max_length=400)
    source = models.CharField("发现途径", max_length=12, choices=ProblemSource)
    found_on = models.DateField("发现日期")
    plan = models.CharField("改进措施", max_length=400)
    section = models.CharField("责任科室", max_length=60, blank=True)
    due_on = models.DateField("改进时限", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "存在问题"
        constraints = [
            counted_by("found_on", prefix="oversight_problem"),
            condition(
                "due_on",
                Q(due_on=None) | Q(due_on__gte=F("found_on")),
                "早于发现日期，请核对",
                name="oversight_problem_due",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_problem_number"),
            models.Index(fields=["organ", "counted_on"], name="oversight_problem_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.number}：{self.problem}"


class Improvement(Fact):
    """What was done about a problem. `done` closes it."""

    number = IdentifierField("问题编号", max_length=40)
    made_on = models.DateField("改进日期")
    improvement = models.CharField("改进情况", max_length=600)
    done = models.BooleanField("已解决")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "改进情况"
        constraints = [counted_by("made_on", prefix="oversight_improvement")]
        indexes = [
            models.Index(fields=["organ", "number"], name="oversight_improvement_number"),
            models.Index(fields=["organ", "counted_on"], name="oversight_improvement_counted"),
        ]

    def __str__(self) -> str:
        return f"问题 {self.number}：{self.made_on} 改进"
