"""What `disputes` declares."""

from gongkai.disputes.findables import FINDABLES
from gongkai.disputes.guards import GUARDS
from gongkai.disputes.ledgers import LEDGERS
from gongkai.disputes.measures import MEASURES
from gongkai.disputes.navigation import NAVIGATION
from gongkai.disputes.permissions import PERMISSIONS
from gongkai.disputes.registers import REGISTERS
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *PERMISSIONS,
    *GUARDS,
    *importers_of(LEDGERS),
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *NAVIGATION,
)
