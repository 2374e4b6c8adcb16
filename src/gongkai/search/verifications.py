"""What `gongkai verify` proves of both searches: an index says of every record what the record says, of no other."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.ledger.verify import Discrepancy
from gongkai.registry import Verification
from gongkai.search import indexing

INDEX_DIFFERS = "处查找索引与记录不一致"


def index() -> Iterator[Discrepancy]:
    """Yield where an index contradicts the records; what is only waiting to be indexed contradicts nothing."""
    for where, sentence in indexing.contradictions():
        yield Discrepancy(INDEX_DIFFERS, where, sentence)


VERIFICATIONS = (Verification(id="search.index", discrepancies=index),)
