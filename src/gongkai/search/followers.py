"""The follower that keeps the search index up to the ledger."""

from gongkai.registry import Follower
from gongkai.search import indexing

FOLLOWERS = (Follower(id=indexing.FOLLOWER, label="编入查找索引", events=None, follow=indexing.follow),)
