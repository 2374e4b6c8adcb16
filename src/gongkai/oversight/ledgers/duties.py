"""Trainings, accountability, annual priorities, problems and improvement: which cells, which key, what they name."""

from __future__ import annotations

from gongkai.bodies.queries import section_names
from gongkai.oversight.models import (
    AccountabilityCase,
    AnnualPriority,
    Improvement,
    PriorityProgress,
    Problem,
    Training,
)
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Reference

TRAININGS = LedgerSpec(
    id="oversight.trainings",
    title="业务培训",
    called="培训",
    unit="次",
    model=Training,
    key=("held_on", "topic"),
    repeats=True,
    counted_by="held_on",
    columns=(
        LedgerColumn(name="held_on", aliases=("日期", "时间"), example="2023-03-17"),
        LedgerColumn(name="topic", aliases=("主题", "培训内容", "培训名称"), example="示例·政府信息公开条例"),
        LedgerColumn(name="place", aliases=("培训地点",), example="示例会议室"),
        LedgerColumn(name="trainees", aliases=("对象", "参训人员"), example="示例：各科室信息员"),
        LedgerColumn(name="attendance", aliases=("人数", "参加人数", "培训人数"), example="18"),
        LedgerColumn(name="hours", aliases=("课时", "学时（小时）", "时长"), example="2"),
        LedgerColumn(name="material", aliases=("材料", "课件"), example="示例·培训课件"),
    ),
)

ACCOUNTABILITY = LedgerSpec(
    id="oversight.accountability",
    title="责任追究",
    called="责任追究",
    unit="起",
    model=AccountabilityCase,
    key=("number",),
    counted_by="decided_on",
    columns=(
        LedgerColumn(name="number", aliases=("序号",), example="2023-1"),
        LedgerColumn(name="ground", aliases=("追究情形", "追责情形"), example="其他情形（第五十三条第三项）"),
        LedgerColumn(name="matter", aliases=("问题", "案由"), example="示例事由"),
        LedgerColumn(name="target", aliases=("追究对象", "对象"), example="示例科室"),
        LedgerColumn(name="measure", aliases=("方式", "处理结果"), example="责令改正"),
        LedgerColumn(name="decided_by", aliases=("决定单位", "处理机关"), example="示例市政务公开办"),
        LedgerColumn(name="decided_on", aliases=("处理日期",), example="2023-05-08"),
    ),
)

ANNUAL_PRIORITIES = LedgerSpec(
    id="oversight.key_points",
    title="要点任务",
    called="任务",
    unit="项",
    model=AnnualPriority,
    key=("number",),
    counted_by="issued_on",
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-01"),
        LedgerColumn(name="document", aliases=("文件", "要点名称"), example="示例市2023年政务公开工作要点"),
        LedgerColumn(name="item", aliases=("条目", "要点内容"), example="示例：深化政策解读"),
        LedgerColumn(
            name="task", aliases=("任务", "工作任务", "任务内容"), example="示例：每项政策至少一件图解"
        ),
        LedgerColumn(
            name="section", aliases=("责任单位", "承办科室"), example="示例科室", offered=section_names
        ),
        LedgerColumn(name="issued_on", aliases=("下达日期", "日期"), example="2023-05-20"),
        LedgerColumn(name="due_on", aliases=("时限", "完成期限"), example="2023-11-30", future=True),
    ),
)

PRIORITY_PROGRESS = LedgerSpec(
    id="oversight.progress",
    title="要点落实情况",
    called="落实情况",
    model=PriorityProgress,
    key=("number", "reported_on"),
    counted_by="reported_on",
    refers=(
        Reference(to=ANNUAL_PRIORITIES, columns=(("number", "number"),), after=("reported_on", "issued_on")),
    ),
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-01"),
        LedgerColumn(name="reported_on", aliases=("日期", "填报日期"), example="2023-11-28"),
        LedgerColumn(name="progress", aliases=("进展", "进展情况"), example="示例：已完成"),
        LedgerColumn(name="evidence", aliases=("佐证", "证明材料"), example="示例·解读台账"),
        LedgerColumn(name="done", aliases=("是否完成", "完成"), example="是"),
    ),
)

PROBLEMS = LedgerSpec(
    id="oversight.problems",
    title="存在问题",
    called="问题",
    unit="个",
    model=Problem,
    key=("number",),
    counted_by="found_on",
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-1"),
        LedgerColumn(name="problem", aliases=("问题", "主要问题"), example="示例：个别事项公开不够及时"),
        LedgerColumn(name="source", aliases=("来源", "问题来源"), example="自查"),
        LedgerColumn(name="found_on", aliases=("日期",), example="2023-12-05"),
        LedgerColumn(name="plan", aliases=("措施", "整改措施"), example="示例：按月通报公开进度"),
        LedgerColumn(name="section", aliases=("科室", "责任单位"), example="示例科室", offered=section_names),
        LedgerColumn(name="due_on", aliases=("时限", "整改时限"), future=True),
    ),
)

IMPROVEMENTS = LedgerSpec(
    id="oversight.improvements",
    title="改进情况",
    called="改进",
    model=Improvement,
    key=("number", "made_on"),
    counted_by="made_on",
    refers=(Reference(to=PROBLEMS, columns=(("number", "number"),), after=("made_on", "found_on")),),
    columns=(
        LedgerColumn(name="number", aliases=("编号", "序号"), example="2023-1"),
        LedgerColumn(name="made_on", aliases=("日期", "整改日期"), example="2023-12-20"),
        LedgerColumn(name="improvement", aliases=("整改情况", "情况"), example="示例：已建立按月通报"),
        LedgerColumn(name="done", aliases=("是否解决", "是否完成", "解决"), example="否"),
    ),
)

LEDGERS = (TRAININGS, ACCOUNTABILITY, ANNUAL_PRIORITIES, PRIORITY_PROGRESS, PROBLEMS, IMPROVEMENTS)
