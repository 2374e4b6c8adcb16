"""What is found: on the desk the words of all records, by the public those of what is released and stands.

Owns the indexed words, and the engine that is asked for them on SQLite (FTS5) and PostgreSQL (GIN); both indexes
stand in the database and are kept by a follower of the ledger. What can be found the rooms above declare
(`registry.Findable`, `registry.PublicFindable`). An index only proposes: whether a record is shown, its room decides.
The desk's holds personal data (docs/adr/0010-the-desks-search-stands-in-the-database.md); the public's is a table of
its own, of released text only (docs/adr/0011-the-publics-search.md).
"""
