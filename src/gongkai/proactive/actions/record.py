"""Record one fact: the one way in which every register of this room grows by hand."""

from __future__ import annotations

from typing import TypeVar

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Event

T = TypeVar("T", bound=Fact)


def record(*, viewer: Viewer, fact: T, event: Event, blockers: list[str], basis: str = "") -> T:
    """Store a fact that nothing stands against, counted by `counted_on`, and say what happened; return it.

    Raises `NotAllowed`, `ActionBlocked`, `ledger.errors.DatabaseRejected`.
    """
    viewer.require("proactive.register")
    if fact.counted_on > viewer.day:
        blockers = [
            *blockers,
            f"日期：{fact.counted_on} 晚于今天 {viewer.day}，尚未发生的事不能登记，请核对。",
        ]
    if blockers:
        raise ActionBlocked(blockers)
    fact.organ_id = viewer.organ_code
    with viewer.transaction() as tx:
        # Two people entering the same thing wait for one another; the guard then refuses the second.
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        tx.add(fact)
        tx.record(event, subjects=[fact], basis=basis)
    return fact
