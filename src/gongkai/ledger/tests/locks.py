"""Locks and unlocks for tests, as a finalization and an unlocking store them."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.models import PeriodLock, Unlock
from gongkai.ledger.transactions import Actor, ledger_transaction

ACTOR = Actor("001", "示例·管理员")
LAST = datetime.date(2023, 12, 31)


def lock_of_2023(organ_code: str = "SL") -> PeriodLock:
    """Return the lock of an organ's year 2023."""
    with ledger_transaction(organ_code=organ_code, actor=ACTOR, day=LAST) as tx:
        lock = tx.add(PeriodLock(organ_code=organ_code, first_on=datetime.date(2023, 1, 1), last_on=LAST))
        tx.record(FactsUnlocked(number=0), subjects=[lock])
    return lock


def unlock(lock: PeriodLock, **named: Any) -> Unlock:
    """Return an unlock within a lock, for a fact (`table`, `fact_key`) or an addition (`counted_on`, `number`)."""
    with ledger_transaction(organ_code=lock.organ_code, actor=ACTOR, day=LAST) as tx:
        made = tx.add(Unlock(lock=lock, reason="示例：理由登记错误", **named))
        tx.record(FactsUnlocked(number=1), subjects=[made])
    return made
