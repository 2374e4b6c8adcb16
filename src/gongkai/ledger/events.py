"""What happens in `ledger`, as the ledger keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.registry import Event


@dataclass(frozen=True, kw_only=True)
class FactsUnlocked(Event):
    id = "ledger.facts_unlocked"
    label = "解锁更正"
    message = "解锁 {number} 处已锁定的数据，准予更正。"

    number: int


EVENTS: tuple[type[Event], ...] = (FactsUnlocked,)
