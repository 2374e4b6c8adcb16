"""Leave to correct within a locked period: given with a reason, found again by the row that uses it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import models

from gongkai.ledger.models import PeriodLock, Unlock


def standing_lock(organ_code: str, day: datetime.date) -> PeriodLock | None:
    """Return the last lock of an organ that covers a day: the one whose unlocks are asked for."""
    locks = PeriodLock.objects.filter(organ_code=organ_code, first_on__lte=day, last_on__gte=day)
    return locks.order_by("-pk").first()


def attach_unlocks(facts: Sequence[Any]) -> None:
    """Let each new counted fact name the unlock that allows it, where its period is locked and one was given.

    A fact for which there is none goes on without: the database refuses it.
    """
    if not facts or "unlock" not in {f.name for f in facts[0]._meta.concrete_fields}:
        return
    locks = _locks_touching(facts)
    if not locks:
        return
    table = facts[0]._meta.db_table
    given = Unlock.objects.filter(lock__in=locks, table=table)
    by_fact = {unlock.fact_key: unlock for unlock in given.exclude(fact_key=None)}
    additions = [(unlock, _left(unlock, facts[0])) for unlock in given.filter(fact_key=None)]
    for fact in facts:
        if fact.unlock_id is None:
            fact.unlock = by_fact.get(fact.supersedes_id) if fact.supersedes_id else _take(additions, fact)


def _locks_touching(facts: Sequence[Any]) -> list[PeriodLock]:
    """The locks that cover the day of a new fact, or of one that it supersedes."""
    days = [fact.counted_on for fact in facts]
    days += [fact.supersedes.counted_on for fact in facts if fact.supersedes_id]
    return list(
        PeriodLock.objects.filter(
            organ_code=facts[0].organ_id, first_on__lte=max(days), last_on__gte=min(days)
        )
    )


def _left(unlock: Unlock, fact: models.Model) -> int:
    assert unlock.number is not None
    used: int = type(fact)._base_manager.filter(unlock=unlock).count()
    return unlock.number - used


def _take(additions: list[tuple[Unlock, int]], fact: Any) -> Unlock | None:
    """The first unlock of that day with an addition left; taking one leaves one less."""
    for place, (unlock, left) in enumerate(additions):
        if unlock.counted_on == fact.counted_on and left > 0:
            additions[place] = (unlock, left - 1)
            return unlock
    return None
