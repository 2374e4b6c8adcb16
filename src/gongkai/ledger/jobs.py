"""What the ledger does by the clock."""

from __future__ import annotations

import datetime

from gongkai.registry import ScheduledJob


def keep_checkpoint() -> None:
    """Write today's checkpoint."""
    from gongkai.ledger.checkpoints import keep_daily  # noqa: PLC0415 - models load after declarations are read

    keep_daily()


JOBS = (
    ScheduledJob(
        id="ledger.checkpoint",
        label="留存台账核验点",
        every=datetime.timedelta(hours=24),
        run=keep_checkpoint,
    ),
)
