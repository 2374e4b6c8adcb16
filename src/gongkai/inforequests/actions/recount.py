"""Count the days of open cases anew after a holiday notice or a value was entered, and tell which moved."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.bodies.models import Organ
from gongkai.inforequests.clocks import renew_all
from gongkai.inforequests.models import DueDay, MovedDeadline
from gongkai.ledger.acts import Actor, act
from gongkai.ledger.models import Entry
from gongkai.norms.models import HolidayNotice
from gongkai.norms.queries import calendar_of

NOTICE = "norms.notice_entered"
CAUSES = (NOTICE, "norms.value_entered")
FOLLOWER = Actor("后续工作", "系统")


def recount_after(cause: Entry) -> None:
    """Recount the open cases of every organ that a notice or a value binds: what the follower does.

    Each organ is one transaction. Doing it twice is doing it once: what was recounted does not move again.
    """
    for organ in _bound_by(cause):
        recount(organ=organ, cause=cause)


def recount(*, organ: Organ, cause: Entry) -> list[MovedDeadline]:
    """Return the deadlines of an organ that moved, stored and recorded on the day of what moved them."""
    with act(organ_code=organ.code, actor=FOLLOWER, day=cause.day) as done:
        moved = [
            MovedDeadline(
                organ=organ, request=move.request, cause=cause, from_on=move.from_on, to_on=move.to_on
            )
            for move in renew_all(organ)
        ]
        done.add_all(moved)
        if moved:
            done.record(
                "inforequests.deadlines_moved",
                subjects=[each.request for each in moved],
                basis=cause.basis,
                data={"cause": cause.seq, "number": len(moved)},
            )
    return moved


def _bound_by(cause: Entry) -> Iterator[Organ]:
    """Yield the organs with open cases whose days may be others now."""
    organs = Organ.objects.filter(pk__in=DueDay.objects.values("organ")).order_by("code")
    if cause.event != NOTICE:
        yield from organs.filter(code=cause.organ_code)
        return
    subject = cause.subjects.get(model=HolidayNotice._meta.label)
    layer = HolidayNotice.objects.get(pk=subject.key).layer
    for organ in organs:
        if any(layer == each.code for each in calendar_of(organ).layers):
            yield organ
