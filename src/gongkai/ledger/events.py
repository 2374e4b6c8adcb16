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


@dataclass(frozen=True, kw_only=True)
class KeyRotated(Event):
    id = "ledger.key_rotated"
    label = "更换台账密钥"
    message = "更换台账密钥，此后用 {key}。"

    key: str


EVENTS: tuple[type[Event], ...] = (FactsUnlocked, KeyRotated)
