"""Record how a case ended."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.viewer import Viewer
from gongkai.disputes.events import Concluded
from gongkai.disputes.models import Conclusion, Dispute


def conclusion_of(
    dispute: Dispute, *, outcome: str, decided_on: datetime.date, effective_on: datetime.date
) -> Conclusion:
    """Return the unsaved fact; counted on the day it took effect (setting dispute.closed_day)."""
    found = law.dispute_outcome(dispute.procedure, outcome)  # type: ignore[arg-type]
    setting = law.shipped_values().on("dispute.closed_day", effective_on).value
    return Conclusion(
        organ_id=dispute.organ_id,
        dispute=dispute,
        outcome=outcome,
        column=found.column,
        decided_on=decided_on,
        effective_on=effective_on,
        counted_on=effective_on if setting == "生效之日" else decided_on,
    )


def conclude(
    *, viewer: Viewer, dispute: Dispute, outcome: str, decided_on: datetime.date, effective_on: datetime.date
) -> Conclusion:
    """Return the fact that the case ended. Raises `ActionBlocked` when it ended before or the days are out of order."""
    viewer.require("disputes.register")
    sentences = blockers(dispute, decided_on=decided_on, effective_on=effective_on)
    if sentences:
        raise ActionBlocked(sentences)
    with viewer.transaction() as tx:
        made = tx.add(
            conclusion_of(dispute, outcome=outcome, decided_on=decided_on, effective_on=effective_on)
        )
        tx.record(
            Concluded(on=made.counted_on),
            subjects=[dispute],
        )
    return made


def blockers(dispute: Dispute, *, decided_on: datetime.date, effective_on: datetime.date) -> list[str]:
    """Return why the case cannot be concluded so."""
    found = []
    filing = dispute.filings.standing().first()
    if filing and decided_on < filing.filed_on:
        found.append(f"作出日期：不能早于收到日期 {filing.filed_on}，请核对。")
    if effective_on < decided_on:
        found.append("生效日期：不能早于作出日期，请核对。")
    if dispute.conclusions.standing().exists():
        found.append("该案已有结果；结果有误的，请作更正。")
    return found
