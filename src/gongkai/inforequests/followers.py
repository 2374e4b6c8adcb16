"""What follows from what happened elsewhere."""

from gongkai.inforequests.actions.recount import CAUSES, recount_after
from gongkai.registry import Follower

FOLLOWERS = (
    Follower(id="inforequests.recount", label="重算在办申请的答复期限", events=CAUSES, follow=recount_after),
)
