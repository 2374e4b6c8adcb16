"""What `publisher` declares."""

from gongkai.publisher.alerts import ALERTS
from gongkai.publisher.consequences import CONSEQUENCES
from gongkai.publisher.events import EVENTS
from gongkai.publisher.guards import GUARDS
from gongkai.publisher.home import HOME
from gongkai.publisher.jobs import JOBS
from gongkai.publisher.navigation import NAVIGATION
from gongkai.publisher.permissions import PERMISSIONS
from gongkai.publisher.registers import PAGES, REGISTERS
from gongkai.publisher.tasks import TASKS

REGISTRATIONS = (
    *EVENTS,
    *CONSEQUENCES,
    *GUARDS,
    *REGISTERS,
    *PAGES,
    *HOME,
    *ALERTS,
    *TASKS,
    *JOBS,
    *NAVIGATION,
    *PERMISSIONS,
)
