"""The catalogue (政务公开清单目录): the matters that the organ publishes, and which document belongs to which."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongkai.bodies.constraints import condition, counted_by, invariant
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.models import Officer
from gongkai.bodies.records import Fact, LedgeredRecord, RecordQuery
from gongkai.papers.content import ATTRIBUTES
from gongkai.papers.models import Document
from gongkai.proactive.models.disclosures import DisclosureSubject


class StatutoryItem(models.TextChoices):
    """What must be made public by itself: the items of 条例 art 20, arts 21 and 19."""

    RULES = "20-01", "第二十条（一）法规、规章、规范性文件"
    INSTITUTION = "20-02", "第二十条（二）机关职能、机构、办公地址、负责人"
    PLANS = "20-03", "第二十条（三）规划及相关政策"
    STATISTICS = "20-04", "第二十条（四）统计信息"
    LICENSING = "20-05", "第二十条（五）行政许可和对外管理服务"
    PUNISHMENT = "20-06", "第二十条（六）行政处罚、行政强制"
    BUDGET = "20-07", "第二十条（七）财政预算、决算"
    FEES = "20-08", "第二十条（八）行政事业性收费"
    PROCUREMENT = "20-09", "第二十条（九）政府集中采购"
    PROJECTS = "20-10", "第二十条（十）重大建设项目"
    WELFARE = "20-11", "第二十条（十一）扶贫、教育、医疗、社会保障、就业"
    EMERGENCIES = "20-12", "第二十条（十二）突发公共事件"
    INSPECTION = "20-13", "第二十条（十三）环境、卫生、安全、食品药品、质量监督检查"
    RECRUITMENT = "20-14", "第二十条（十四）公务员招考"
    OTHER = "20-15", "第二十条（十五）规定应当公开的其他信息"
    LOCAL = "21", "第二十一条（市县政府及其部门）"
    INTEREST = "19", "第十九条（涉及公众利益、需要公众知晓或者参与）"


class TimeLimit(models.TextChoices):
    """Within what the information of a matter is made public; each but `OWN` is a value of the law."""

    FORMED = "formed", "形成或者变更后法定期限"
    BUDGET = "budget", "批复后预算决算期限"
    TWOFOLD = "twofold", "作出后双公示期限"
    OWN = "own", "本单位期限"
    CONTINUOUS = "continuous", "长期公开"


class UpdateRule(models.TextChoices):
    """How often something new is expected under a matter (检查指标)."""

    NEWS = "news", "动态要闻类"
    COLUMN = "column", "政策通知类"
    YEARLY = "yearly", "每年定期"
    ON_CHANGE = "on_change", "变化时更新"
    NONE = "none", "不需更新"


WAYS = [(way, label) for way, label in ATTRIBUTES.items() if way != "withheld"]


class Matter(Fact):
    """What the catalogue says of a matter from a day on, until a later row says otherwise of the same name.

    An adjusted catalogue is entered with the day of the adjustment; with `ended` the matter is no longer in it. Under
    `subject` the decisions, results and answers that the ledgers say were made public belong to it too.
    """

    name = IdentifierField("公开事项", max_length=80, help_text="调整时名称不变，按起用日期另成一条。")
    category = models.CharField("一级事项", max_length=60, blank=True)
    content = models.CharField("公开内容要点", max_length=400)
    item = models.CharField("条例条目", max_length=8, choices=StatutoryItem)
    basis = models.CharField("公开依据", max_length=300)
    time_limit = models.CharField(
        "公开时限", max_length=12, choices=TimeLimit, help_text="法定期限的天数见“规则与口径”。"
    )
    own_days = models.PositiveSmallIntegerField(
        "本单位期限（工作日）", null=True, blank=True, help_text="公开时限为“本单位期限”的填写。"
    )
    section = models.CharField("责任科室", max_length=60)
    channels = models.CharField("公开渠道和载体", max_length=200, blank=True)
    column = models.CharField("栏目", max_length=80, blank=True)
    update_rule = models.CharField("更新要求", max_length=12, choices=UpdateRule)
    update_month = models.PositiveSmallIntegerField(
        "更新月份", null=True, blank=True, help_text="每年定期更新的填写，最迟在该月更新，如 3。"
    )
    way = models.CharField("公开方式", max_length=16, choices=WAYS)
    subject = models.CharField(
        "对应台账",
        max_length=16,
        choices=DisclosureSubject,
        blank=True,
        help_text="由公开情况台账逐项公开的填写，如行政许可。",
    )
    since = models.DateField("起用日期", help_text="列入或者调整清单目录之日。")
    ended = models.BooleanField("停用", default=False, blank=True, help_text="自起用日期起不再列入的填“是”。")

    class Meta:
        verbose_name = verbose_name_plural = "公开事项"
        constraints = [
            condition(
                "own_days",
                Q(time_limit=TimeLimit.OWN, own_days__isnull=False, own_days__gte=1)
                | ~Q(time_limit=TimeLimit.OWN) & Q(own_days=None),
                "公开时限为“本单位期限”的，应填工作日数，其他的不填",
                name="proactive_matter_own_days",
            ),
            condition(
                "update_month",
                Q(
                    update_rule=UpdateRule.YEARLY,
                    update_month__isnull=False,
                    update_month__gte=1,
                    update_month__lte=12,
                )
                | ~Q(update_rule=UpdateRule.YEARLY) & Q(update_month=None),
                "更新要求为“每年定期”的，应填 1 至 12 的月份，其他的不填",
                name="proactive_matter_update_month",
            ),
            invariant(~Q(name=""), name="proactive_matter_has_a_name"),
            counted_by("since", prefix="proactive_matter"),
        ]
        indexes = [
            models.Index(fields=["organ", "name", "since"], name="proactive_matter_name"),
            models.Index(fields=["organ", "item", "id"], name="proactive_matter_item"),
            models.Index(fields=["organ", "section"], name="proactive_matter_section"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassificationQuery(RecordQuery):
    """Which document belongs to which matter."""

    def newest(self) -> Self:
        """Return what holds: of each document what was said last."""
        later = Classification.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))


class Classification(LedgeredRecord):
    """A document belongs to a matter, by its name; the last row of a document holds, "" takes it out again.

    `formed_on` is when its information was formed or changed, or approved by the finance department, where neither
    number nor signing says it: from then on the time limit runs (条例 art 26, 预算法 art 14).
    """

    document = models.ForeignKey(
        Document, verbose_name="文稿", on_delete=models.PROTECT, related_name="classifications"
    )
    matter = IdentifierField("公开事项", max_length=80, blank=True)
    formed_on = models.DateField("形成、变更或者批复日期", null=True, blank=True)
    classified_on = models.DateField("归入日期")
    classified_by = models.ForeignKey(
        Officer, verbose_name="归入人", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ClassificationQuery] = ClassificationQuery.as_manager()  # type: ignore[assignment]

    named_by = ("document",)

    class Meta:
        verbose_name = verbose_name_plural = "文稿归入事项"
        indexes = [models.Index(fields=["organ", "matter", "document"], name="proactive_classified")]

    def __str__(self) -> str:
        return f"{self.document}：{self.matter or '不归入公开事项'}"
