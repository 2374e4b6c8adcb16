"""What happens in `ledger`, as the ledger keeps it."""

from __future__ import annotations

from gongkai.registry import Event


class FactsUnlocked(Event):
    id = "ledger.facts_unlocked"
    label = "解锁更正"
    message = "解锁 {number} 处已锁定的数据，准予更正。"

    number: int


class KeyRotated(Event):
    id = "ledger.key_rotated"
    label = "更换台账密钥"
    message = "更换台账密钥，此后的台账用新密钥封存。"

    key: str


EVENTS: tuple[type[Event], ...] = (FactsUnlocked, KeyRotated)
