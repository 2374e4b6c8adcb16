"""Open days, questionnaires, opinions and how they were handled: which cells, which key, what they name."""

from __future__ import annotations

from gongkai.bodies.queries import section_names
from gongkai.oversight.models import OpenDay, Opinion, OpinionHandling, Questionnaire
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Reference

OPEN_DAYS = LedgerSpec(
    id="oversight.open_days",
    title="政府开放日",
    called="活动",
    unit="次",
    model=OpenDay,
    key=("name",),
    counted_by="held_on",
    columns=(
        LedgerColumn(name="name", aliases=("名称", "开放日"), example="示例·2023年政府开放日"),
        LedgerColumn(name="theme", aliases=("主题", "活动主题"), example="示例·走进工信"),
        LedgerColumn(name="held_on", aliases=("日期", "举办日期", "时间"), example="2023-09-15"),
        LedgerColumn(name="place", aliases=("活动地点",), example="示例会议室"),
        LedgerColumn(name="invited", aliases=("邀请人员", "参加对象"), example="示例：企业代表、群众代表"),
        LedgerColumn(name="attendance", aliases=("人数",), example="25"),
        LedgerColumn(name="plan", aliases=("方案",), example="示例·开放日活动方案"),
        LedgerColumn(name="report", aliases=("总结", "活动报道")),
    ),
)

QUESTIONNAIRES = LedgerSpec(
    id="oversight.questionnaires",
    title="调查问卷",
    called="问卷",
    unit="次",
    model=Questionnaire,
    key=("name",),
    counted_by="issued_on",
    refers=(Reference(to=OPEN_DAYS, columns=(("open_day", "name"),), after=("issued_on", "held_on")),),
    columns=(
        LedgerColumn(name="name", aliases=("名称",), example="示例·政务公开满意度问卷"),
        LedgerColumn(name="topic", aliases=("主题",), example="示例·政务公开满意度"),
        LedgerColumn(name="open_day", aliases=("开放日", "活动名称"), example="示例·2023年政府开放日"),
        LedgerColumn(name="issued_on", aliases=("日期", "调查日期"), example="2023-09-15"),
        LedgerColumn(name="issued", aliases=("发放数", "发放数量", "发放（份）"), example="25"),
        LedgerColumn(name="returned", aliases=("收回数", "回收份数", "收回（份）"), example="24"),
    ),
)

OPINIONS = LedgerSpec(
    id="oversight.opinions",
    title="群众意见建议",
    called="意见",
    model=Opinion,
    key=("number",),
    counted_by="raised_on",
    refers=(
        Reference(to=OPEN_DAYS, columns=(("open_day", "name"),), after=("raised_on", "held_on")),
        Reference(to=QUESTIONNAIRES, columns=(("questionnaire", "name"),), after=("raised_on", "issued_on")),
    ),
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-01"),
        LedgerColumn(name="content", aliases=("意见", "建议", "意见内容"), example="示例：希望多发图解"),
        LedgerColumn(
            name="source",
            aliases=("来源",),
            example="政府开放日",
            also={"开放日": "open_day", "问卷": "questionnaire", "座谈": "meeting", "信箱": "mailbox"},
        ),
        LedgerColumn(name="open_day", aliases=("开放日", "活动名称"), example="示例·2023年政府开放日"),
        LedgerColumn(name="questionnaire", aliases=("问卷名称", "问卷")),
        LedgerColumn(name="raised_on", aliases=("日期", "收集日期"), example="2023-09-15"),
        LedgerColumn(name="section", aliases=("科室", "办理科室"), example="示例科室", offered=section_names),
    ),
)

OPINION_HANDLINGS = LedgerSpec(
    id="oversight.treatments",
    title="意见处理",
    called="处理",
    model=OpinionHandling,
    key=("number",),
    counted_by="handled_on",
    refers=(Reference(to=OPINIONS, columns=(("number", "number"),), after=("handled_on", "raised_on")),),
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-01"),
        LedgerColumn(
            name="outcome",
            aliases=("采纳情况", "结果"),
            example="采纳",
            also={"已采纳": "adopted", "不采纳": "declined", "不予采纳": "declined"},
        ),
        LedgerColumn(name="handled_on", aliases=("答复日期", "办理日期"), example="2023-10-10"),
        LedgerColumn(name="reply", aliases=("办理情况", "答复情况", "处理情况"), example="示例：已增加图解"),
    ),
)

LEDGERS = (OPEN_DAYS, QUESTIONNAIRES, OPINIONS, OPINION_HANDLINGS)
