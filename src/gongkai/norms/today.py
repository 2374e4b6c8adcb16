"""Today, as every room above asks for it."""

from __future__ import annotations

from gongkai.ledger.clock import today

__all__ = ["today"]
