"""Correct or void a fact of this room: the wrong row stays, another takes its place, with the reason."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Q

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import replace_fact, require_correctable, successor
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    FeeCollection,
    FollowerSnapshot,
    InspectionResult,
    ProposalReply,
    PublicationRecord,
)
from gongkai.proactive.queries import roots

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


def correct(*, viewer: Viewer, fact: T, changes: Mapping[str, Any], reason: str) -> T:
    """Return the row that takes the place of a wrong one, with the fields in `changes` put right.

    Raises `NotAllowed`, `ActionBlocked`, `DatabaseRejected` (another row says so).
    """
    right = successor(fact, reason=reason, **changes)
    right.counted_on = getattr(right, DAY_OF[type(fact)])
    return _replace(viewer, right)


def void(*, viewer: Viewer, fact: T, reason: str) -> T:
    """Return the row that voids one that should not have been recorded. Raises as `correct` does."""
    return _replace(viewer, successor(fact, reason=reason, voids=True))


def blockers(fact: Fact, row: Fact, *, day: datetime.date) -> list[str]:
    """Return why a fact cannot be corrected or voided so."""
    found = []
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


def _replace(viewer: Viewer, right: T) -> T:
    viewer.require("proactive.correct")
    wrong = right.supersedes
    found = [Blocker(each) for each in blockers(wrong, right, day=viewer.day)]
    require_correctable(viewer, wrong, reason=right.reason, blockers=found)
    with viewer.transaction() as tx:
        return replace_fact(tx, right, subjects=[wrong, right])
