"""The figures of the year that this room counts, for part six of the report."""

from __future__ import annotations

from gongkai.outreach.ledgers import (
    BRIEFINGS,
    COMPILATIONS,
    DISTRIBUTIONS,
    INTERPRETATIONS,
    POLICIES,
    POLICY_NOTIFICATIONS,
)
from gongkai.outreach.models import BriefingForm, InterpretationForm
from gongkai.shell.imports.measures import measure_of

INTERPRETING = "国办发〔2016〕80号（政策解读）；本年政务公开工作要点"
PRIORITIES = "本年政务公开工作要点"
DOORS = (BriefingForm.ENTERPRISE, BriefingForm.BUILDING, BriefingForm.PARK, BriefingForm.DOORSTEP)

MEASURES = (
    measure_of(POLICIES, "policies", "梳理汇总政策数", "收录日期在本年的政策项数。", PRIORITIES),
    measure_of(
        COMPILATIONS, "compilations", "编印政策汇编种数", "印制日期在本年的政策汇编种数。", PRIORITIES
    ),
    measure_of(
        COMPILATIONS,
        "compilation_copies",
        "编印政策汇编本数",
        "印制日期在本年的政策汇编的印制数量合计。",
        PRIORITIES,
        unit="本",
        total="copies",
    ),
    measure_of(
        DISTRIBUTIONS,
        "copies_given",
        "发放政策汇编本数",
        "发放日期在本年的政策汇编的发放数量合计。",
        PRIORITIES,
        unit="本",
        total="copies",
    ),
    measure_of(
        INTERPRETATIONS,
        "interpretations",
        "政策解读件数",
        "发布日期在本年的政策解读件数，同一内容的不同形式分别计。",
        INTERPRETING,
    ),
    measure_of(
        INTERPRETATIONS,
        "policies_interpreted",
        "解读政策项数",
        "发布日期在本年的政策解读所对应的政策项数，一项政策只计一次。",
        INTERPRETING,
        unit="项",
        distinct="policy",
    ),
    *(
        measure_of(
            INTERPRETATIONS,
            f"interpretations_{form.value}",
            f"{form.label}件数",
            f"发布日期在本年、形式为{form.label}的解读件数。",
            INTERPRETING,
            form=form,
        )
        for form in InterpretationForm
    ),
    measure_of(
        BRIEFINGS,
        "meetings",
        "会议宣贯政策次数",
        "举办日期在本年、形式为会议宣贯的活动次数。",
        PRIORITIES,
        form=BriefingForm.MEETING,
    ),
    measure_of(
        BRIEFINGS,
        "lectures",
        "电视讲堂次数",
        "举办日期在本年、形式为电视讲堂的活动次数。",
        PRIORITIES,
        form=BriefingForm.LECTURE,
    ),
    measure_of(
        BRIEFINGS,
        "doorstep_briefings",
        "政策上门次数",
        "举办日期在本年，政策进企业、进楼宇、进园区和政策上门的活动次数。",
        PRIORITIES,
        form__in=DOORS,
    ),
    measure_of(BRIEFINGS, "briefings", "政策宣贯活动次数", "举办日期在本年的各种宣贯活动次数。", PRIORITIES),
    measure_of(
        BRIEFINGS,
        "briefing_attendance",
        "政策宣贯参加人次",
        "举办日期在本年的宣贯活动的参加人数合计；没有登记人数的不计。",
        PRIORITIES,
        unit="人次",
        total="attendance",
    ),
    measure_of(POLICY_NOTIFICATIONS, "pushes", "政策推送次数", "推送日期在本年的政策推送次数。", PRIORITIES),
    measure_of(
        POLICY_NOTIFICATIONS,
        "pushes_reached",
        "政策推送覆盖数",
        "推送日期在本年的政策推送的覆盖数合计，同一对象多次推送分别计。",
        PRIORITIES,
        unit="家次",
        total="reached",
    ),
)
