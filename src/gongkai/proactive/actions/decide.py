"""Record decisions of licensing, punishment and coercion, results of supervision, and fees collected."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.record import record
from gongkai.proactive.models import (
    AdministrativeDecision,
    DecisionKind,
    FeeCollection,
    SupervisionResult,
)


def record_decision(
    *, viewer: Viewer, decision: AdministrativeDecision, day: datetime.date
) -> AdministrativeDecision:
    """Store a decision, given unsaved; return it. Raises `NotAllowed`, `Obstructed`, `ledger.errors.Refused`."""
    decision.counted_on = decision.decided_on
    return record(
        viewer=viewer,
        fact=decision,
        event="proactive.decided",
        obstacles=decision_obstacles(decision),
        day=day,
        basis="条例第二十条",
    )


def decision_obstacles(decision: AdministrativeDecision) -> list[str]:
    """Return what is wrong with a decision in itself."""
    found = []
    if not decision.doc_number.strip():
        found.append("决定文号：没有填写，请填写决定书文号。")
    licensing = decision.kind == DecisionKind.LICENSING
    if licensing and decision.granted is None:
        found.append("决定结果：行政许可须填准予或者不予许可，两者都计入年度报告。")
    if not licensing and decision.granted is not None:
        found.append("决定结果：只有行政许可填写，请清空。")
    if decision.valid_from and decision.valid_until and decision.valid_until < decision.valid_from:
        found.append(f"有效期至：{decision.valid_until} 早于有效期自 {decision.valid_from}，请核对。")
    return found


def record_result(*, viewer: Viewer, result: SupervisionResult, day: datetime.date) -> SupervisionResult:
    """Store a result of supervision, given unsaved; return it. Raises as `record_decision` does."""
    result.counted_on = result.decided_on
    named = {"专项行动或者批次": result.action, "监察对象": result.target, "结论": result.conclusion}
    return record(
        viewer=viewer,
        fact=result,
        event="proactive.supervised",
        obstacles=[f"{label}：没有填写。" for label, text in named.items() if not text.strip()],
        day=day,
        basis="条例第二十条第十三项",
    )


def record_fee(*, viewer: Viewer, fee: FeeCollection, day: datetime.date) -> FeeCollection:
    """Store a sum collected as 行政事业性收费, given unsaved; return it. Raises as `record_decision` does."""
    fee.counted_on = fee.collected_on
    named = {"收费项目": fee.item, "收费依据": fee.basis, "票据号码": fee.voucher}
    found = [f"{label}：没有填写。" for label, text in named.items() if not text.strip()]
    if fee.amount < 0:
        found.append("收费金额：不能是负数；退费请更正或者作废原记录。")
    return record(
        viewer=viewer,
        fact=fee,
        event="proactive.fee_collected",
        obstacles=found,
        day=day,
        basis="条例第二十条第八项",
    )
