"""Give up a reserved number: no document will have it."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import reason_blockers
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.events import ReservationGivenUp
from gongkai.papers.models import GivenUpReservation, NumberDraw
from gongkai.papers.numbers import hold_series


def give_up(*, viewer: Viewer, draw: NumberDraw, reason: str) -> GivenUpReservation:
    """Return that a reserved number will not be used. Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("papers.number")
    with viewer.transaction() as tx:
        hold_series(viewer, draw.series)
        if found := [*give_up_blockers(viewer, draw), *reason_blockers(reason)]:
            raise ActionBlocked(found)
        made = tx.add(GivenUpReservation(draw=draw, reason=reason.strip(), given_up_on=tx.day))
        tx.record(ReservationGivenUp(doc_number=draw.doc_number), subjects=[draw.series, draw, made])
    return made


def give_up_blockers(viewer: Viewer, draw: NumberDraw) -> list[Blocker]:
    """Return why a number cannot be given up: it was not reserved, a document has it, or it was given up before."""
    if draw.purpose != "reserved":
        return [Blocker(f"{draw} 不是预留的号。")]
    if GivenUpReservation.objects.filter(draw=draw).exists():
        return [Blocker(f"{draw} 已取消预留。")]
    if queries.official_documents(viewer).filter(doc_number=draw.doc_number).exists():
        return [Blocker(f"{draw} 已登记公文，不能取消预留。")]
    return []
