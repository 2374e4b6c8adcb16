"""The figures of the year that this room counts, for parts one, five and six of the report."""

from __future__ import annotations

from gongkai.oversight import queries
from gongkai.oversight.ledgers import duties, platforms, public
from gongkai.oversight.models import CleanupReason
from gongkai.shell.imports.measures import measure_of

TRAINING = "《政府信息公开条例》第四十八条"
REVIEW = "《政府信息公开条例》第四十六条（社会评议、责任追究）"
LIABILITY = "《政府信息公开条例》第五十二条、第五十三条"
REPORT = "《政府信息公开条例》第五十条第（四）项"
PRIORITIES = "本年政务公开工作要点"
GROUPS = "本年政务公开工作要点（工作群管理、账号管理、内容清理、风险评估）"

MEASURES = (
    measure_of(duties.TRAININGS, "trainings", "业务培训次数", "培训日期在本年的次数。", TRAINING),
    measure_of(
        duties.TRAININGS,
        "training_attendance",
        "业务培训人次",
        "培训日期在本年的参训人数合计。",
        TRAINING,
        unit="人次",
        total="attendance",
    ),
    measure_of(public.OPEN_DAYS, "open_days", "政府开放日次数", "活动日期在本年的次数。", REVIEW),
    measure_of(
        public.OPEN_DAYS,
        "open_day_attendance",
        "政府开放日参加人次",
        "活动日期在本年的开放日的参加人数合计。",
        REVIEW,
        unit="人次",
        total="attendance",
    ),
    measure_of(
        public.QUESTIONNAIRES,
        "questionnaires_issued",
        "发放调查问卷份数",
        "发放日期在本年的调查问卷的发放份数合计。",
        REVIEW,
        unit="份",
        total="issued",
    ),
    measure_of(
        public.QUESTIONNAIRES,
        "questionnaires_returned",
        "收回调查问卷份数",
        "发放日期在本年的调查问卷的收回份数合计。",
        REVIEW,
        unit="份",
        total="returned",
    ),
    measure_of(public.OPINIONS, "opinions", "收集意见建议条数", "提出日期在本年的意见建议条数。", REVIEW),
    measure_of(
        public.OPINION_HANDLINGS,
        "opinions_treated",
        "处理意见建议条数",
        "处理日期在本年的意见建议条数，包括上年提出、本年处理的。",
        REVIEW,
    ),
    measure_of(
        public.OPINION_HANDLINGS,
        "opinions_adopted",
        "采纳意见建议条数",
        "处理日期在本年、处理结果为采纳或者部分采纳的意见建议条数。",
        REVIEW,
        records=queries.adopted,
    ),
    measure_of(
        duties.ACCOUNTABILITY,
        "accountability",
        "责任追究起数",
        "决定日期在本年、因政府信息公开受到责任追究的起数。",
        LIABILITY,
    ),
    measure_of(
        duties.ANNUAL_PRIORITIES, "key_points", "要点任务项数", "分解日期在本年的要点任务项数。", PRIORITIES
    ),
    measure_of(
        duties.ANNUAL_PRIORITIES,
        "key_points_done",
        "完成要点任务项数",
        "分解日期在本年、已报完成的要点任务项数。",
        PRIORITIES,
        records=queries.priorities_done,
    ),
    measure_of(duties.PROBLEMS, "problems", "本年发现问题个数", "发现日期在本年的问题个数。", REPORT),
    measure_of(
        duties.PROBLEMS,
        "problems_carried_in",
        "上年转入问题个数",
        "上年12月31日以前发现、到当日没有解决的问题个数。",
        REPORT,
        records=queries.problems_carried_in,
    ),
    measure_of(
        duties.IMPROVEMENTS,
        "problems_closed",
        "本年解决问题个数",
        "改进日期在本年、已解决的问题个数，包括上年转入的。",
        REPORT,
        unit="个",
        records=queries.problems_closed,
    ),
    measure_of(
        duties.PROBLEMS,
        "problems_open",
        "转入下年问题个数",
        "本年12月31日以前发现、到当日没有解决的问题个数。",
        REPORT,
        records=queries.problems_open,
    ),
    measure_of(
        platforms.WORK_GROUPS,
        "work_groups",
        "工作群个数",
        "本年12月31日存在（已建立、未解散）的工作群个数。",
        GROUPS,
        records=queries.work_groups,
    ),
    measure_of(
        platforms.INSPECTIONS,
        "group_inspections",
        "工作群排查次数",
        "排查日期在本年的次数，一个群一次计一次。",
        GROUPS,
    ),
    measure_of(
        platforms.GROUP_CLOSINGS, "groups_closed", "解散工作群个数", "解散日期在本年的工作群个数。", GROUPS
    ),
    measure_of(
        platforms.ACCOUNTS,
        "accounts",
        "后台账号个数",
        "本年12月31日在用（已开通、未注销）的后台账号个数。",
        GROUPS,
        records=queries.accounts,
    ),
    measure_of(
        platforms.ACCOUNT_CLOSINGS,
        "accounts_closed",
        "注销后台账号个数",
        "注销日期在本年的后台账号个数。",
        GROUPS,
    ),
    measure_of(platforms.CLEANUPS, "cleanups", "清理内容条数", "清理日期在本年的内容条数。", GROUPS),
    *(
        measure_of(
            platforms.CLEANUPS,
            f"cleanups_{reason.value}",
            f"因{reason.label}清理的内容条数",
            f"清理日期在本年、清理原因为{reason.label}的内容条数。",
            GROUPS,
            cleaned_for=reason,
        )
        for reason in CleanupReason
    ),
    measure_of(
        platforms.ASSESSMENTS,
        "risk_assessments",
        "平台安全风险评估次数",
        "评估日期在本年的次数，一个平台一次计一次。",
        GROUPS,
    ),
    measure_of(
        platforms.RECTIFICATIONS,
        "risks_rectified",
        "完成风险整改次数",
        "整改日期在本年的风险整改次数。",
        GROUPS,
    ),
)
