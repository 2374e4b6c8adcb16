"""Channels, what appeared on them, and the decisions and results that the organ must show."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.bodies.records import Fact, Record
from gongkai.papers.content import ATTRIBUTES
from gongkai.review.models import Release


class Medium(models.TextChoices):
    """The ways of publication (条例 art 23)."""

    WEBSITE = "website", "政府网站"
    WEIBO = "weibo", "政务微博"
    WECHAT = "wechat", "政务微信"
    NEW_MEDIA = "new_media", "其他政务新媒体"
    GAZETTE = "gazette", "政府公报"
    NEWSPAPER = "newspaper", "报刊"
    BROADCAST = "broadcast", "广播电视"
    BRIEFING = "briefing", "新闻发布会"
    MEETING = "meeting", "会议"
    OTHER = "other", "其他"


class Topic(models.TextChoices):
    """Matters that the key points of the year ask about, within what was published."""

    NONE = "", "—"
    MAJOR_PROJECT = "major_project", "重大项目"
    WORK_PLAN = "work_plan", "重点工作方案"


class Channel(Record):
    """A website, an account or a paper on which the organ publishes, with its filing (国办发〔2018〕123号).

    `update_days` is the organ's own rule: after so many days without a new item the account is called stale.
    Sponsor and responsible are posts, not names.
    """

    name = models.CharField("渠道名称", max_length=60)
    medium = models.CharField("渠道类别", max_length=16, choices=Medium)
    account = models.CharField("账号或者网址", max_length=200, blank=True)
    sponsor = models.CharField("主管单位", max_length=80, blank=True)
    responsible = models.CharField("责任人（职务）", max_length=60, blank=True)
    registered_on = models.DateField("开设日期", null=True, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_receipt = models.CharField("备案回执", max_length=100, blank=True)
    update_days = models.PositiveSmallIntegerField("更新要求（天）", null=True, blank=True)
    closed_on = models.DateField("关停日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开渠道"
        constraints = [
            models.UniqueConstraint(fields=["organ", "name"], name="proactive_channel_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(registered_on=None) | Q(closed_on__gte=F("registered_on")),
                name="proactive_channel_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationRecord(Fact):
    """Something that appeared on a channel on a day. Without a release it is 补录: it has no body here.

    `medium` is the channel's on that day: the count does not follow a later change of the channel.
    """

    channel = models.ForeignKey(
        Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="publications"
    )
    medium = models.CharField("渠道类别", max_length=16, choices=Medium)
    release = models.ForeignKey(
        Release,
        verbose_name="发布",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
    )
    title = models.CharField("标题", max_length=300)
    url = models.CharField("网址", max_length=500, blank=True)
    column = models.CharField("栏目", max_length=80, blank=True)
    topic = models.CharField("主题", max_length=16, choices=Topic, blank=True)
    published_on = models.DateField("发布日期")

    class Meta:
        verbose_name = verbose_name_plural = "发布记录"
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "release"],
                condition=Q(supersedes=None),
                name="proactive_publication_once_per_release",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="proactive_publication_has_a_title"),
            models.CheckConstraint(
                condition=Q(counted_on=F("published_on")), name="proactive_publication_counted_on"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organ", "medium", "counted_on", "id"], name="proactive_publication_counted"
            ),
            models.Index(fields=["organ", "counted_on", "id"], name="proactive_publication_day"),
            models.Index(fields=["organ", "topic", "counted_on"], name="proactive_publication_topic"),
        ]

    def __str__(self) -> str:
        return self.title


class FollowerSnapshot(Fact):
    """How many followed an account on a day."""

    channel = models.ForeignKey(
        Channel, verbose_name="渠道", on_delete=models.PROTECT, related_name="snapshots"
    )
    medium = models.CharField("渠道类别", max_length=16, choices=Medium)
    followers = models.PositiveIntegerField("关注量（个用户）")
    taken_on = models.DateField("统计日")

    class Meta:
        verbose_name = verbose_name_plural = "关注量"
        constraints = [
            models.CheckConstraint(
                condition=Q(counted_on=F("taken_on")), name="proactive_followers_counted_on"
            )
        ]
        indexes = [
            models.Index(fields=["channel", "taken_on"], name="proactive_followers_day"),
            models.Index(fields=["organ", "medium", "counted_on"], name="proactive_followers_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.taken_on}: {self.followers}"


class DecisionKind(models.TextChoices):
    """The three rows of decisions in table 二 (条例 art 20 (五), (六))."""

    LICENSING = "licensing", "行政许可"
    PUNISHMENT = "punishment", "行政处罚"
    COERCION = "coercion", "行政强制"


class AdministrativeDecision(Fact):
    """A decision of licensing, punishment or coercion. `granted` belongs to licensing: a refusal counts too.

    `party` is who it is addressed to; the matter says of which kind it is, such as 节能审查意见.
    """

    kind = models.CharField(
        "决定类别", max_length=16, choices=DecisionKind, help_text="计入年度报告表二的哪一行"
    )
    doc_number = models.CharField("决定文号", max_length=60, help_text="决定书文号，同类决定不重复")
    matter = models.CharField("事项名称", max_length=100, help_text="如节能审查")
    title = models.CharField("项目或者文书名称", max_length=300)
    party = models.CharField("行政相对人", max_length=120, help_text="单位名称；自然人不填全名")
    decided_on = models.DateField("决定日期", help_text="年度报告按它统计")
    granted = models.BooleanField(
        "准予", null=True, blank=True, help_text="行政许可填写，不予许可填“否”；处罚、强制不填"
    )
    valid_from = models.DateField("有效期自", null=True, blank=True)
    valid_until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政决定"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.LICENSING, granted__isnull=False)
                | (~Q(kind=DecisionKind.LICENSING) & Q(granted=None)),
                name="proactive_decision_granted_of_licensing",
                violation_error_code="granted",
                violation_error_message="行政许可必须填写，准予和不予许可都计入年度报告；处罚和强制不填",
            ),
            models.CheckConstraint(condition=~Q(doc_number=""), name="proactive_decision_has_a_number"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_from=None) | Q(valid_until__gte=F("valid_from")),
                name="proactive_decision_validity",
                violation_error_code="valid_until",
                violation_error_message="早于有效期自，请核对",
            ),
            models.CheckConstraint(
                condition=Q(counted_on=F("decided_on")), name="proactive_decision_counted_on"
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "kind", "doc_number"], name="proactive_decision_number"),
            models.Index(fields=["organ", "counted_on", "kind"], name="proactive_decision_counted"),
        ]

    def __str__(self) -> str:
        return self.doc_number


class TargetKind(models.TextChoices):
    """What a supervision looked at."""

    PROJECT = "project", "项目"
    ENTERPRISE = "enterprise", "企业"


class SupervisionResult(Fact):
    """What an inspection of a project or an enterprise found (条例 art 20 (十三); 节能监察)."""

    action = models.CharField("专项行动或者批次", max_length=120, help_text="同一批次写法一致")
    target_kind = models.CharField("对象类别", max_length=16, choices=TargetKind)
    target = models.CharField("监察对象", max_length=200, help_text="被监察的项目或者企业")
    conclusion = models.CharField("结论", max_length=300)
    rectification = models.CharField("整改情况", max_length=300, blank=True)
    decided_on = models.DateField("结果日期", help_text="作出监察结论的日期")

    class Meta:
        verbose_name = verbose_name_plural = "监督检查结果"
        constraints = [
            models.CheckConstraint(
                condition=~Q(action="") & ~Q(target="") & ~Q(conclusion=""),
                name="proactive_result_says_what",
            ),
            models.CheckConstraint(
                condition=Q(counted_on=F("decided_on")), name="proactive_result_counted_on"
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "action", "target"], name="proactive_result_target"),
            models.Index(fields=["organ", "counted_on", "target_kind"], name="proactive_result_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"


class FeeCollection(Fact):
    """A sum collected as 行政事业性收费, in yuan; table 二 prints the sum in 万元 (条例 art 20 (八)).

    信息处理费 is not among them: it has its own ledger and stands in part six.
    """

    item = models.CharField("收费项目", max_length=100)
    basis = models.CharField("收费依据", max_length=200)
    voucher = models.CharField("票据号码", max_length=60, help_text="财政票据号码，一票一行")
    amount = models.DecimalField("收费金额（元）", max_digits=14, decimal_places=2)
    collected_on = models.DateField("收费日期", help_text="年度报告按它统计")

    class Meta:
        verbose_name = verbose_name_plural = "行政事业性收费"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="proactive_fee_amount",
                violation_error_code="amount",
                violation_error_message="不能是负数，退费请更正或者作废原记录",
            ),
            models.CheckConstraint(
                condition=~Q(voucher="") & ~Q(basis=""), name="proactive_fee_has_voucher_and_basis"
            ),
            models.CheckConstraint(
                condition=Q(counted_on=F("collected_on")), name="proactive_fee_counted_on"
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "voucher"], name="proactive_fee_voucher"),
            models.Index(fields=["organ", "counted_on"], name="proactive_fee_counted"),
        ]

    def __str__(self) -> str:
        return self.voucher


class ProposalKind(models.TextChoices):
    """Who proposed."""

    SUGGESTION = "suggestion", "人大代表建议"
    MOTION = "motion", "政协委员提案"


class ProposalPart(models.TextChoices):
    """The organ's part in answering."""

    LEAD = "lead", "主办"
    JOINT = "joint", "会办"


