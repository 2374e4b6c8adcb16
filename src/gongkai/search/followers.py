"""What follows from all that happens: it can be found."""

from gongkai.registry import Follower
from gongkai.search import indexing

FOLLOWERS = (Follower(id=indexing.FOLLOWER, label="编入查找索引", events=None, follow=indexing.follow),)
