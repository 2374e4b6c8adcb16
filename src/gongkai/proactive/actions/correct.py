"""Correct or void a fact of this room: the wrong row stays, another takes its place, with the reason."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Q

from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Unlock
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    FeeCollection,
    FollowerSnapshot,
    InspectionResult,
    ProposalReply,
    PublicationRecord,
)
from gongkai.proactive.queries import is_superseded, roots
from gongkai.shell import ActionBlocked

T = TypeVar("T", bound=Fact)

# The field that holds each fact's own day, by which the year counts it.
DAY_OF: Mapping[type[Fact], str] = {
    PublicationRecord: "published_on",
    FollowerSnapshot: "taken_on",
    AdministrativeDecision: "decided_on",
    InspectionResult: "decided_on",
    FeeCollection: "collected_on",
    ProposalReply: "replied_on",
    Disclosure: "published_on",
}
OWN = frozenset({"id", "transaction_id", "salt", "supersedes", "unlock", "reason", "voids", "counted_on"})


def correct(
    *, viewer: Viewer, fact: T, changes: Mapping[str, Any], reason: str, unlock: Unlock | None = None
) -> T:
    """Return the row that takes the place of a wrong one, with the fields in `changes` put right.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected` (the period is locked, another row says so).
    """
    return _replace(viewer, fact, successor(fact, changes, reason=reason), unlock=unlock)


def void(*, viewer: Viewer, fact: T, reason: str, unlock: Unlock | None = None) -> T:
    """Return the row that voids one that should not have been recorded. Raises as `correct` does."""
    return _replace(viewer, fact, successor(fact, {}, reason=reason, voids=True), unlock=unlock)


def successor(fact: T, changes: Mapping[str, Any], *, reason: str, voids: bool = False) -> T:
    """Return the unsaved row that takes a fact's place, counted by its own day."""
    copy = {f.name: getattr(fact, f.name) for f in fact._meta.concrete_fields if f.name not in OWN}
    model: Any = type(fact)
    row: T = model(**{**copy, **changes}, supersedes=fact, reason=reason, voids=voids)
    row.counted_on = getattr(row, DAY_OF[type(fact)])
    return row


def blockers(fact: Fact, row: Fact, *, day: datetime.date) -> list[str]:
    """Return why a fact cannot be corrected or voided so."""
    found = []
    if fact.voids or is_superseded(fact):
        found.append("这条记录已更正或者作废，请在最新的一条上更正。")
    if not row.reason.strip():
        found.append("理由：没有填写，更正和作废都要写明理由。")
    if row.counted_on > day:
        found.append(f"日期：{row.counted_on} 晚于今天 {day}，请核对。")
    if row.voids and _is_disclosed(fact):
        found.append("这条记录已登记公开情况，请先作废公开情况。")
    return found


def _is_disclosed(fact: Fact) -> bool:
    root = roots([fact])[fact.pk]
    of = {AdministrativeDecision: "decision", InspectionResult: "result", ProposalReply: "reply"}
    name = of.get(type(fact))
    return bool(name) and Disclosure.objects.standing().filter(Q(**{f"{name}_id": root})).exists()


def _replace(viewer: Viewer, fact: T, row: T, *, unlock: Unlock | None) -> T:
    viewer.require("proactive.correct")
    if found := blockers(fact, row, day=viewer.day):
        raise ActionBlocked(found)
    row.unlock = unlock
    with viewer.transaction() as tx:
        tx.add(row)
        event = "proactive.voided" if row.voids else "proactive.corrected"
        tx.record(event, subjects=[fact, row], data={"from": fact.pk, "to": row.pk})
    return row
