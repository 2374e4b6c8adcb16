"""What this room does by the clock: it looks whether what was published on other sites stands there as reviewed."""

from __future__ import annotations

import datetime

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import command_viewer
from gongkai.ledger import clock
from gongkai.norms.today import today
from gongkai.publisher import queries
from gongkai.publisher.actions.look import look, look_blockers
from gongkai.registry import ScheduledJob

EVERY = datetime.timedelta(hours=1)
AGAIN = datetime.timedelta(hours=12)
AT_ONCE = 50  # pages in one round


def watch_pages() -> None:
    """Look at the pages that were not looked at for half a day, those longest unseen first."""
    for organ in Organ.objects.order_by("code"):
        viewer = command_viewer(organ, "watch pages", on=today())
        for delivery in queries.to_watch(viewer, before=clock.now() - AGAIN)[:AT_ONCE]:
            if not look_blockers(delivery):
                look(viewer=viewer, delivery=delivery)


JOBS = (ScheduledJob(id="publisher.watch", label="核对渠道上的网页", every=EVERY, run=watch_pages),)