class Proposal(Record):
    """A suggestion or motion given to the organ to answer (代表法 art 51).

    `complex_matter`: it reaches far and is hard to settle, so the longer period holds.
    """

    kind = models.CharField("类别", max_length=16, choices=ProposalKind)
    session = models.CharField("届次", max_length=40)
    number = models.CharField("编号", max_length=20)
    title = models.CharField("题目", max_length=200)
    proposer = models.CharField("提出人（代表、委员）", max_length=120)
    part = models.CharField("主办会办", max_length=8, choices=ProposalPart)
    assigned_on = models.DateField("交办日期")
    complex_matter = models.BooleanField("涉及面广、处理难度大", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "建议提案"
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "kind", "session", "number"], name="proactive_proposal_once"
            )
        ]
        indexes = [models.Index(fields=["organ", "assigned_on", "id"], name="proactive_proposal_assigned")]

    def __str__(self) -> str:
        return f"{self.session}第 {self.number} 号"


class ProposalReply(Fact):
    """The answer to a proposal, with the decision on its publication taken together (国办发〔2014〕46号)."""

    proposal = models.ForeignKey(
        Proposal, verbose_name="建议提案", on_delete=models.PROTECT, related_name="replies"
    )
    replied_on = models.DateField("答复日期")
    doc_number = models.CharField("答复文号", max_length=60, blank=True)
    grade = models.CharField("办理结果类别", max_length=8, blank=True)
    attribute = models.CharField("公开属性", max_length=16, choices=list(ATTRIBUTES.items()))
    attribute_reason = models.CharField("不公开的理由", max_length=200, blank=True)
    satisfied = models.CharField("满意度", max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "建议提案答复"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(supersedes=None), name="proactive_proposalreply_first_once"
            ),
            models.CheckConstraint(
                condition=Q(attribute="proactive") | ~Q(attribute_reason=""),
                name="proactive_proposalreply_withheld_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(counted_on=F("replied_on")), name="proactive_proposalreply_counted_on"
            ),
        ]
        indexes = [models.Index(fields=["organ", "counted_on"], name="proactive_proposalreply_day")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.replied_on}"


