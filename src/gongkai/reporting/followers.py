"""What follows from what happened to a report."""

from __future__ import annotations

from gongkai.ledger.checkpoint_delivery import deliver_checkpoint
from gongkai.ledger.models import Entry
from gongkai.registry import Follower
from gongkai.reporting.events import ReportFinalized


def hand_out_checkpoint(entry: Entry) -> None:
    """Let the ledger, as it is once a report is final, be known outside."""
    deliver_checkpoint()


FOLLOWERS = (
    Follower(
        id="reporting.checkpoint",
        label="定稿后交出台账核验点",
        events=(ReportFinalized.id,),
        follow=hand_out_checkpoint,
    ),
)
