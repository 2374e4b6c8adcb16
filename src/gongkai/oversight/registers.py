"""The ledgers of this room as lists, each in the part of the navigation that the law gives it."""

from __future__ import annotations

from gongkai.oversight.ledgers import duties, platforms, public
from gongkai.registry import Register
from gongkai.shell.imports.books import LedgerSpec
from gongkai.shell.imports.registers import register_of

OVERSIGHT = "监督保障"
PLATFORMS = "平台建设"
MANAGEMENT = "政府信息管理"
FOLLOWING = ""  # opened from what its rows are about


def _listed(ledger: LedgerSpec, empty: str, *optional: str, group: str = OVERSIGHT) -> Register:
    return register_of(ledger, group=group, empty=empty, optional=optional)


REGISTERS = (
    _listed(duties.TRAININGS, "这里登记政府信息公开业务培训（条例第四十八条）。", "place", "material"),
    _listed(public.OPEN_DAYS, "这里登记政府开放日活动。", "plan", "report"),
    _listed(public.QUESTIONNAIRES, "这里登记发放和收回的调查问卷。", "topic"),
    _listed(
        public.OPINIONS, "这里登记群众的意见建议；处理情况登记在“意见处理”。", "questionnaire", "section"
    ),
    _listed(public.OPINION_HANDLINGS, "这里登记每条意见的采纳和答复情况。", group=FOLLOWING),
    _listed(duties.ANNUAL_PRIORITIES, "这里把年度政务公开工作要点分解为任务。", "document", "due_on"),
    _listed(duties.PRIORITY_PROGRESS, "这里登记要点任务的落实情况和佐证材料。", group=FOLLOWING),
    _listed(duties.PROBLEMS, "这里登记存在问题和改进措施；没有解决的自动转入下年。", "section", "due_on"),
    _listed(duties.IMPROVEMENTS, "这里登记问题的改进情况。", group=FOLLOWING),
    _listed(
        duties.ACCOUNTABILITY,
        "这里登记因政府信息公开受到的责任追究；没有发生的，年度报告写明未发生。",
        "decided_by",
    ),
    _listed(platforms.WORK_GROUPS, "这里登记工作群和群主。", "purpose", group=PLATFORMS),
    _listed(platforms.INSPECTIONS, "这里登记工作群的排查和整改。", group=FOLLOWING),
    _listed(platforms.GROUP_CLOSINGS, "这里登记已解散的工作群。", group=FOLLOWING),
    _listed(platforms.ACCOUNTS, "这里登记网站和新媒体的后台账号，一人一号。", group=PLATFORMS),
    _listed(platforms.ACCOUNT_CLOSINGS, "这里登记已注销的后台账号。", group=FOLLOWING),
    _listed(
        platforms.ASSESSMENTS,
        "这里登记平台防攻击、防病毒、防篡改的评估。",
        "method",
        "evidence",
        group=PLATFORMS,
    ),
    _listed(platforms.RECTIFICATIONS, "这里登记评估发现问题的整改。", group=FOLLOWING),
    _listed(platforms.CLEANUPS, "这里登记过时、失效和有汇聚风险的内容的清理。", "url", group=MANAGEMENT),
)
