"""What `review` declares."""

from gongkai.review.alerts import ALERTS
from gongkai.review.events import EVENTS
from gongkai.review.guards import GUARDS
from gongkai.review.home import HOLDINGS, HOME
from gongkai.review.jobs import JOBS
from gongkai.review.navigation import NAVIGATION
from gongkai.review.permissions import PERMISSIONS
from gongkai.review.registers import PAGES, REGISTERS, STATES

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *PERMISSIONS,
    *HOME,
    *ALERTS,
    *HOLDINGS,
    *JOBS,
    *NAVIGATION,
    *PAGES,
    *REGISTERS,
    *STATES,
)
