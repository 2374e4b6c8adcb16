"""What `reporting` declares."""

from gongkai.reporting.alerts import ALERTS
from gongkai.reporting.document_kinds import DOCUMENT_KINDS
from gongkai.reporting.events import EVENTS
from gongkai.reporting.findables import FINDABLES
from gongkai.reporting.followers import FOLLOWERS
from gongkai.reporting.guards import GUARDS
from gongkai.reporting.home import HOME
from gongkai.reporting.navigation import NAVIGATION
from gongkai.reporting.permissions import PERMISSIONS
from gongkai.reporting.registers import PAGES
from gongkai.reporting.tasks import TASKS
from gongkai.reporting.verifications import VERIFICATIONS

REGISTRATIONS = (
    *EVENTS,
    *PERMISSIONS,
    *NAVIGATION,
    *HOME,
    *ALERTS,
    *PAGES,
    *TASKS,
    *FOLLOWERS,
    *GUARDS,
    *DOCUMENT_KINDS,
    *FINDABLES,
    *VERIFICATIONS,
)
