"""Requests, the facts that say when each was received and how it was answered, and what follows for its day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai import law
from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact, LedgeredRecord, Record
from gongkai.ledger.models import Entry
from gongkai.papers.models import Document
from gongkai.review.models import Approval

APPLICANT_KINDS = [(each.code, each.label) for each in law.APPLICANT_KINDS.values()]
SERVICE_METHODS = [(each.code, each.label) for each in law.SERVICE_METHODS.values()]
CHANNELS = [(each.code, each.label) for each in law.CHANNELS.values()]


class DeterminedBy(models.TextChoices):
    """What fixed the day of receipt (条例 art 31)."""

    SUBMISSION = "submission", "当面提交之日"
    SIGNATURE = "signature", "本机关签收之日"
    CONFIRMATION = "confirmation", "与申请人确认之日"


class InfoRequest(LedgeredRecord):
    """A case: what was asked for, by whom, on which way. Never locked: what is counted stands in its facts.

    `applicant_kind` is what the application says; the kind that the year counts is the receipt's. Name and
    contact are personal data: in no index, no ledger entry and no public page.
    """

    number = IdentifierField("登记编号", max_length=40)
    applicant_kind = models.CharField("申请人类别", max_length=16, choices=APPLICANT_KINDS)
    applicant_name = models.CharField("申请人姓名或者名称", max_length=80)
    applicant_contact = models.CharField("联系方式", max_length=120, blank=True)
    channel = models.CharField("申请渠道", max_length=16, choices=CHANNELS)
    description = models.TextField("申请内容")
    wanted_form = models.CharField("获取信息的方式、途径", max_length=80, blank=True)
    arrived_on = models.DateField("到达日期")
    filled_by_staff = models.BooleanField("工作人员代填", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "政府信息公开申请"
        constraints = [
            models.UniqueConstraint(fields=["organ", "number"], name="inforequests_request_number_once"),
            invariant(
                ~Q(number="") & ~Q(applicant_name="") & ~Q(description=""),
                name="inforequests_request_says_who_and_what",
            ),
        ]
        indexes = [models.Index(fields=["organ", "arrived_on", "id"], name="inforequests_request_arrived")]

    def __str__(self) -> str:
        return self.number


class Receipt(Fact):
    """On which day a case was received, and how that was determined: the clock's start and the year's count.

    A case has at most one standing receipt: the first has no predecessor, every later one corrects it.
    """

    request = models.ForeignKey(
        InfoRequest, verbose_name="申请", on_delete=models.PROTECT, related_name="receipts"
    )
    received_on = models.DateField("收到申请之日")
    determined_by = models.CharField("确定方式", max_length=16, choices=DeterminedBy)
    applicant_kind = models.CharField("申请人类别（统计）", max_length=16, choices=APPLICANT_KINDS)
    named_by = ("request",)

    class Meta:
        verbose_name = verbose_name_plural = "收到申请"
        constraints = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(supersedes=None), name="inforequests_receipt_first_once"
            ),
            counted_by("received_on", prefix="inforequests_receipt"),
        ]
        indexes = [
            models.Index(
                fields=["organ", "counted_on", "id", "voids", "request", "applicant_kind"],
                name="inforequests_receipt_counted",
            ),
            models.Index(fields=["request", "voids", "id", "applicant_kind"], name="inforequests_receipt_of"),
        ]

    def __str__(self) -> str:
        return f"申请 {self.request}：{self.received_on} 收到"


class Reply(Fact):
    """How a case was answered. `decided_on` is the 成文日期, `served_on` the day on which the reply was sent.

    The year counts it by one of them, as the unit settled it when it was recorded (`report.outcome_day`).
    A case has at most one standing first reply. A renewed one after 复议 or 诉讼 (`is_renewed`) is a reply
    too, but no second result of the year (`report.renewed_reply`).
    """

    request = models.ForeignKey(
        InfoRequest, verbose_name="申请", on_delete=models.PROTECT, related_name="replies"
    )
    ground = models.CharField("答复理由", max_length=32)
    decided_on = models.DateField("成文日期")
    served_on = models.DateField("送达日期", null=True, blank=True)
    doc_number = IdentifierField("答复文号", max_length=60, blank=True)
    is_renewed = models.BooleanField("重新答复", default=False)
    named_by = ("request",)

    class Meta:
        verbose_name = verbose_name_plural = "答复"
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(supersedes=None, is_renewed=False),
                name="inforequests_reply_first_once",
            ),
            invariant(~Q(ground=""), name="inforequests_reply_has_a_ground"),
            invariant(
                Q(counted_on=models.F("decided_on"))
                | Q(served_on__isnull=False, counted_on=models.F("served_on")),
                name="inforequests_reply_counted_on",
            ),
            invariant(
                Q(served_on=None) | Q(served_on__gte=models.F("decided_on")),
                name="inforequests_reply_served_after_it_was_made",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ", "counted_on", "id", "voids", "is_renewed", "request", "ground"],
                name="inforequests_reply_counted",
            ),
            models.Index(
                fields=["request", "is_renewed", "voids", "counted_on", "id"], name="inforequests_reply_of"
            ),
        ]

    def __str__(self) -> str:
        return f"申请 {self.request}：{self.decided_on} 答复，{self.law_ground.label}"

    @property
    def law_ground(self) -> law.Ground:
        """The ground with its articles, its outcome and its row of table 三."""
        return law.ground(self.ground)


class CaseLetter(LedgeredRecord):
    """A letter of a case: what it says is its versions, that it may leave its approval, that it left its service."""

    document = models.OneToOneField(
        Document, verbose_name="信函", on_delete=models.PROTECT, primary_key=True, related_name="case_letter"
    )
    request = models.ForeignKey(
        InfoRequest, verbose_name="申请", on_delete=models.PROTECT, related_name="letters"
    )
    named_by = ("request", "document")

    class Meta:
        verbose_name = verbose_name_plural = "申请的信函"

    def __str__(self) -> str:
        return f"申请 {self.request}的{self.document.kind_label}"


class Service(Fact):
    """An approved letter was handed over to be served (国办公开办函〔2016〕235号).

    By post this day meets the organ's deadline; with other methods the day of arrival does (`law.service`).
    A letter has at most one standing service. The approval cannot be another letter's.
    """

    letter = models.ForeignKey(
        CaseLetter, verbose_name="信函", on_delete=models.PROTECT, related_name="services"
    )
    approval = models.ForeignKey(Approval, verbose_name="审批", on_delete=models.PROTECT, related_name="+")
    method = models.CharField("送达方式", max_length=16, choices=SERVICE_METHODS)
    handed_over_on = models.DateField("送出日期")
    evidence = models.CharField("送达凭证", max_length=80, blank=True)
    named_by = ("letter__request", "letter__document")

    class Meta:
        verbose_name = verbose_name_plural = "送达"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(supersedes=None), name="inforequests_service_first_once"
            ),
            counted_by("handed_over_on", prefix="inforequests_service"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}：{self.handed_over_on} 送出"


class DeliveryReceipt(Fact):
    """A letter reached whom it was for: signed for, or arrived in the system that they named.

    From this day their periods run (复议法实施条例第二十三条).
    """

    letter = models.ForeignKey(
        CaseLetter, verbose_name="信函", on_delete=models.PROTECT, related_name="arrivals"
    )
    received_on = models.DateField("签收日期")
    named_by = ("letter__request", "letter__document")

    class Meta:
        verbose_name = verbose_name_plural = "签收"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(supersedes=None), name="inforequests_arrival_first_once"
            ),
            counted_by("received_on", prefix="inforequests_arrival"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}：{self.received_on} 签收"


class Response(Fact):
    """What came back to a letter: the supplemented request, a third party's opinion, the payment."""

    letter = models.ForeignKey(
        CaseLetter, verbose_name="信函", on_delete=models.PROTECT, related_name="responses"
    )
    responded_on = models.DateField("收到回复日期")
    answer = models.CharField("回复", max_length=16)
    note = models.CharField("说明", max_length=400, blank=True)
    named_by = ("letter__request", "letter__document")

    class Meta:
        verbose_name = verbose_name_plural = "回复"
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(supersedes=None), name="inforequests_response_first_once"
            ),
            invariant(~Q(answer=""), name="inforequests_response_says_something"),
            counted_by("responded_on", prefix="inforequests_response"),
        ]

    def __str__(self) -> str:
        return f"{self.letter}：{self.responded_on} 收到回复"


