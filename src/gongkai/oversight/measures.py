"""The figures of the year that this room counts, for parts one, five and six of the report."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from gongkai.bodies.records import Fact
from gongkai.oversight import models, queries
from gongkai.registry import Measure

TRAINING = "《政府信息公开条例》第四十八条"
REVIEW = "《政府信息公开条例》第四十六条（社会评议、责任追究）"
LIABILITY = "《政府信息公开条例》第五十二条、第五十三条"
REPORT = "《政府信息公开条例》第五十条第（四）项"
KEY_POINTS = "本年政务公开工作要点"
GROUPS = "本年政务公开工作要点（工作群管理、账号管理、内容清理、风险评估）"


def _measure(
    id: str,
    name: str,
    definition: str,
    basis: str,
    unit: str,
    book: str,
    records: type[Fact] | Callable[[Any, int], Any],
    total: str = "",
) -> Measure:
    """A measure of the facts of one book that the year counts, or of what a query finds; their number, or the
    total of a column."""
    query: Any = (
        (lambda viewer, year: queries.counted(viewer, records, year))
        if isinstance(records, type)
        else records
    )
    return Measure(
        id=f"oversight.{id}",
        name=name,
        definition=definition,
        basis=basis,
        unit=unit,
        records=query,
        register=f"oversight.{book}",
        figure=partial(queries.total, field=total) if total else None,
    )


def _cleaned(reason: models.CleanupReason) -> Measure:
    return _measure(
        f"cleanups_{reason.value}",
        f"因{reason.label}清理的内容条数",
        f"清理日期在本年、清理原因为{reason.label}的内容条数。",
        GROUPS,
        "条",
        "cleanups",
        lambda viewer, year: queries.counted(viewer, models.Cleanup, year).filter(cleaned_for=reason),
    )


MEASURES = (
    _measure(
        "trainings", "业务培训次数", "培训日期在本年的次数。", TRAINING, "次", "trainings", models.Training
    ),
    _measure(
        "training_attendance",
        "业务培训人次",
        "培训日期在本年的参训人数合计。",
        TRAINING,
        "人次",
        "trainings",
        models.Training,
        "attendance",
    ),
    _measure(
        "open_days", "政府开放日次数", "活动日期在本年的次数。", REVIEW, "次", "open_days", models.OpenDay
    ),
    _measure(
        "open_day_attendance",
        "政府开放日参加人次",
        "活动日期在本年的开放日的参加人数合计。",
        REVIEW,
        "人次",
        "open_days",
        models.OpenDay,
        "attendance",
    ),
    _measure(
        "questionnaires_issued",
        "发放调查问卷份数",
        "发放日期在本年的调查问卷的发放份数合计。",
        REVIEW,
        "份",
        "questionnaires",
        models.Questionnaire,
        "issued",
    ),
    _measure(
        "questionnaires_returned",
        "收回调查问卷份数",
        "发放日期在本年的调查问卷的收回份数合计。",
        REVIEW,
        "份",
        "questionnaires",
        models.Questionnaire,
        "returned",
    ),
    _measure(
        "opinions",
        "收集意见建议条数",
        "提出日期在本年的意见建议条数。",
        REVIEW,
        "条",
        "opinions",
        models.Opinion,
    ),
    _measure(
        "opinions_treated",
        "处理意见建议条数",
        "处理日期在本年的意见建议条数，包括上年提出、本年处理的。",
        REVIEW,
        "条",
        "treatments",
        models.OpinionHandling,
    ),
    _measure(
        "opinions_adopted",
        "采纳意见建议条数",
        "处理日期在本年、处理结果为采纳或者部分采纳的意见建议条数。",
        REVIEW,
        "条",
        "treatments",
        queries.adopted,
    ),
    _measure(
        "accountability",
        "责任追究起数",
        "决定日期在本年、因政府信息公开受到责任追究的起数。",
        LIABILITY,
        "起",
        "accountability",
        models.AccountabilityCase,
    ),
    _measure(
        "key_points",
        "要点任务项数",
        "分解日期在本年的要点任务项数。",
        KEY_POINTS,
        "项",
        "key_points",
        models.AnnualPriority,
    ),
    _measure(
        "key_points_done",
        "完成要点任务项数",
        "分解日期在本年、已报完成的要点任务项数。",
        KEY_POINTS,
        "项",
        "key_points",
        queries.key_points_done,
    ),
    _measure(
        "problems", "本年发现问题个数", "发现日期在本年的问题个数。", REPORT, "个", "problems", models.Problem
    ),
    _measure(
        "problems_carried_in",
        "上年转入问题个数",
        "上年12月31日以前发现、到当日没有解决的问题个数。",
        REPORT,
        "个",
        "problems",
        queries.problems_carried_in,
    ),
    _measure(
        "problems_closed",
        "本年解决问题个数",
        "改进日期在本年、已解决的问题个数，包括上年转入的。",
        REPORT,
        "个",
        "improvements",
        queries.problems_closed,
    ),
    _measure(
        "problems_open",
        "转入下年问题个数",
        "本年12月31日以前发现、到当日没有解决的问题个数。",
        REPORT,
        "个",
        "problems",
        queries.problems_open,
    ),
    _measure(
        "work_groups",
        "工作群个数",
        "本年12月31日存在（已建立、未解散）的工作群个数。",
        GROUPS,
        "个",
        "work_groups",
        queries.work_groups,
    ),
    _measure(
        "group_inspections",
        "工作群排查次数",
        "排查日期在本年的次数，一个群一次计一次。",
        GROUPS,
        "次",
        "inspections",
        models.GroupInspection,
    ),
    _measure(
        "groups_closed",
        "解散工作群个数",
        "解散日期在本年的工作群个数。",
        GROUPS,
        "个",
        "group_closings",
        models.GroupClosing,
    ),
    _measure(
        "accounts",
        "后台账号个数",
        "本年12月31日在用（已开通、未注销）的后台账号个数。",
        GROUPS,
        "个",
        "accounts",
        queries.accounts,
    ),
    _measure(
        "accounts_closed",
        "注销后台账号个数",
        "注销日期在本年的后台账号个数。",
        GROUPS,
        "个",
        "account_closings",
        models.AccountClosing,
    ),
    _measure(
        "cleanups", "清理内容条数", "清理日期在本年的内容条数。", GROUPS, "条", "cleanups", models.Cleanup
    ),
    *(_cleaned(reason) for reason in models.CleanupReason),
    _measure(
        "risk_assessments",
        "平台安全风险评估次数",
        "评估日期在本年的次数，一个平台一次计一次。",
        GROUPS,
        "次",
        "assessments",
        models.RiskAssessment,
    ),
    _measure(
        "risks_rectified",
        "完成风险整改次数",
        "整改日期在本年的风险整改次数。",
        GROUPS,
        "次",
        "rectifications",
        models.Rectification,
    ),
)
