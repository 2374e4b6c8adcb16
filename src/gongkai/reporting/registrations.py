"""What `reporting` declares."""

from gongkai.registry import ByRelease, DocumentKind
from gongkai.reporting import release
from gongkai.reporting.alerts import ALERTS
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
    DocumentKind(
        id="annual_report",
        label="年度报告",
        leaves=ByRelease(address=release.address, blockers=release.blockers),
        text=release.text,
        page=release.page,
    ),
)