class ClockState(models.TextChoices):
    """Where the clock of an open case stands."""

    UNCONFIRMED = "unconfirmed", "未确认—期限未起算"
    RUNNING = "running", "办理中"
    WAITING_SUPPLEMENT = "waiting_supplement", "等待补正"
    WAITING_PAYMENT = "waiting_payment", "等待缴费"
    SUSPENDED = "suspended", "征求意见中"
    UNKNOWN = "unknown", "期限须人工核定"


RUNS_TO_A_DAY = (ClockState.RUNNING, ClockState.WAITING_SUPPLEMENT, ClockState.WAITING_PAYMENT)


class DueDay(Record):
    """The day by which an open case is to be answered, kept so that the soonest are found among many.

    One row an open case, none for an answered one. Derived from the facts through `law` and made anew
    whenever they, the notices or the values change (`clocks`); never a source. `facts` is a digest of what it was
    made from, `counted_from` the day after which the period counts: that of receipt or of a fresh start, or of
    arrival while receipt is not confirmed. `due_on` is the organ's day, or the applicant's while it is
    the applicant's turn; `alert_on` the day from which an unconfirmed one is
    told as wrong; `missing` what a provisional day waits for, or why the law gives none.
    """

    request = models.OneToOneField(
        InfoRequest, verbose_name="申请", on_delete=models.PROTECT, primary_key=True, related_name="due_day"
    )
    facts = models.CharField("事实摘要", max_length=64)
    state = models.CharField("期限状态", max_length=24, choices=ClockState)
    counted_from = models.DateField("起算日")
    due_on = models.DateField("答复期限", null=True)
    alert_on = models.DateField("提醒日", null=True)
    basis = models.JSONField("依据", default=list)
    missing = models.JSONField("尚缺", default=list)
    named_by = ("request",)

    class Meta:
        verbose_name = verbose_name_plural = "在办申请的期限"
        constraints = [
            invariant(
                Q(state__in=RUNS_TO_A_DAY, due_on__isnull=False)
                | ~Q(state__in=RUNS_TO_A_DAY) & Q(due_on=None),
                name="inforequests_dueday_runs_to_a_day",
            )
        ]
        indexes = [models.Index(fields=["organ", "state", "due_on", "request"], name="inforequests_due")]

    def __str__(self) -> str:
        return f"申请 {self.request}：{self.due_on or self.get_state_display()}"


