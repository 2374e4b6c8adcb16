"""Ledgers: what a room says of one in a `LedgerSpec`, and all that follows from it: import, entry, guard, register."""
