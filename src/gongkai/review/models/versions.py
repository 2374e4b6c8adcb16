"""The secrecy form, the steps, the approval of one version, its number and day, its release and withdrawal."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.models import Absence, Officer, StandIn
from gongkai.bodies.records import LedgeredRecord, RecordQuery
from gongkai.papers.models import Document, NumberDraw, Version
from gongkai.review.models.chains import STAGES, Chain
from gongkai.review.secrecy import CARRIERS, CHECKLIST, CONCLUSIONS, LEVELS, MATTERS, MAY_LEAVE, SOURCES

VERDICTS: dict[str, str] = {"agree": "同意", "return": "退回"}
DATED_BY: dict[str, str] = {
    "signing": "签发之日",
    "meeting": "会议通过之日",
    "joint": "联合发文的最后签发机关签发之日",
    "paper": "纸上所载",
}


class SecrecyForm(LedgeredRecord):
    """The secrecy review form of one version: one item, one review."""

    version = models.OneToOneField(
        Version,
        verbose_name="文稿版本",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="secrecy_form",
    )
    section = models.CharField("拟稿单位（科室）", max_length=60)
    carrier = models.CharField("信息载体形式", max_length=16, choices=list(CARRIERS.items()))
    source = models.CharField("信息来源", max_length=16, choices=list(SOURCES.items()))
    source_note = models.CharField("出处", max_length=200, blank=True)
    channel = models.CharField("拟公开方式、栏目或渠道", max_length=200)
    planned_on = models.DateField("拟公开时间", null=True, blank=True)
    state_secret = models.BooleanField("国家秘密")
    work_secret = models.BooleanField("工作秘密")
    internal = models.BooleanField("内部敏感信息")
    trade_secret = models.BooleanField("商业秘密")
    privacy = models.BooleanField("个人隐私")
    unpublished_data = models.BooleanField("未公开数据")
    other_unit = models.BooleanField("他单位信息")
    normative = models.BooleanField("行政规范性文件")
    policy = models.BooleanField("重要政策、敏感信息")
    level = models.CharField("密级", max_length=16, choices=list(LEVELS.items()))
    level_statement = models.CharField("密级说明", max_length=200)
    secrecy_office_opinion = models.TextField("保密审查机构（保密员）意见", blank=True)
    leader_opinion = models.TextField("主要领导（保密委员会）意见", blank=True)
    referral_result = models.TextField("上报确定结果", blank=True)
    conclusion = models.CharField("审查结论", max_length=16, choices=list(CONCLUSIONS.items()))
    conclusion_note = models.TextField("理由和处理方式", blank=True)
    findings = models.JSONField("自动检查结果和答复", default=list)
    pledged = models.BooleanField("拟稿人承诺")
    filled_by = models.ForeignKey(Officer, verbose_name="拟稿人", on_delete=models.PROTECT, related_name="+")
    filled_on = models.DateField("填表日期")

    class Meta:
        verbose_name = verbose_name_plural = "保密审查表"
        constraints = [
            invariant(Q(pledged=True), name="review_form_is_pledged"),
            invariant(~Q(section="") & ~Q(channel="") & ~Q(level_statement=""), name="review_form_is_filled"),
            invariant(Q(source="own") | ~Q(source_note=""), name="review_form_names_its_source"),
            invariant(
                ~Q(conclusion="publish") | Q(**dict.fromkeys(CHECKLIST, False)),
                name="review_form_publishes_what_touches_nothing",
            ),
            invariant(
                ~Q(conclusion__in=MAY_LEAVE) | Q(state_secret=False, level="none"),
                name="review_form_keeps_secrets",
            ),
            invariant(
                Q(conclusion__in=CONCLUSIONS) & (Q(conclusion="publish") | ~Q(conclusion_note="")),
                name="review_form_gives_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"保密审查表 {self.number}"

    @property
    def number(self) -> str:
        """The number of the form (表号): organ, document and version."""
        return f"{self.organ_id}-{self.version.document_id}-{self.version.number}"

    @property
    def touched(self) -> list[str]:
        """The Chinese names of what the checklist says is touched."""
        return [label for name, label in CHECKLIST.items() if getattr(self, name)]

    @property
    def matters(self) -> list[str]:
        """The Chinese names of what it is about which others are to be asked."""
        return [label for name, label in MATTERS.items() if getattr(self, name)]


class ApprovalSheet(LedgeredRecord):
    """The approval sheet (审批表) of one version of a letter: one letter, one sheet."""

    version = models.OneToOneField(
        Version,
        verbose_name="信函版本",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="approval_sheet",
    )
    section = models.CharField("承办科室", max_length=60)
    found = models.TextField("查找和审查情况")
    proposal = models.TextField("拟办意见和依据")
    consulted = models.TextField("征求意见情况", blank=True)
    third_party = models.BooleanField("涉及第三方商业秘密、个人隐私")
    third_party_note = models.TextField("如何处理", blank=True)
    secrecy_statement = models.CharField("保密审查意见", max_length=200)
    findings = models.JSONField("自动检查结果和答复", default=list)
    pledged = models.BooleanField("承办人承诺")
    filled_by = models.ForeignKey(Officer, verbose_name="承办人", on_delete=models.PROTECT, related_name="+")
    filled_on = models.DateField("填表日期")

    class Meta:
        verbose_name = verbose_name_plural = "审批表"
        constraints = [
            invariant(
                Q(pledged=True) & ~Q(section="") & ~Q(found="") & ~Q(proposal="") & ~Q(secrecy_statement=""),
                name="review_sheet_is_filled",
            ),
            invariant(
                Q(third_party=False) | ~Q(third_party_note=""), name="review_sheet_says_how_others_are_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"审批表 {self.number}"

    @property
    def number(self) -> str:
        """The number of the sheet (表号): organ, document and version."""
        return f"{self.organ_id}-{self.version.document_id}-{self.version.number}"


class Step(LedgeredRecord):
    """An officer agreed to a version or returned it. A returned version is done with: the next is another.

    Who agrees has read it as reviewer (审) and as proofreader (校). The first step names the chain with which the
    version was sent, and keeps; none where the unit had set none.
    """

    version = models.ForeignKey(
        Version, verbose_name="文稿版本", on_delete=models.PROTECT, related_name="steps"
    )
    number = models.PositiveSmallIntegerField("环节", choices=list(STAGES.items()))
    chain = models.ForeignKey(
        Chain, verbose_name="审查流程", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(Officer, verbose_name="审查人", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("审查意见", max_length=8, choices=list(VERDICTS.items()))
    opinion = models.TextField("意见", blank=True)
    proofread = models.TextField("校对结果", blank=True)
    stand_in = models.ForeignKey(
        StandIn, verbose_name="代行登记", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    absence = models.ForeignKey(
        Absence, verbose_name="代离岗人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("日期")

    named_by = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "审查环节"
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="review_step_once"),
            invariant(
                Q(verdict="agree") | (Q(verdict="return") & ~Q(opinion="")),
                name="review_step_return_has_a_reason",
            ),
            invariant(Q(verdict="return") | ~Q(proofread=""), name="review_step_says_what_was_proofread"),
        ]

    @property
    def acted_as(self) -> str:
        """Return that somebody else's step was taken, and whose; empty where it was the officer's own."""
        if self.absence:
            return f"代{self.absence.officer}"
        return "代行" if self.stand_in_id else ""

    def __str__(self) -> str:
        return f"{self.version}：{self.get_number_display()}{self.get_verdict_display()}"


class Approval(LedgeredRecord):
    """The version may leave. The row cannot be about another version: the version is its key."""

    version = models.OneToOneField(
        Version, verbose_name="文稿版本", on_delete=models.PROTECT, primary_key=True, related_name="approval"
    )
    approved_on = models.DateField("审批日期")

    named_by = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "审批"

    def __str__(self) -> str:
        return f"{self.version}已审批"


class Abandonment(LedgeredRecord):
    """A version that was never sent for review was set aside (弃稿). It stays; the next version takes it up again."""

    version = models.OneToOneField(
        Version,
        verbose_name="文稿版本",
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="abandonment",
    )
    reason = models.CharField("弃稿理由", max_length=400)
    abandoned_by = models.ForeignKey(
        Officer, verbose_name="经办人", on_delete=models.PROTECT, related_name="+"
    )
    abandoned_on = models.DateField("弃稿日期")

    named_by = ("version",)

    class Meta:
        verbose_name = verbose_name_plural = "弃稿"
        constraints = [invariant(~Q(reason=""), name="review_abandonment_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.version}已弃稿"


class Registration(LedgeredRecord):
    """A signed official document was registered (登记): its number and day (发文字号, 成文日期), on later versions too.

    One document, one number. A mistaken day is put right while the document is not public. The day is that of the
    last approval, which is the signing (签发); of the meeting that adopted it; of the last of several organs to
    sign; or what the paper says that was signed before. `draw` is None for a number of nobody's series here.
    """

    document = models.OneToOneField(
        Document, verbose_name="文稿", on_delete=models.PROTECT, primary_key=True, related_name="registration"
    )
    approval = models.OneToOneField(
        Approval, verbose_name="审批", on_delete=models.PROTECT, related_name="registration"
    )
    draw = models.OneToOneField(
        NumberDraw,
        verbose_name="取号",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registration",
    )
    doc_number = IdentifierField("发文字号", max_length=40)
    made_on = models.DateField("成文日期")
    dated_by = models.CharField("成文日期依据", max_length=8, choices=list(DATED_BY.items()))
    dated_note = models.CharField("会议或者联合发文机关", max_length=200, blank=True)
    registered_on = models.DateField("登记日期")
    registered_by = models.ForeignKey(
        Officer, verbose_name="登记人", on_delete=models.PROTECT, related_name="+"
    )

    named_by = ("document",)

    class Meta:
        verbose_name = verbose_name_plural = "发文登记"

    def __str__(self) -> str:
        return self.doc_number


class ReleaseQuery(RecordQuery):
    """Releases, of which some were withdrawn, and some are taken down until somebody decided on them."""

    def standing(self) -> Self:
        """Return the releases that were not withdrawn."""
        return self.filter(withdrawal=None)

    def shown(self) -> Self:
        """Return the standing releases that are not taken down."""
        down = apps.get_model("review.TakeDown").objects.filter(release=OuterRef("pk"), review=None)
        return self.standing().filter(~Exists(down))

    def live(self) -> Self:
        """Return what the public sees: of each document its last release, unless withdrawn or taken down."""
        later = self.model._base_manager.filter(
            approval__version__document=OuterRef("approval__version__document"), pk__gt=OuterRef("pk")
        )
        return self.shown().filter(~Exists(later))

    def openings(self) -> Self:
        """Return the releases with which what is public now became so: what was released since then edited it."""
        of_document = {"approval__version__document": OuterRef("approval__version__document")}
        earlier = self.model._base_manager.filter(**of_document, pk__lt=OuterRef("pk"))
        found: Self = self._never_ended(self).filter(~Exists(self._never_ended(earlier)))
        return found

    def _never_ended(self, releases: Any) -> Any:
        ended = self.model._base_manager.filter(
            approval__version__document=OuterRef("approval__version__document"),
            pk__gte=OuterRef("pk"),
            withdrawal__isnull=False,
        )
        return releases.filter(~Exists(ended))


class Release(LedgeredRecord):
    """An approved version left, under a public address that is fixed from then on."""

    approval = models.ForeignKey(
        Approval, verbose_name="审批", on_delete=models.PROTECT, related_name="releases"
    )
    address = models.CharField("公开地址", max_length=200)
    released_on = models.DateField("公开日期")
    released_at = models.DateTimeField("公开时间")
    released_by = models.ForeignKey(
        Officer, verbose_name="发布人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReleaseQuery.as_manager()  # type: ignore[misc]  # a narrower manager than the base's

    named_by = ("approval__version",)

    class Meta:
        verbose_name = verbose_name_plural = "公开"
        constraints = [invariant(Q(address__startswith="/"), name="review_release_address")]
        indexes = [models.Index(fields=["address"], name="review_release_at")]

    def __str__(self) -> str:
        return f"{self.version}的公开"

    @property
    def version(self) -> Version:
        """What was released."""
        return self.approval.version

    @property
    def document(self) -> Document:
        """The document of which it is a version."""
        return self.approval.version.document

    @property
    def opening(self) -> Release:
        """The release with which the document became public; itself, unless it edited what was public already."""
        of_document = Release.objects.filter(approval__version__document=self.document, pk__lte=self.pk)
        ended = of_document.filter(withdrawal__isnull=False, pk__lt=self.pk).order_by("-pk").first()
        since = of_document.filter(pk__gt=ended.pk) if ended else of_document
        first: Release = since.earliest("pk")
        return first

    @property
    def has_ended(self) -> bool:
        """Whether the document was withdrawn, in this version or in an edit of it."""
        of_document = Release.objects.filter(approval__version__document=self.document, pk__gte=self.pk)
        return of_document.filter(withdrawal__isnull=False).exists()


class Withdrawal(LedgeredRecord):
    """A release was taken back, with its reason. The page goes; the trace stays."""

    release = models.OneToOneField(
        Release, verbose_name="公开", on_delete=models.PROTECT, primary_key=True, related_name="withdrawal"
    )
    reason = models.CharField("撤回理由", max_length=400)
    withdrawn_on = models.DateField("撤回日期")
    withdrawn_by = models.ForeignKey(
        Officer, verbose_name="撤回人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    named_by = ("release__approval__version",)

    class Meta:
        verbose_name = verbose_name_plural = "撤回"
        constraints = [invariant(~Q(reason=""), name="review_withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.release}的撤回"