class MovedDeadline(LedgeredRecord):
    """That a notice or a value, entered while a case was open, moved its day: told once for each cause."""

    request = models.ForeignKey(
        InfoRequest, verbose_name="申请", on_delete=models.PROTECT, related_name="moved_deadlines"
    )
    cause = models.ForeignKey(Entry, verbose_name="起因", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("原期限")
    to_on = models.DateField("现期限")
    named_by = ("request",)

    class Meta:
        verbose_name = verbose_name_plural = "期限变动"
        constraints = [
            models.UniqueConstraint(fields=["request", "cause"], name="inforequests_moved_once_for_a_cause"),
            invariant(~Q(from_on=models.F("to_on")), name="inforequests_moved_moves"),
        ]
        indexes = [models.Index(fields=["organ", "cause", "id"], name="inforequests_moved_by")]

    def __str__(self) -> str:
        return f"申请 {self.request}：{self.from_on} 变为 {self.to_on}"


class FeeWay(models.TextChoices):
    """The two ways of 信息处理费, of which an organ picks one for a request (信息处理费管理办法 art 3)."""

    ITEMS = "items", "按件计收"
    PAGES = "pages", "按量计收"


class FeeNotice(Fact):
    """A fee notice was sent: for which request, which way, how much (信息处理费管理办法 arts 3–5), in yuan."""

    number = IdentifierField("收费通知编号", max_length=60, help_text="一件通知一号")
    request_number = IdentifierField("申请登记编号", max_length=40)
    way = models.CharField("计收方式", max_length=8, choices=FeeWay)
    quantity = models.PositiveIntegerField("件数或者页数")
    amount = models.DecimalField("通知金额（元）", max_digits=12, decimal_places=2)
    noticed_on = models.DateField("通知日期", help_text="年度报告按它统计发出收费通知的件数和金额")

    class Meta:
        verbose_name = verbose_name_plural = "信息处理费通知"
        constraints = [
            condition(
                "amount",
                Q(amount__gt=0),
                "应大于 0；不收费的不发收费通知",
                name="inforequests_fee_notice_amount",
            ),
            counted_by("noticed_on", prefix="inforequests_fee_notice"),
        ]
        indexes = [
            models.Index(fields=["organ", "number"], name="inforequests_fee_notice_number"),
            models.Index(fields=["organ", "counted_on"], name="inforequests_fee_notice_year"),
        ]

    def __str__(self) -> str:
        return self.number


class FeePayment(Fact):
    """A noticed fee was paid, in yuan, against a fiscal receipt; it goes whole to the treasury."""

    number = IdentifierField("收费通知编号", max_length=60)
    voucher = IdentifierField("财政票据号码", max_length=60)
    amount = models.DecimalField("实收金额（元）", max_digits=12, decimal_places=2)
    paid_on = models.DateField("缴费日期", help_text="年度报告按它统计实际收取的金额")

    class Meta:
        verbose_name = verbose_name_plural = "信息处理费缴纳"
        constraints = [
            condition(
                "amount",
                Q(amount__gt=0),
                "应大于 0；退费请更正或者作废原记录",
                name="inforequests_fee_payment_amount",
            ),
            counted_by("paid_on", prefix="inforequests_fee_payment"),
        ]
        indexes = [
            models.Index(fields=["organ", "voucher"], name="inforequests_fee_payment_slip"),
            models.Index(fields=["organ", "counted_on"], name="inforequests_fee_payment_year"),
        ]

    def __str__(self) -> str:
        return self.voucher
