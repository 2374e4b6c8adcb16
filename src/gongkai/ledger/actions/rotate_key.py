"""Let a new key append to the chain from now on."""

from __future__ import annotations

import datetime

from gongkai.ledger import keys
from gongkai.ledger.events import KeyRotated
from gongkai.ledger.transactions import Actor, ledger_transaction


def rotate_key(*, organ_code: str, actor: Actor, day: datetime.date) -> keys.Key:
    """Return the new key. The old one seals the entry that announces it; whoever only has the old one is out from then.

    Raises `KeyMissing` where the keys come from the environment.
    """
    announced = keys.announce_key()
    with ledger_transaction(organ_code=organ_code, actor=actor, day=day) as tx:
        tx.record(KeyRotated(key=announced.name), subjects=[])
    return keys.adopt_key(announced)
