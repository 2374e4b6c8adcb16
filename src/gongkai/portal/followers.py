"""What follows for the public from a release or a withdrawal."""

from __future__ import annotations

from gongkai.portal.making import make_public
from gongkai.registry import Follower

FOLLOWERS = (
    Follower(
        id="portal.made",
        label="生成公开文件",
        events=("review.released", "review.withdrawn"),
        follow=lambda _: make_public(),
    ),
)
