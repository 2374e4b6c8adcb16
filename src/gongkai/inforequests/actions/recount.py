"""Count the days of open cases anew after a holiday notice or a value was entered, and tell which moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.bodies.models import Organ
from gongkai.inforequests.clocks import DeadlineCalculator, renew_slice, slices_of
from gongkai.inforequests.events import DeadlinesMoved
from gongkai.inforequests.models import DueDay, MovedDeadline
from gongkai.ledger.models import Entry
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.norms.models import HolidayNotice
from gongkai.norms.queries import Rules, rules_for

NOTICE = "norms.notice_entered"
CAUSES = (NOTICE, "norms.value_entered")
FOLLOWER = Actor("后续工作", "系统")


def recount_after(cause: Entry) -> None:
    """Recount the open cases of every organ that a notice or a value binds: what the follower does.

    A slice of cases is one transaction, so that the desk can go on working between them. Doing it twice is doing it
    once, and what was cut off goes on where it was: what was recounted does not move again.
    """
    for rules in _bound_by(cause):
        deadlines = DeadlineCalculator(rules)
        for keys in slices_of(rules.organ):
            recount(deadlines=deadlines, keys=keys, cause=cause)


def recount(*, deadlines: DeadlineCalculator, keys: Sequence[int], cause: Entry) -> list[MovedDeadline]:
    """Return the deadlines of some cases that moved, stored and recorded on the day of what moved them.

    What this cause moved before is left alone: if it would move again, something later moved it, whose turn comes.
    """
    organ = deadlines.organ
    with ledger_transaction(organ_code=organ.code, actor=FOLLOWER, day=cause.day) as tx:
        known = set(
            MovedDeadline.objects.filter(cause=cause, request__in=keys).values_list("request", flat=True)
        )
        moved = [
            MovedDeadline(
                organ=organ, request=move.request, cause=cause, from_on=move.from_on, to_on=move.to_on
            )
            for move in renew_slice(deadlines, [key for key in keys if key not in known])
        ]
        tx.add_all(moved)
        if moved:
            tx.record(
                DeadlinesMoved(cause=cause.seq, number=len(moved)),
                subjects=[each.request for each in moved],
                basis=cause.basis,
            )
    return moved


def _bound_by(cause: Entry) -> Iterator[Rules]:
    """Yield the rules of the organs with open cases whose days may be others now."""
    organs = Organ.objects.filter(pk__in=DueDay.objects.values("organ")).order_by("code")
    if cause.event != NOTICE:
        yield from map(rules_for, organs.filter(code=cause.organ_code))
        return
    subject = cause.subjects.get(model=HolidayNotice._meta.label)
    layer = HolidayNotice.objects.get(pk=subject.key).layer
    for organ in organs:
        rules = rules_for(organ)
        if any(layer == each.code for each in rules.calendar.layers):
            yield rules
