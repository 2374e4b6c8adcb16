"""The ledgers of this room: which cells, which key, what they name."""

from __future__ import annotations

from gongkai.bodies.queries import section_names
from gongkai.outreach.models import (
    Briefing,
    Compilation,
    Distribution,
    Interpretation,
    Policy,
    PolicyNotification,
)
from gongkai.outreach.queries import policy_titles
from gongkai.proactive.queries import channel_names
from gongkai.shell.ledgers.importer import importers_of
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Reference

POLICIES = LedgerSpec(
    id="outreach.policies",
    title="政策库",
    called="政策",
    unit="项",
    model=Policy,
    key=("title",),
    counted_by="collected_on",
    columns=(
        LedgerColumn(
            name="title", aliases=("政策", "名称", "文件名称"), example="示例·支持中小企业发展若干措施"
        ),
        LedgerColumn(
            name="level",
            aliases=("层级", "级别"),
            example="市",
            also={"自治区": "region", "省": "region", "全区": "region", "县": "county", "区": "county"},
        ),
        LedgerColumn(name="doc_number", aliases=("文号",), example="示政发〔2023〕1号"),
        LedgerColumn(name="issuer", aliases=("发文机关", "发文单位", "出台部门"), example="示例市人民政府"),
        LedgerColumn(name="published_on", aliases=("发布日期", "印发日期", "出台时间"), example="2023-02-10"),
        LedgerColumn(name="valid_until", aliases=("有效期", "失效日期"), future=True),
        LedgerColumn(name="audience", aliases=("对象", "适用范围"), example="示例：本市中小企业"),
        LedgerColumn(name="conditions", aliases=("条件", "申报条件")),
        LedgerColumn(name="support", aliases=("扶持标准", "奖补标准", "主要内容")),
        LedgerColumn(name="window", aliases=("申报时限",)),
        LedgerColumn(name="accepted_by", aliases=("受理部门", "责任单位")),
        LedgerColumn(name="contact", aliases=("联系方式", "联系电话")),
        LedgerColumn(name="collected_on", aliases=("入库日期", "梳理日期", "汇总日期"), example="2023-04-20"),
    ),
)

COMPILATIONS = LedgerSpec(
    id="outreach.compilations",
    title="政策汇编",
    called="汇编",
    unit="种",
    model=Compilation,
    key=("title",),
    counted_by="printed_on",
    columns=(
        LedgerColumn(name="title", aliases=("汇编", "书名", "名称"), example="示例·惠企政策汇编"),
        LedgerColumn(name="copies", aliases=("印制数量", "印数", "编印数量", "册数"), example="100"),
        LedgerColumn(name="policies", aliases=("收录政策", "政策数量")),
        LedgerColumn(name="printed_on", aliases=("编印日期", "印刷日期"), example="2023-06-01"),
    ),
)

DISTRIBUTIONS = LedgerSpec(
    id="outreach.distributions",
    title="汇编发放",
    called="发放",
    unit="次",
    model=Distribution,
    key=("compilation", "given_on", "target"),
    counted_by="given_on",
    refers=(
        Reference(to=COMPILATIONS, columns=(("compilation", "title"),), after=("given_on", "printed_on")),
    ),
    columns=(
        LedgerColumn(name="compilation", aliases=("汇编", "书名"), example="示例·惠企政策汇编"),
        LedgerColumn(name="given_on", aliases=("日期",), example="2023-06-08"),
        LedgerColumn(name="target", aliases=("对象", "领取单位"), example="示例工业园区"),
        LedgerColumn(name="copies", aliases=("发放数量", "数量", "册数"), example="30"),
    ),
)

