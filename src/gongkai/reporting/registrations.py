"""What `reporting` declares."""

from gongkai.reporting.alerts import ALERTS
from gongkai.reporting.document_kinds import DOCUMENT_KINDS
from gongkai.reporting.events import EVENTS
from gongkai.reporting.guards import GUARDS
from gongkai.reporting.home import HOME
from gongkai.reporting.navigation import NAVIGATION
from gongkai.reporting.permissions import PERMISSIONS
from gongkai.reporting.tasks import TASKS

REGISTRATIONS = (
    *EVENTS,
    *PERMISSIONS,
    *NAVIGATION,
    *HOME,
    *ALERTS,
    *TASKS,
    *GUARDS,
    *DOCUMENT_KINDS,
)
