"""What happens in `reporting`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class CandidateBuilt(Event):
    id = "reporting.candidate_built"
    label = "生成候选稿"
    message = "生成 {year} 年度报告候选稿，统计 {figures} 项。"

    year: int
    figures: int


@dataclass(frozen=True, kw_only=True)
class ReportFinalized(Event):
    id = "reporting.report_finalized"
    label = "年度报告定稿"
    message = "{year} 年度报告第 {number} 次定稿，锁定该年度数据。"

    year: int
    number: int
    version_hash: str


@dataclass(frozen=True, kw_only=True)
class PriorYearReportEntered(Event):
    id = "reporting.earlier_report_entered"
    label = "录入往年报告"
    message = "录入 {year} 年度报告，供核对上年结转。"

    year: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class PassageEdited(Event):
    id = "reporting.passage_edited"
    label = "修改报告文字"
    message = "修改 {year} 年度报告“{passage}”段落。"

    year: int
    passage: str


EVENTS: tuple[type[Event], ...] = (
    CandidateBuilt,
    ReportFinalized,
    PriorYearReportEntered,
    PassageEdited,
)
