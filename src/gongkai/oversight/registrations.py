"""What `oversight` declares."""

from gongkai.oversight.alerts import ALERTS
from gongkai.oversight.findables import FINDABLES
from gongkai.oversight.ledgers import LEDGERS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.navigation import NAVIGATION
from gongkai.oversight.permissions import PERMISSIONS
from gongkai.oversight.registers import REGISTERS
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *guards_of(LEDGERS),
    *importers_of(LEDGERS),
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *ALERTS,
    *NAVIGATION,
    *PERMISSIONS,
)
