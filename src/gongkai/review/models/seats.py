"""Who is consulted before a version leaves (会商): the seats that the unit sets, and what was asked and answered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.models import Officer, Role, Section
from gongkai.bodies.records import LedgeredRecord
from gongkai.papers.content import Attachment
from gongkai.papers.models import Version
from gongkai.review.secrecy import CHECKLIST, MATTERS

SECRECY_FINDING = "secrecy_finding"
FLAGS: dict[str, str] = {**CHECKLIST, **MATTERS, SECRECY_FINDING: "检查出密级或者内部标志"}
OPINIONS: dict[str, str] = {"agree": "同意", "comment": "提出意见", "withhold": "建议不公开"}
TREATMENTS: dict[bool, str] = {True: "采纳", False: "不采纳"}


class Seat(LedgeredRecord):
    """Whom the unit consults (会商席位) from a day on: by an account inside, whoever holds the role, or by letter.

    Never changed: a later one of the same name takes its place, for what is sent from its day on, which is not the day
    on which it was set: what was sent keeps its seats. One that is `closed` says that there is none of that name.
    """

    name = models.CharField("席位名称", max_length=40)
    role = models.ForeignKey(
        Role, verbose_name="角色", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.CharField("职务", max_length=60, blank=True)
    addressee = models.CharField("致函单位", max_length=80, blank=True)
    days = models.PositiveSmallIntegerField("答复期限（工作日）")
    basis = models.CharField("依据", max_length=200, blank=True)
    closed = models.BooleanField("不再设置", default=False)
    from_on = models.DateField("自何日起")
    set_on = models.DateField("设置日期")
    set_by = models.ForeignKey(
        Officer, verbose_name="设置人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会商席位"
        constraints = [
            invariant(~Q(name="") & Q(days__gte=1), name="review_seat_has_name_and_days"),
            invariant(
                Q(role__isnull=False, addressee="") | (Q(role=None, post="") & ~Q(addressee="")),
                name="review_seat_is_inside_or_written_to",
            ),
            invariant(Q(from_on__gt=F("set_on")), name="review_seat_is_set_before"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_letter(self) -> bool:
        """Whether a letter goes out, whose answer is recorded here."""
        return self.role_id is None


class SeatRule(LedgeredRecord):
    """When a seat must be consulted: of a kind, drafted in a section, with a flag; what is left empty is any."""

    seat = models.ForeignKey(Seat, verbose_name="会商席位", on_delete=models.PROTECT, related_name="rules")
    kind = models.CharField("文稿类型", max_length=32, blank=True)
    section = models.ForeignKey(
        Section, verbose_name="科室", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    flag = models.CharField("事项", max_length=20, choices=list(FLAGS.items()), blank=True)

    named_by = ("seat",)

    class Meta:
        verbose_name = verbose_name_plural = "须会商的情形"
        constraints = [invariant(Q(flag__in=("", *FLAGS)), name="review_seat_rule_flag")]

    def __str__(self) -> str:
        return f"{self.seat}：{self.get_flag_display() or '一律'}"


class SeatQuestion(LedgeredRecord):
    """A seat, or by letter anybody else, was asked about one version. The answer is about that version, no other."""

    version = models.ForeignKey(
        Version, verbose_name="文稿版本", on_delete=models.PROTECT, related_name="seat_questions"
    )
    seat = models.ForeignKey(
        Seat, verbose_name="会商席位", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField("征求对象", max_length=80)
    question = models.TextField("征求意见的问题")
    letter_number = models.CharField("发函文号", max_length=40, blank=True)
    asked_by = models.ForeignKey(Officer, verbose_name="征求人", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField("征求日期")
    due_on = models.DateField("答复期限")

    named_by = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "会商"
        constraints = [
            invariant(~Q(name="") & ~Q(question=""), name="review_question_says_whom_and_what"),
            invariant(Q(due_on__gte=F("asked_on")), name="review_question_days_in_order"),
        ]
        indexes = [
            models.Index(fields=["organ", "asked_on"], name="review_question_asked"),
            models.Index(fields=["organ", "due_on"], name="review_question_due"),
            models.Index(fields=["organ", "name"], name="review_question_name"),
        ]

    def __str__(self) -> str:
        return f"{self.version}征求{self.name}意见"

    @property
    def by_letter(self) -> bool:
        """Whether it was asked by a letter out."""
        return self.seat is None or self.seat.by_letter


class SeatAnswer(LedgeredRecord):
    """What was answered, once. Of a letter also its day and number, and the answer itself as it was scanned."""

    question = models.OneToOneField(
        SeatQuestion, verbose_name="会商", on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    opinion = models.CharField("意见", max_length=8, choices=list(OPINIONS.items()))
    text = models.TextField("意见内容", blank=True)
    letter_on = models.DateField("复函日期", null=True, blank=True)
    letter_number = models.CharField("复函文号", max_length=40, blank=True)
    attachments = models.JSONField("复函扫描件", default=list)
    answered_by = models.ForeignKey(
        Officer, verbose_name="答复人（登记人）", on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField("答复日期")

    named_by = ("question__version",)

    class Meta:
        verbose_name = verbose_name_plural = "会商意见"
        constraints = [
            invariant(Q(opinion__in=OPINIONS), name="review_answer_opinion"),
            invariant(Q(opinion="agree") | ~Q(text=""), name="review_answer_says_what"),
            invariant(Q(letter_on=None) | Q(letter_on__lte=F("answered_on")), name="review_answer_days"),
        ]

    def __str__(self) -> str:
        return f"{self.question}：{self.get_opinion_display()}"

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The answer as it was scanned, in order."""
        return tuple(Attachment.from_json(data) for data in self.attachments)


