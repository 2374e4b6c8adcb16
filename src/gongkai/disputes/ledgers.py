"""复议诉讼台账: one row a case, with its outcome once it has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.disputes.models import Conclusion, Dispute, Filing, Procedure, WrittenAnswer
from gongkai.norms.queries import rules_of
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.importer import importers_of
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, LedgerSpec, Relation, Row
from gongkai.shell.spreadsheets import cells

OUTCOME_LABELS = tuple(dict.fromkeys(o.label for o in law.DISPUTE_OUTCOMES.values()))


def outcome_of(procedure: str, label: str) -> law.DisputeOutcome | None:
    """Return the outcome of that procedure by its Chinese name, or None where it has no such one."""
    kind = procedure.partition("_")[0]
    found = (o for o in law.DISPUTE_OUTCOMES.values() if (o.procedure, o.label) == (kind, label))
    return next(found, None)


def conclusion_of(viewer: Viewer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outcome's code and column, and the day by which it counts."""
    kind = values["dispute"].procedure
    outcome = outcome_of(kind, values["outcome"])
    assert outcome is not None  # `check_outcome` says so
    closed = law.closed_dispute(
        kind,
        outcome.code,
        decided_on=values["decided_on"],
        effective_on=values["effective_on"],
        values=rules_of(viewer).values,
    )
    return {"outcome": outcome.code, "column": closed.column, "counted_on": closed.counted_on}


def check_answer(row: Row) -> Iterator[ImportIssue]:
    """Yield that the organ cannot have answered before it became a party."""
    if row["answered_on"] and row["answered_on"] < row["filed_on"]:
        sentence = f"“书面答复日期”{row['answered_on']} 早于“收到日期”{row['filed_on']}，请核对。"
        yield ImportIssue(column="answered_on", rule="日期顺序", message=sentence)


def check_outcome(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with the end of a case: all of it or nothing, in order, and of this procedure."""
    end = ("outcome", "decided_on", "effective_on")
    lacking = [name for name in end if not row[name]]
    if lacking and len(lacking) < len(end):
        sentence = "结果、作出日期、生效日期应同时填写；未审结的都留空。"
        yield ImportIssue(column=lacking[0], rule="结果完整", message=sentence)
    elif not lacking:
        if outcome_of(row["procedure"], row["outcome"]) is None:
            sentence = f"“{row['outcome']}”不是{Procedure(row['procedure']).label}的结果，请核对程序。"
            yield ImportIssue(column="outcome", rule="结果种类", message=sentence)
        if not row["filed_on"] <= row["decided_on"] <= row["effective_on"]:
            sentence = "应依次为收到、作出、生效，请核对。"
            yield ImportIssue(column="decided_on", rule="日期顺序", message=sentence)


DISPUTES = LedgerSpec(
    id="disputes.cases",
    title="复议诉讼案件",
    called="案件",
    unit="件",
    model=Dispute,
    key=("number",),
    checks=(check_answer, check_outcome),
    columns=(
        LedgerColumn(name="number", aliases=("编号", "复议案号", "诉讼案号"), example="示政复〔2023〕1号"),
        LedgerColumn(name="procedure", aliases=("类别", "案件类别"), example="行政复议"),
        LedgerColumn(
            name="attacked", aliases=("案由", "被诉行为", "被复议行为"), example="示例·对某申请的答复"
        ),
        LedgerColumn(name="body", aliases=("复议机关", "法院")),
        LedgerColumn(
            name="request",
            aliases=("申请登记编号",),
            relation=Relation(by="number", rule="相关申请", missing="没有登记编号为“{text}”的申请，请核对。"),
        ),
        LedgerColumn(name="simplified", aliases=("适用简易程序",)),
    ),
    parts=(
        LedgerPart(
            model=Filing,
            link="dispute",
            counted_by="filed_on",
            required=True,
            columns=(
                LedgerColumn(name="filed_on", aliases=("收案日期", "收到副本日期"), example="2023-05-08"),
            ),
        ),
        LedgerPart(
            model=WrittenAnswer,
            link="dispute",
            counted_by="answered_on",
            columns=(LedgerColumn(name="answered_on", aliases=("答复日期", "答辩日期", "提交答辩状日期")),),
        ),
        LedgerPart(
            model=Conclusion,
            link="dispute",
            counted_by="effective_on",
            derive=conclusion_of,
            columns=(
                LedgerColumn(
                    name="outcome",
                    aliases=("审理结果", "复议结果"),
                    parse=cells.one_of((label, label) for label in OUTCOME_LABELS),
                    choices=OUTCOME_LABELS,
                    read=lambda conclusion: conclusion.label,
                ),
                LedgerColumn(name="decided_on", aliases=("结案日期",)),
                LedgerColumn(name="effective_on"),
            ),
        ),
    ),
)

LEDGERS = (DISPUTES,)
IMPORTERS = importers_of(LEDGERS)
