"""What `shell` declares: the event of an import, its tasks, the jobs of housekeeping, and what may be wrong."""

import datetime

from gongkai.registry import Alert, Guard, ScheduledJob
from gongkai.shell.events import EVENTS
from gongkai.shell.housekeeping import prune
from gongkai.shell.ledgers.waiting import CHECK, IMPORT
from gongkai.shell.tasks.alerts import stopped_work

REGISTRATIONS = (
    *EVENTS,
    Guard(id="shell.ImportRun"),
    CHECK,
    IMPORT,
    ScheduledJob(
        id="shell.prune", label="清理过期的任务和文件", every=datetime.timedelta(hours=1), run=prune
    ),
    Alert(id="shell.stopped_work", label="后台工作", sentences=stopped_work),
)
