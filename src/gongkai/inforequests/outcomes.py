"""How the unit counts results: by which day, and whether a renewed reply is another case (R3-11, R3-13)."""

from __future__ import annotations

import datetime

from gongkai.inforequests.clocks import DeadlineCalculator


def counted_on(
    counting: DeadlineCalculator, decided_on: datetime.date, served_on: datetime.date | None
) -> datetime.date:
    """Return the day by which the year counts a reply, as the unit settled it (`report.outcome_day`, R3-11)."""
    by = counting.values.on("report.outcome_day", decided_on).value
    return served_on if by == "送达日期" and served_on else decided_on


def unserved(
    counting: DeadlineCalculator, decided_on: datetime.date, served_on: datetime.date | None
) -> list[str]:
    """Return the sentence that says that the day is missing by which the unit counts, if it is."""
    setting = counting.values.on("report.outcome_day", decided_on)
    if setting.value != "送达日期" or served_on:
        return []
    return [f"送达日期：没有填写；本单位口径为“{setting.label}：{setting.value}”，年度报告按它统计。"]


def renewed_as_new(counting: DeadlineCalculator, day: datetime.date) -> list[str]:
    """Return why a renewed reply is none of the old case, where the unit counts it as another one (R3-13)."""
    setting = counting.values.on("report.renewed_reply", day)
    if setting.value == "不另计":
        return []
    return [
        f"本单位口径为“{setting.label}：{setting.value}”；复议、诉讼后重新答复的，请另行登记一件申请，再作答复。"
    ]
