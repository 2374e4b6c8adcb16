"""What `proactive` declares."""

from gongkai.proactive.alerts import ALERTS
from gongkai.proactive.consequences import CONSEQUENCES
from gongkai.proactive.document_kinds import DOCUMENT_KINDS
from gongkai.proactive.events import EVENTS
from gongkai.proactive.findables import FINDABLES
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledgers import DECISIONS, FEES, FOLLOWERS, LEDGERS, PUBLICATIONS, RESULTS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.navigation import NAVIGATION
from gongkai.proactive.permissions import PERMISSIONS
from gongkai.proactive.registers import REGISTERS
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *EVENTS,
    *CONSEQUENCES,
    *DOCUMENT_KINDS,
    *GUARDS,
    *MEASURES,
    *REGISTERS,
    *FINDABLES,
    *importers_of(LEDGERS),
    *guards_of((PUBLICATIONS, FOLLOWERS, DECISIONS, RESULTS, FEES)),
    *HOME,
    *ALERTS,
    *NAVIGATION,
    *PERMISSIONS,
)
