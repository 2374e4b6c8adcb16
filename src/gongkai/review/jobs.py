"""What the review does by the clock: it releases what was set to leave by itself."""

from __future__ import annotations

import datetime
import logging

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import command_viewer
from gongkai.ledger import clock
from gongkai.norms.today import today
from gongkai.registry import ScheduledJob
from gongkai.review.actions.set_time import release_by_time
from gongkai.review.timing import times_come

logger = logging.getLogger(__name__)


def release_what_is_due() -> None:
    """Release each version whose time has come, also those whose time went by while nothing ran.

    What stands in the way of one keeps none of the others; it is told on the home page until somebody sees to it.
    """
    for organ in Organ.objects.order_by("code"):
        viewer = command_viewer(organ, "release by time", on=today())
        for due in times_come(viewer, clock.now()):
            try:
                release_by_time(viewer=viewer, version=due.approval.version)
            except ActionBlocked:
                logger.warning("a release by time is blocked: version %s", due.approval_id)


JOBS = (
    ScheduledJob(
        id="review.release_by_time",
        label="定时公开",
        every=datetime.timedelta(minutes=1),
        run=release_what_is_due,
    ),
)
