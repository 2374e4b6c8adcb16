"""Record one fact: the one way in which every register of this room grows by hand."""

from __future__ import annotations

import datetime
from typing import TypeVar

from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.shell import Obstructed

T = TypeVar("T", bound=Fact)


def record(
    *, viewer: Viewer, fact: T, event: str, obstacles: list[str], day: datetime.date, basis: str = ""
) -> T:
    """Store a fact that nothing stands against, counted by `counted_on`, and say what happened; return it.

    Raises `NotAllowed`, `Obstructed`, `ledger.errors.Refused`.
    """
    viewer.require("proactive.register")
    if fact.counted_on > day:
        obstacles = [*obstacles, f"日期：{fact.counted_on} 晚于今天 {day}，尚未发生的事不能登记，请核对。"]
    if obstacles:
        raise Obstructed(obstacles)
    fact.organ_id = viewer.organ_code
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        # Two people entering the same thing wait for one another; the guard then refuses the second.
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        done.add(fact)
        done.record(event, subjects=[fact], basis=basis, data={"on": fact.counted_on.isoformat()})
    return fact
