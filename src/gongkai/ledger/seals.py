"""Seals over what stands outside the chain, in a table or a file, and is acted on: made with the ledger's key.

A seal names its key and its purpose is part of what is sealed, so one made for one purpose is none for another.
"""

from __future__ import annotations

import hmac
from typing import Any

from gongkai.ledger import keys
from gongkai.ledger.chain import canonical, sm3
from gongkai.ledger.models import Entry

LENGTH = 73  # the key's name, a colon, the seal


def seal_over(purpose: str, value: Any) -> str:
    """Return the seal of the current key over a value of JSON. Raises `keys.KeyMissing`.

    The first key is made for the first account, before anything happened.
    """
    key = keys.keyring(begin=not Entry.objects.exists()).current
    return f"{key.name}:{key.seal(_digest(purpose, value))}"


def is_seal_over(seal: str, purpose: str, value: Any) -> bool:
    """Return whether a key of ours made this seal over this value for this purpose."""
    name, _, found = seal.partition(":")
    try:
        key = keys.keyring().named(name)
    except keys.KeyMissing:
        return False
    return key is not None and hmac.compare_digest(key.seal(_digest(purpose, value)).encode(), found.encode())


def _digest(purpose: str, value: Any) -> str:
    return sm3(canonical(["gongkai.seal", purpose, value]))