class Subject(models.TextChoices):
    """What was made public: a decision, a result of supervision, an answer to a proposal."""

    LICENSING = "licensing", "行政许可"
    PUNISHMENT = "punishment", "行政处罚"
    COERCION = "coercion", "行政强制"
    PROJECT = "project", "项目监督检查结果"
    ENTERPRISE = "enterprise", "企业监督检查结果"
    PROPOSAL = "proposal", "建议提案办理结果"


class Disclosure(Fact):
    """That one decision, result or answer was made public, and where. A page may show many of them.

    A fact of its own with its own day, because what is decided in December may be published in January.
    """

    subject = models.CharField("公开内容", max_length=16, choices=Subject)
    decision = models.ForeignKey(
        AdministrativeDecision,
        verbose_name="行政决定",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    result = models.ForeignKey(
        SupervisionResult,
        verbose_name="监督检查结果",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    reply = models.ForeignKey(
        ProposalReply,
        verbose_name="建议提案答复",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
    )
    published_on = models.DateField("公开日期")
    url = models.CharField("公开网址", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开情况"
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, result=None, reply=None)
                | Q(decision=None, result__isnull=False, reply=None)
                | Q(decision=None, result=None, reply__isnull=False),
                name="proactive_disclosure_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(counted_on=F("published_on")), name="proactive_disclosure_counted_on"
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "subject", "counted_on"], name="proactive_disclosure_counted")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.published_on}"
