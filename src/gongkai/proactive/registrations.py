"""What `proactive` declares."""

from gongkai.proactive.alerts import ALERTS
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledgers import DECISIONS, FEES, LEDGERS, RESULTS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.navigation import NAVIGATION
from gongkai.proactive.permissions import PERMISSIONS
from gongkai.proactive.registers import REGISTERS
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *GUARDS,
    *MEASURES,
    *REGISTERS,
    *importers_of(LEDGERS),
    *guards_of((DECISIONS, RESULTS, FEES)),
    *HOME,
    *ALERTS,
    *NAVIGATION,
    *PERMISSIONS,
)
