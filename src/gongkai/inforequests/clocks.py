"""The clock of a case, derived from its facts through `law`; for open cases its day is kept (`DueDay`).

What is kept is made anew by the actions, for the cases whose facts they change, and by the follower of
notices and values, for all open cases of an organ. Nothing else writes it, and nothing is decided by it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef

from gongkai import law
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.models import ClockState, DueDay, InfoRequest, Reply
from gongkai.inforequests.status import facts_of
from gongkai.ledger.batches import BATCH, batched
from gongkai.ledger.chain import sm3
from gongkai.norms.queries import Rules, rules_of

SLICE = 2000  # cases recounted in one transaction: under a second in which nobody else can write on SQLite
KEPT = ("organ", "facts", "state", "counted_from", "due_on", "alert_on", "basis", "missing")


class DeadlineCalculator:
    """Counts by the rules of an organ. A period asked for again is not counted again."""

    def __init__(self, rules: Rules) -> None:
        self.organ = rules.organ
        self.calendar = rules.calendar
        self.values = rules.values
        self._clocks: dict[law.RequestFacts, law.Clock] = {}

    def clock(self, facts: law.RequestFacts) -> law.Clock:
        """Return where the clock of a case stands (条例 art 33). Raises `law.LawError` where the law is silent."""
        if facts not in self._clocks:
            self._clocks[facts] = law.reply_clock(facts, calendar=self.calendar, values=self.values)
        return self._clocks[facts]

    def receipt(self, request: InfoRequest) -> law.ReceiptDay:
        """Return what the channel itself says of the day of receipt (条例 art 31)."""
        return law.receipt(
            request.channel, arrived_on=request.arrived_on, calendar=self.calendar, values=self.values
        )


def deadlines_of(viewer: Viewer) -> DeadlineCalculator:
    """Return what counts by the rules of the viewer's organ, made once for all that is asked in the viewer's name."""
    return viewer.once("inforequests.deadlines", lambda: DeadlineCalculator(rules_of(viewer)))


def due_day_of(request: InfoRequest, facts: law.RequestFacts, deadlines: DeadlineCalculator) -> DueDay:
    """Return the unsaved row for an open case of which these facts are known."""
    row = DueDay(
        organ_id=request.organ_id,
        request=request,
        counted_from=facts.received_on or request.arrived_on,
        facts=sm3(repr(facts).encode()),
    )
    try:
        clock = deadlines.clock(facts)
        row.state = ClockState(clock.state)
        if clock.state == "unconfirmed":
            settling = deadlines.receipt(request)
            row.alert_on = settling.alert_on or request.arrived_on
            row.basis = list(settling.basis)
        elif period := clock.reply or clock.applicant:
            row.counted_from, row.due_on = period.start, period.due
            row.basis, row.missing = list(period.basis), list(period.missing)
    except law.LawError as error:
        row.state, row.missing = ClockState.UNKNOWN, [error.message]
    return row


@dataclass(frozen=True)
class Move:
    """A case whose day is another than the one kept."""

    request: InfoRequest
    from_on: datetime.date
    to_on: datetime.date


def renew(deadlines: DeadlineCalculator, cases: Iterable[InfoRequest]) -> None:
    """Keep the days of cases whose facts have changed, inside the running transaction.

    A day that differs though the facts do not is left as it is: a notice or a value moved it, and its
    follower, which is about to come, tells so.
    """
    for keys in batched([case.pk for case in cases]):
        renew_slice(deadlines, keys, by_facts=True)


def slices_of(organ: Organ) -> Iterator[Sequence[int]]:
    """Yield, in slices, the ids of all cases of an organ whose days are kept or should be."""
    kept = DueDay.objects.filter(organ=organ).values_list("pk", flat=True)
    yield from batched(list(kept.exclude(pk__in=open_cases(organ).values("pk"))), SLICE)
    last = 0
    while keys := list(
        open_cases(organ).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:SLICE]
    ):
        yield keys
        last = keys[-1]


def open_cases(organ: Organ) -> models.QuerySet[Any]:
    """Return the cases without a first reply."""
    answered = Reply.objects.standing().filter(request=OuterRef("pk"), is_renewed=False).order_by()
    found: models.QuerySet[Any] = InfoRequest.objects.filter(~Exists(answered), organ=organ)
    return found


def renew_slice(deadlines: DeadlineCalculator, keys: Sequence[int], *, by_facts: bool = False) -> list[Move]:
    """Keep what the facts of some cases say now, inside the running transaction; return what moved."""
    # Held first and read after: whoever else changes one of these cases waits, and is seen or sees this.
    list(
        InfoRequest.objects.select_for_update(no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk")
    )
    kept = DueDay.objects.in_bulk(keys)
    facts = facts_of(keys)
    now = {
        case.pk: due_day_of(case, facts[case.pk], deadlines)
        for case in open_cases(deadlines.organ).filter(pk__in=keys)
    }
    DueDay.objects.filter(pk__in=kept.keys() - now.keys()).delete()
    changed = [
        row
        for pk, row in now.items()
        if pk not in kept or (kept[pk].facts != row.facts if by_facts else _days(kept[pk]) != _days(row))
    ]
    DueDay.objects.bulk_create(
        changed, batch_size=BATCH, update_conflicts=True, unique_fields=["request"], update_fields=KEPT
    )
    return [
        Move(row.request, before, row.due_on)
        for row in changed
        if row.pk in kept and (before := kept[row.pk].due_on) and row.due_on and before != row.due_on
    ]


def _days(row: DueDay) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in KEPT if name != "organ")
