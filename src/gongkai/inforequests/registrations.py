"""What `inforequests` declares."""

from gongkai.inforequests.alerts import ALERTS
from gongkai.inforequests.document_kinds import DOCUMENT_KINDS
from gongkai.inforequests.events import EVENTS
from gongkai.inforequests.findables import FINDABLES
from gongkai.inforequests.followers import FOLLOWERS
from gongkai.inforequests.guards import GUARDS
from gongkai.inforequests.home import HOLDINGS, HOME
from gongkai.inforequests.ledgers import IMPORTERS
from gongkai.inforequests.measures import MEASURES
from gongkai.inforequests.navigation import NAVIGATION
from gongkai.inforequests.permissions import PERMISSIONS
from gongkai.inforequests.registers import PAGES, REGISTERS

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *MEASURES,
    *REGISTERS,
    *FINDABLES,
    *PAGES,
    *IMPORTERS,
    *PERMISSIONS,
    *HOME,
    *HOLDINGS,
    *ALERTS,
    *DOCUMENT_KINDS,
    *FOLLOWERS,
    *NAVIGATION,
)
