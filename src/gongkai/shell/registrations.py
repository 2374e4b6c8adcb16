"""What `shell` declares: the event of an import, its tasks, the jobs of housekeeping, and what may be wrong."""

from gongkai.shell.events import EVENTS
from gongkai.shell.guards import GUARDS
from gongkai.shell.jobs import JOBS
from gongkai.shell.ledgers.tasks import TASKS
from gongkai.shell.tasks.alerts import ALERTS

REGISTRATIONS = (*EVENTS, *GUARDS, *TASKS, *JOBS, *ALERTS)