INTERPRETATIONS = LedgerSpec(
    id="outreach.interpretations",
    title="政策解读",
    called="解读",
    unit="件",
    model=Interpretation,
    key=("title", "form"),
    counted_by="published_on",
    refers=(Reference(to=POLICIES, columns=(("policy", "title"),), after=("published_on", "published_on")),),
    columns=(
        LedgerColumn(
            name="policy", aliases=("政策名称", "关联政策"), example="示例·支持中小企业发展若干措施"
        ),
        LedgerColumn(
            name="title", aliases=("解读标题", "标题"), example="示例·一图读懂支持中小企业发展若干措施"
        ),
        LedgerColumn(
            name="form",
            aliases=("形式", "解读方式"),
            example="一图解读",
            also={
                "图解": "picture",
                "视频": "video",
                "问答": "questions",
                "访谈": "interview",
                "图文": "text",
            },
        ),
        LedgerColumn(name="published_on", aliases=("解读日期",), example="2023-02-13"),
        LedgerColumn(name="interpreter", aliases=("解读人", "第一解读人"), example="主要负责人"),
        LedgerColumn(name="section", aliases=("解读科室",), example="示例科室", offered=section_names),
        LedgerColumn(name="channel", aliases=("渠道",), example="政府网站", offered=channel_names),
        LedgerColumn(name="url", aliases=("链接",)),
    ),
)

BRIEFINGS = LedgerSpec(
    id="outreach.briefings",
    title="政策宣贯活动",
    called="宣贯活动",
    unit="次",
    model=Briefing,
    key=("held_on", "topic"),
    repeats=True,
    counted_by="held_on",
    columns=(
        LedgerColumn(name="held_on", aliases=("日期", "时间", "活动日期"), example="2023-05-12"),
        LedgerColumn(name="topic", aliases=("主题", "活动名称", "会议名称"), example="示例·惠企政策宣贯会"),
        LedgerColumn(
            name="form",
            aliases=("形式", "活动形式"),
            example="会议宣贯",
            also={
                "会议": "meeting",
                "宣贯会": "meeting",
                "培训": "training",
                "座谈": "visit",
                "走访": "visit",
            },
        ),
        LedgerColumn(name="place", aliases=("活动地点",), example="示例园区会议室"),
        LedgerColumn(name="policies", aliases=("政策", "宣讲政策"), offered=policy_titles),
        LedgerColumn(name="attendance", aliases=("人数", "受众人数"), example="40"),
        LedgerColumn(name="section", aliases=("科室", "组织科室"), offered=section_names),
    ),
)

POLICY_NOTIFICATIONS = LedgerSpec(
    id="outreach.pushes",
    title="政策推送",
    called="推送",
    unit="次",
    model=PolicyNotification,
    key=("notified_on", "policy", "target", "channel"),
    counted_by="notified_on",
    refers=(Reference(to=POLICIES, columns=(("policy", "title"),), after=("notified_on", "published_on")),),
    columns=(
        LedgerColumn(name="notified_on", aliases=("日期",), example="2023-05-15"),
        LedgerColumn(name="policy", aliases=("政策名称", "政策"), example="示例·支持中小企业发展若干措施"),
        LedgerColumn(name="target_kind", aliases=("对象类型",), example="企业"),
        LedgerColumn(name="target", aliases=("对象", "推送企业"), example="示例·园区规模以上企业"),
        LedgerColumn(
            name="channel",
            aliases=("方式", "推送渠道"),
            example="工作群",
            also={"微信群": "group", "企业群": "group", "点对点": "phone", "邮件": "mail"},
        ),
        LedgerColumn(name="reached", aliases=("覆盖数", "覆盖企业数", "送达数"), example="20"),
        LedgerColumn(name="matched_by", aliases=("匹配依据",), example="示例：行业、规模符合适用对象"),
        LedgerColumn(name="feedback", aliases=("反馈",)),
    ),
)

LEDGERS = (POLICIES, COMPILATIONS, DISTRIBUTIONS, INTERPRETATIONS, BRIEFINGS, POLICY_NOTIFICATIONS)
IMPORTERS = importers_of(LEDGERS)
