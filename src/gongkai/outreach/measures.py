"""The figures of the year that this room counts, for part six of the report."""

from __future__ import annotations

from functools import partial
from typing import Any

from gongkai.outreach.models import (
    Briefing,
    BriefingForm,
    Compilation,
    Distribution,
    Interpretation,
    InterpretationForm,
    Policy,
    PolicyNotification,
)
from gongkai.outreach.queries import counted, distinct, total
from gongkai.registry import Measure

INTERPRETATION = "国办发〔2016〕80号（政策解读）；本年政务公开工作要点"
KEY_POINTS = "本年政务公开工作要点"
DOORS = (BriefingForm.ENTERPRISE, BriefingForm.BUILDING, BriefingForm.PARK, BriefingForm.DOORSTEP)


def _measure(
    id: str, name: str, definition: str, unit: str, book: str, model: Any, *forms: str, **how: Any
) -> Measure:
    return Measure(
        id=f"outreach.{id}",
        name=name,
        definition=definition,
        basis=INTERPRETATION if book == "interpretations" else KEY_POINTS,
        unit=unit,
        records=lambda viewer, year: counted(viewer, model, year, *forms),
        register=f"outreach.{book}",
        **how,
    )


def _of_form(form: InterpretationForm) -> Measure:
    return _measure(
        f"interpretations_{form.value}",
        f"{form.label}件数",
        f"发布日期在本年、形式为{form.label}的解读件数。",
        "件",
        "interpretations",
        Interpretation,
        form,
    )


MEASURES = (
    _measure("policies", "梳理汇总政策数", "收录日期在本年的政策项数。", "项", "policies", Policy),
    _measure(
        "compilations",
        "编印政策汇编种数",
        "印制日期在本年的政策汇编种数。",
        "种",
        "compilations",
        Compilation,
    ),
    _measure(
        "compilation_copies",
        "编印政策汇编本数",
        "印制日期在本年的政策汇编的印制数量合计。",
        "本",
        "compilations",
        Compilation,
        figure=partial(total, field="copies"),
    ),
    _measure(
        "copies_given",
        "发放政策汇编本数",
        "发放日期在本年的政策汇编的发放数量合计。",
        "本",
        "distributions",
        Distribution,
        figure=partial(total, field="copies"),
    ),
    _measure(
        "interpretations",
        "政策解读件数",
        "发布日期在本年的政策解读件数，同一内容的不同形式分别计。",
        "件",
        "interpretations",
        Interpretation,
    ),
    _measure(
        "policies_interpreted",
        "解读政策项数",
        "发布日期在本年的政策解读所对应的政策项数，一项政策只计一次。",
        "项",
        "interpretations",
        Interpretation,
        figure=partial(distinct, field="policy"),
    ),
    *(_of_form(form) for form in InterpretationForm),
    _measure(
        "meetings",
        "会议宣贯政策次数",
        "举办日期在本年、形式为会议宣贯的活动次数。",
        "次",
        "briefings",
        Briefing,
        BriefingForm.MEETING,
    ),
    _measure(
        "lectures",
        "电视讲堂次数",
        "举办日期在本年、形式为电视讲堂的活动次数。",
        "次",
        "briefings",
        Briefing,
        BriefingForm.LECTURE,
    ),
    _measure(
        "doorstep_briefings",
        "政策上门次数",
        "举办日期在本年，政策进企业、进楼宇、进园区和政策上门的活动次数。",
        "次",
        "briefings",
        Briefing,
        *DOORS,
    ),
    _measure(
        "briefings", "政策宣贯活动次数", "举办日期在本年的各种宣贯活动次数。", "次", "briefings", Briefing
    ),
    _measure(
        "briefing_attendance",
        "政策宣贯参加人次",
        "举办日期在本年的宣贯活动的参加人数合计；没有登记人数的不计。",
        "人次",
        "briefings",
        Briefing,
        figure=partial(total, field="attendance"),
    ),
    _measure("pushes", "政策推送次数", "推送日期在本年的政策推送次数。", "次", "pushes", PolicyNotification),
    _measure(
        "pushes_reached",
        "政策推送覆盖数",
        "推送日期在本年的政策推送的覆盖数合计，同一对象多次推送分别计。",
        "家次",
        "pushes",
        PolicyNotification,
        figure=partial(total, field="reached"),
    ),
)
