"""What happens in `reporting`, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.registry import Event
from gongkai.reporting.prose import standard_passages


class CandidateBuilt(Event):
    id = "reporting.candidate_built"
    label = "生成候选稿"
    message = "生成 {year} 年度报告候选稿，统计 {figures} 项。"

    year: int
    figures: int


class ReportFinalized(Event):
    id = "reporting.report_finalized"
    label = "年度报告定稿"
    message = "{year} 年度报告第 {number} 次定稿，锁定该年度数据。"

    year: int
    number: int
    version_hash: str


class PriorYearReportEntered(Event):
    id = "reporting.earlier_report_entered"
    label = "录入往年报告"
    message = "录入 {year} 年度报告，供核对上年结转。"

    year: int
    digest: str


class PassageEdited(Event):
    id = "reporting.passage_edited"
    label = "修改报告文字"
    message = "修改 {year} 年度报告“{passage}”段落。"

    year: int
    passage: str

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Say the passage by its head."""
        names = {each.id: each.name for each in standard_passages()}
        return {**data, "passage": names.get(data["passage"], "已不再使用")}


EVENTS: tuple[type[Event], ...] = (
    CandidateBuilt,
    ReportFinalized,
    PriorYearReportEntered,
    PassageEdited,
)
