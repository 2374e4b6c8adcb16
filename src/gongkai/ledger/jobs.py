"""What the ledger does by the clock."""

from __future__ import annotations

import datetime

from gongkai.ledger.checkpoint_delivery import deliver_checkpoint
from gongkai.ledger.watch import watch_chain
from gongkai.registry import ScheduledJob

WATCH = datetime.timedelta(minutes=5)

JOBS = (
    ScheduledJob(
        id="ledger.checkpoint",
        label="交出台账核验点",
        every=datetime.timedelta(hours=24),
        run=deliver_checkpoint,
    ),
    ScheduledJob(id="ledger.watch", label="查看台账和数据库保护", every=WATCH, run=watch_chain),
)
