"""How the unit counts results: by which day, and whether a renewed reply is another case (R3-11, R3-13)."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import Blocker
from gongkai.inforequests.clocks import DeadlineCalculator


def counted_on(
    deadlines: DeadlineCalculator, decided_on: datetime.date, served_on: datetime.date | None
) -> datetime.date:
    """Return the day by which the year counts a reply, as the unit settled it (`report.outcome_day`, R3-11)."""
    by = deadlines.values.on("report.outcome_day", decided_on).value
    return served_on if by == "送达日期" and served_on else decided_on


def unserved_blockers(
    deadlines: DeadlineCalculator, decided_on: datetime.date, served_on: datetime.date | None
) -> list[Blocker]:
    """Return that the day is missing by which the unit counts, if it is."""
    setting = deadlines.values.on("report.outcome_day", decided_on)
    if setting.value != "送达日期" or served_on:
        return []
    sentence = f"没有填写；本单位口径为“{setting.label}：{setting.value}”，年度报告按它统计。"
    return [Blocker(sentence, field="served_on")]


def renewed_as_new(deadlines: DeadlineCalculator, day: datetime.date) -> list[Blocker]:
    """Return why a renewed reply is none of the old case, where the unit counts it as another one (R3-13)."""
    setting = deadlines.values.on("report.renewed_reply", day)
    if setting.value == "不另计":
        return []
    return [
        Blocker(
            f"本单位口径为“{setting.label}：{setting.value}”；复议、诉讼后重新答复的，请另行登记一件申请，再作答复。"
        )
    ]
