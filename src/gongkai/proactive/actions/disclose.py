"""Record that a decision, a result or an answer was made public."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.record import record
from gongkai.proactive.events import Disclosed
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    InspectionResult,
    ProposalReply,
    Subject,
)
from gongkai.proactive.queries import is_superseded, roots

Disclosable = AdministrativeDecision | InspectionResult | ProposalReply


def disclose(*, viewer: Viewer, of: Disclosable, published_on: datetime.date, url: str = "") -> Disclosure:
    """Return the record that something was made public. Raises `NotAllowed`, `ActionBlocked`, `DatabaseRejected`."""
    found = []
    if of.voids or is_superseded(of):
        found.append("这条记录已更正或者作废，请在最新的一条上登记公开。")
    if published_on < of.counted_on:
        found.append(f"公开日期：{published_on} 早于作出日期 {of.counted_on}，请核对。")
    if isinstance(of, ProposalReply) and of.attribute != "proactive":
        found.append(
            f"公开属性为“{of.get_attribute_display()}”的答复不能公开；需要公开的，请先更正公开属性。"
        )
    return record(
        viewer=viewer,
        fact=disclosure_of(of, root=roots([of])[of.pk], published_on=published_on, url=url),
        event=Disclosed(on=published_on),
        blockers=found,
        basis="条例第二十条",
    )


def disclosure_of(of: Disclosable, *, root: int, published_on: datetime.date, url: str = "") -> Disclosure:
    """Return the unsaved fact. It points to the first row of a line of corrections, which stays the same."""
    fields: dict[str, object] = {}
    match of:
        case AdministrativeDecision():
            fields = {"decision_id": root, "subject": of.kind}
        case InspectionResult():
            fields = {"result_id": root, "subject": of.target_kind}
        case ProposalReply():
            fields = {"reply_id": root, "subject": Subject.PROPOSAL}
    return Disclosure(
        organ_id=of.organ_id, published_on=published_on, counted_on=published_on, url=url, **fields
    )
