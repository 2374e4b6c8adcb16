"""The ledgers of this room: which cells, which key, what they name."""

from __future__ import annotations

from gongkai.outreach.guards import MORE_THAN_PRINTED, OUT_OF_FORCE
from gongkai.outreach.models import (
    Briefing,
    Compilation,
    Distribution,
    Interpretation,
    Policy,
    PolicyNotification,
)
from gongkai.shell.imports.books import Cell, LedgerSpec, Reference

POLICIES = LedgerSpec(
    id="outreach.policies",
    title="政策库",
    called="政策",
    unit="项",
    model=Policy,
    key=("title",),
    counted_by="collected_on",
    cells=(
        Cell(name="title", aliases=("政策", "名称", "文件名称"), example="示例·支持中小企业发展若干措施"),
        Cell(
            name="level",
            aliases=("层级", "级别"),
            example="市",
            also={"自治区": "region", "省": "region", "全区": "region", "县": "county", "区": "county"},
        ),
        Cell(name="doc_number", aliases=("文号",), example="示政发〔2023〕1号"),
        Cell(name="issuer", aliases=("发文机关", "发文单位", "出台部门"), example="示例市人民政府"),
        Cell(name="published_on", aliases=("发布日期", "印发日期", "出台时间"), example="2023-02-10"),
        Cell(name="valid_until", aliases=("有效期", "失效日期"), future=True),
        Cell(name="audience", aliases=("对象", "适用范围"), example="示例：本市中小企业"),
        Cell(name="conditions", aliases=("条件", "申报条件")),
        Cell(name="support", aliases=("扶持标准", "奖补标准", "主要内容")),
        Cell(name="window", aliases=("申报时限",)),
        Cell(name="accepted_by", aliases=("受理部门", "责任单位")),
        Cell(name="contact", aliases=("联系方式", "联系电话")),
        Cell(name="collected_on", aliases=("入库日期", "梳理日期", "汇总日期"), example="2023-04-20"),
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
    cells=(
        Cell(name="title", aliases=("汇编", "书名", "名称"), example="示例·惠企政策汇编"),
        Cell(name="copies", aliases=("印制数量", "印数", "编印数量", "册数"), example="100"),
        Cell(name="policies", aliases=("收录政策", "政策数量")),
        Cell(name="printed_on", aliases=("编印日期", "印刷日期"), example="2023-06-01"),
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
    refusals=(MORE_THAN_PRINTED,),
    cells=(
        Cell(name="compilation", aliases=("汇编", "书名"), example="示例·惠企政策汇编"),
        Cell(name="given_on", aliases=("日期",), example="2023-06-08"),
        Cell(name="target", aliases=("对象", "领取单位"), example="示例工业园区"),
        Cell(name="copies", aliases=("发放数量", "数量", "册数"), example="30"),
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
    cells=(
        Cell(name="policy", aliases=("政策名称", "关联政策"), example="示例·支持中小企业发展若干措施"),
        Cell(name="title", aliases=("解读标题", "标题"), example="示例·一图读懂支持中小企业发展若干措施"),
        Cell(
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
        Cell(name="published_on", aliases=("解读日期",), example="2023-02-13"),
        Cell(name="interpreter", aliases=("解读人", "第一解读人"), example="主要负责人"),
        Cell(name="section", aliases=("解读科室",), example="示例科室"),
        Cell(name="channel", aliases=("渠道",), example="政府网站"),
        Cell(name="url", aliases=("链接",)),
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
    cells=(
        Cell(name="held_on", aliases=("日期", "时间", "活动日期"), example="2023-05-12"),
        Cell(name="topic", aliases=("主题", "活动名称", "会议名称"), example="示例·惠企政策宣贯会"),
        Cell(
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
        Cell(name="place", aliases=("活动地点",), example="示例园区会议室"),
        Cell(name="policies", aliases=("政策", "宣讲政策")),
        Cell(name="attendance", aliases=("人数", "受众人数"), example="40"),
        Cell(name="section", aliases=("科室", "组织科室")),
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
    refusals=(OUT_OF_FORCE,),
    cells=(
        Cell(name="notified_on", aliases=("日期",), example="2023-05-15"),
        Cell(name="policy", aliases=("政策名称", "政策"), example="示例·支持中小企业发展若干措施"),
        Cell(name="target_kind", aliases=("对象类型",), example="企业"),
        Cell(name="target", aliases=("对象", "推送企业"), example="示例·园区规模以上企业"),
        Cell(
            name="channel",
            aliases=("方式", "推送渠道"),
            example="工作群",
            also={"微信群": "group", "企业群": "group", "点对点": "phone", "邮件": "mail"},
        ),
        Cell(name="reached", aliases=("覆盖数", "覆盖企业数", "送达数"), example="20"),
        Cell(name="matched_by", aliases=("匹配依据",), example="示例：行业、规模符合适用对象"),
        Cell(name="feedback", aliases=("反馈",)),
    ),
)

LEDGERS = (POLICIES, COMPILATIONS, DISTRIBUTIONS, INTERPRETATIONS, BRIEFINGS, POLICY_NOTIFICATIONS)
