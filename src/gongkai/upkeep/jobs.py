"""What this room does by the clock: it looks whether the links of what is public lead somewhere."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Organ
from gongkai.registry import ScheduledJob
from gongkai.upkeep.keeping import look_round


def watch_links() -> None:
    """Look at some links of every organ, those longest unseen first."""
    for organ in Organ.objects.order_by("code"):
        look_round(organ)


JOBS = (
    ScheduledJob(
        id="upkeep.links",
        label="核对公开内容的链接",
        every=datetime.timedelta(minutes=30),
        run=watch_links,
    ),
)
