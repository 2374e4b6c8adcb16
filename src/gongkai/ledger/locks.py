"""Leave to correct within a locked period: given with a reason, found again by the row that uses it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models

from gongkai.ledger.models import PeriodLock, Unlock


def standing_lock(organ_code: str, day: datetime.date) -> PeriodLock | None:
    """Return the last lock of an organ that covers a day: the one whose unlocks are asked for."""
    locks = PeriodLock.objects.filter(organ_code=organ_code, first_on__lte=day, last_on__gte=day)
    return locks.order_by("-pk").first()


def last_over(locks: Iterable[PeriodLock], day: datetime.date) -> PeriodLock | None:
    """Return the one of the locks, which stand last first, whose unlocks are asked for on a day."""
    return next((lock for lock in locks if lock.first_on <= day <= lock.last_on), None)


def attach_unlocks(facts: Sequence[Any]) -> None:
    """Let each new counted fact name the unlock that allows it, where its period is locked and one was given.

    A fact for which there is none, or only one from before the period was finalized again, goes on without: the
    database refuses it.
    """
    if not facts or "unlock" not in {f.name for f in facts[0]._meta.concrete_fields}:
        return
    locks = _locks_touching(facts)
    if not locks:
        return
    given = Unlock.objects.filter(lock__in=locks, table=facts[0]._meta.db_table)
    by_fact = {(unlock.lock_id, unlock.fact_key): unlock for unlock in given.exclude(fact_key=None)}
    additions = [(unlock, _left(unlock, facts[0])) for unlock in given.filter(fact_key=None)]
    for fact in facts:
        lock = _lock_of(fact, locks)
        if fact.unlock_id is None and lock is not None:
            named = by_fact.get((lock.pk, fact.supersedes_id))
            fact.unlock = named if fact.supersedes_id else _take(additions, lock, fact)


def _locks_touching(facts: Sequence[Any]) -> list[PeriodLock]:
    """The locks that cover the day of a new fact, or of one that it supersedes; the last first."""
    days = [fact.counted_on for fact in facts]
    days += [fact.supersedes.counted_on for fact in facts if fact.supersedes_id]
    return list(
        PeriodLock.objects.filter(
            organ_code=facts[0].organ_id, first_on__lte=max(days), last_on__gte=min(days)
        ).order_by("-pk")
    )


def _lock_of(fact: Any, locks: Sequence[PeriodLock]) -> PeriodLock | None:
    """The lock whose unlock a fact needs: that of the fact which it supersedes, or else that of its own day."""
    former = last_over(locks, fact.supersedes.counted_on) if fact.supersedes_id else None
    return former or last_over(locks, fact.counted_on)


def _left(unlock: Unlock, fact: models.Model) -> int:
    assert unlock.number is not None
    used: int = type(fact)._base_manager.filter(unlock=unlock).count()
    return unlock.number - used


def _take(additions: list[tuple[Unlock, int]], lock: PeriodLock, fact: Any) -> Unlock | None:
    """The first unlock of that lock and day with an addition left; taking one leaves one less."""
    for place, (unlock, left) in enumerate(additions):
        if unlock.lock_id == lock.pk and unlock.counted_on == fact.counted_on and left > 0:
            additions[place] = (unlock, left - 1)
            return unlock
    return None
