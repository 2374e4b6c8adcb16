"""The import engine: a ledger file in, all or nothing, every error named by its cell."""
