"""What follows in this room from a release or a withdrawal: the links and numbers of what is public are kept anew."""

from __future__ import annotations

from typing import Any

from gongkai.papers.models import Document
from gongkai.registry import Follower
from gongkai.upkeep.keeping import renew


def _follow(entry: Any) -> None:
    keys = [each.key for each in entry.subjects.all() if each.model == Document._meta.label]
    for document in Document.objects.filter(pk__in=[int(key) for key in keys]).select_related("organ"):
        renew(document)


FOLLOWERS = (
    Follower(
        id="upkeep.links",
        label="登记公开内容的链接",
        events=("review.released", "review.withdrawn"),
        follow=_follow,
    ),
)
