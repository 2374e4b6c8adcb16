"""What must be kept safe: work groups, back-office accounts, stale content, the platforms themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import condition, counted_by
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact


class GroupPlatform(models.TextChoices):
    """Where a work group lives."""

    WECHAT = "wechat", "微信"
    WECOM = "wecom", "企业微信"
    QQ = "qq", "QQ"
    DINGTALK = "dingtalk", "钉钉"
    OFFICIAL = "official", "政务即时通讯"
    OTHER = "other", "其他"


class WorkGroup(Fact):
    """A chat group used for work. The 群主 answers first for it: a post, no name."""

    name = models.CharField("工作群名称", max_length=120)
    platform = models.CharField("平台", max_length=12, choices=GroupPlatform)
    owner = models.CharField("群主（职务）", max_length=60, help_text="群主是第一责任人；填职务，不填姓名")
    section = models.CharField("所属科室", max_length=60)
    purpose = models.CharField("用途", max_length=200)
    members = models.PositiveIntegerField("成员数")
    created_on = models.DateField("建立日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "工作群"
        constraints = [counted_by("created_on", prefix="oversight_workgroup")]
        indexes = [
            models.Index(fields=["organ", "name"], name="oversight_workgroup_name"),
            models.Index(fields=["organ", "counted_on"], name="oversight_workgroup_counted"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupInspection(Fact):
    """A look into a work group (排查): how many are in it, what was wrong, what was done."""

    name = models.CharField("工作群名称", max_length=120)
    inspected_on = models.DateField("排查日期")
    members = models.PositiveIntegerField("成员数")
    problems = models.CharField("发现问题", max_length=300, blank=True)
    remedy = models.CharField("整改情况", max_length=300, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "工作群排查"
        constraints = [
            counted_by("inspected_on", prefix="oversight_inspection"),
            condition(
                "problems",
                ~Q(problems="") | Q(remedy=""),
                "没有填写，却填了整改情况，请核对",
                name="oversight_inspection_remedy_of_a_problem",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "name"], name="oversight_inspection_of"),
            models.Index(fields=["organ", "counted_on"], name="oversight_inspection_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.inspected_on} 排查"


class GroupClosing(Fact):
    """A work group was dissolved."""

    name = models.CharField("工作群名称", max_length=120)
    closed_on = models.DateField("解散日期")
    cause = models.CharField("解散原因", max_length=200)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "工作群解散"
        constraints = [counted_by("closed_on", prefix="oversight_groupclosing")]
        indexes = [
            models.Index(fields=["organ", "name"], name="oversight_groupclosing_of"),
            models.Index(fields=["organ", "counted_on"], name="oversight_groupclosing_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.name}：{self.closed_on} 解散"


class Rights(models.TextChoices):
    """What a back-office account may do on the platform."""

    EDIT = "edit", "采编"
    REVIEW = "review", "审核"
    PUBLISH = "publish", "发布"
    MANAGE = "manage", "管理"


class Account(Fact):
    """An account with which somebody works behind a website or a new-media account. The holder is a post."""

    platform = models.CharField("平台", max_length=60, help_text="政府网站、政务微博等的名称")
    login = IdentifierField("账号", max_length=80, help_text="账号名，不填密码")
    holder = models.CharField("使用人（职务）", max_length=60, help_text="一人一号；填职务，不填姓名")
    section = models.CharField("所属科室", max_length=60)
    rights = models.CharField("权限", max_length=12, choices=Rights)
    opened_on = models.DateField("开通日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "后台账号"
        constraints = [counted_by("opened_on", prefix="oversight_account")]
        indexes = [
            models.Index(fields=["organ", "platform", "login"], name="oversight_account_login"),
            models.Index(fields=["organ", "counted_on"], name="oversight_account_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.platform}账号 {self.login}"


class AccountClosing(Fact):
    """A back-office account was closed."""

    platform = models.CharField("平台", max_length=60)
    login = IdentifierField("账号", max_length=80)
    closed_on = models.DateField("注销日期")
    cause = models.CharField("注销原因", max_length=200)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "后台账号注销"
        constraints = [counted_by("closed_on", prefix="oversight_accountclosing")]
        indexes = [
            models.Index(fields=["organ", "platform", "login"], name="oversight_accountclosing_of"),
            models.Index(fields=["organ", "counted_on"], name="oversight_accountclosing_count"),
        ]

    def __str__(self) -> str:
        return f"{self.platform}账号 {self.login}：{self.closed_on} 注销"


class CleanupReason(models.TextChoices):
    """Why content was cleaned up."""

    OUTDATED = "outdated", "过时"
    LAPSED = "lapsed", "失效"
    AGGREGATION = "aggregation", "汇聚风险"


class CleanupAction(models.TextChoices):
    """What was done with it."""

    OFFLINE = "offline", "下线"
    MARKED = "marked", "标注"
    ARCHIVED = "archived", "归档"


class Cleanup(Fact):
    """An item of published content that was taken down, marked or archived, and who agreed: a post."""

    title = models.CharField("信息标题", max_length=300)
    channel = models.CharField("所在渠道", max_length=60)
    url = models.CharField("网址", max_length=500, blank=True)
    cleaned_for = models.CharField("清理原因", max_length=12, choices=CleanupReason)
    action = models.CharField("处理方式", max_length=12, choices=CleanupAction)
    approver = models.CharField("批准人（职务）", max_length=60, help_text="填职务，不填姓名")
    cleaned_on = models.DateField("清理日期")

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "内容清理"
        constraints = [counted_by("cleaned_on", prefix="oversight_cleanup")]
        indexes = [
            models.Index(fields=["organ", "counted_on", "cleaned_for"], name="oversight_cleanup_counted")
        ]

    def __str__(self) -> str:
        return self.title


class CheckResult(models.TextChoices):
    """The result of one line of the checklist."""

    SOUND = "sound", "正常"
    FAULT = "fault", "有问题"
    UNCHECKED = "unchecked", "未检查"


class RiskAssessment(Fact):
    """A risk assessment of a platform: attack, virus, tampering (防攻击、防病毒、防篡改)."""

    platform = models.CharField("平台", max_length=60, help_text="政府网站、政务微博等的名称")
    assessed_on = models.DateField("评估日期")
    assessor = models.CharField("评估单位（科室）", max_length=120)
    attack = models.CharField("防攻击", max_length=12, choices=CheckResult)
    virus = models.CharField("防病毒", max_length=12, choices=CheckResult)
    tampering = models.CharField("防篡改", max_length=12, choices=CheckResult)
    method = models.CharField("评估方式", max_length=200, help_text="漏洞扫描、日志检查、人工巡查等")
    findings = models.CharField("发现问题", max_length=600, blank=True)
    evidence = models.CharField("佐证材料", max_length=300, blank=True)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "安全风险评估"
        constraints = [
            counted_by("assessed_on", prefix="oversight_assessment"),
            condition(
                "findings",
                ~(Q(attack="fault") | Q(virus="fault") | Q(tampering="fault")) | ~Q(findings=""),
                "没有填写；有一项为“有问题”的，应写明发现的问题",
                name="oversight_assessment_fault_has_findings",
            ),
        ]
        indexes = [
            models.Index(fields=["organ", "platform", "assessed_on"], name="oversight_assessment_of"),
            models.Index(fields=["organ", "counted_on"], name="oversight_assessment_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.platform}：{self.assessed_on} 评估"


class Rectification(Fact):
    """What an assessment found was put right."""

    platform = models.CharField("平台", max_length=60)
    assessed_on = models.DateField("评估日期")
    rectified_on = models.DateField("整改日期")
    remedy = models.CharField("整改情况", max_length=600)

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = "风险整改"
        constraints = [counted_by("rectified_on", prefix="oversight_rectification")]
        indexes = [
            models.Index(fields=["organ", "platform", "assessed_on"], name="oversight_rectification_of"),
            models.Index(fields=["organ", "counted_on"], name="oversight_rectification_count"),
        ]

    def __str__(self) -> str:
        return f"{self.platform}：{self.assessed_on} 评估的整改"