class AnswerCorrection(LedgeredRecord):
    """An answer was recorded wrongly (更正), with the reason: it counts no more, and is recorded anew to `again`.

    That is the same question a second time, of the day on which it was asked.
    """

    answer = models.OneToOneField(
        SeatAnswer,
        verbose_name="会商意见",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="correction",
    )
    again = models.OneToOneField(
        SeatQuestion, verbose_name="重新答复", on_delete=models.PROTECT, related_name="corrects"
    )
    reason = models.CharField("更正的理由", max_length=400)
    corrected_by = models.ForeignKey(
        Officer, verbose_name="更正人", on_delete=models.PROTECT, related_name="+"
    )
    corrected_on = models.DateField("更正日期")

    named_by = ("answer__question__version",)

    class Meta:
        verbose_name = verbose_name_plural = "会商意见更正"
        constraints = [invariant(~Q(reason=""), name="review_answer_correction_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.answer}（已更正）"


class SeatRecall(LedgeredRecord):
    """A question was taken back before it was answered, with its reason."""

    question = models.OneToOneField(
        SeatQuestion, verbose_name="会商", on_delete=models.PROTECT, primary_key=True, related_name="recall"
    )
    reason = models.CharField("撤回理由", max_length=400)
    recalled_by = models.ForeignKey(
        Officer, verbose_name="撤回人", on_delete=models.PROTECT, related_name="+"
    )
    recalled_on = models.DateField("撤回日期")

    named_by = ("question__version",)

    class Meta:
        verbose_name = verbose_name_plural = "撤回会商"
        constraints = [invariant(~Q(reason=""), name="review_recall_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.question}已撤回"


class SeatTreatment(LedgeredRecord):
    """What was done with an opinion (意见处理): it was followed or not, and why."""

    answer = models.OneToOneField(
        SeatAnswer,
        verbose_name="会商意见",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="treatment",
    )
    adopted = models.BooleanField("采纳")
    reason = models.TextField("理由和处理方式")
    treated_by = models.ForeignKey(Officer, verbose_name="处理人", on_delete=models.PROTECT, related_name="+")
    treated_on = models.DateField("处理日期")

    named_by = ("answer__question__version",)

    class Meta:
        verbose_name = verbose_name_plural = "会商意见处理"
        constraints = [invariant(~Q(reason=""), name="review_treatment_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.answer}（{TREATMENTS[self.adopted]}）"
