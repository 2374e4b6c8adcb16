"""What `shell` declares: imports, accounts and who may administer them, its tasks and jobs, and what may be wrong."""

from gongkai.shell import alerts
from gongkai.shell.events import EVENTS
from gongkai.shell.guards import GUARDS
from gongkai.shell.jobs import JOBS
from gongkai.shell.ledgers.tasks import TASKS
from gongkai.shell.navigation import NAVIGATION
from gongkai.shell.permissions import PERMISSIONS
from gongkai.shell.registers.accounts import REGISTERS
from gongkai.shell.tasks.alerts import ALERTS

REGISTRATIONS = (
    *EVENTS,
    *PERMISSIONS,
    *GUARDS,
    *REGISTERS,
    *NAVIGATION,
    *TASKS,
    *JOBS,
    *ALERTS,
    *alerts.ALERTS,
)
