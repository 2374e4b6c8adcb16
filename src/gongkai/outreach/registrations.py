"""What `outreach` declares."""

from gongkai.outreach.findables import FINDABLES
from gongkai.outreach.ledgers import LEDGERS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.navigation import NAVIGATION
from gongkai.outreach.permissions import PERMISSIONS
from gongkai.outreach.registers import REGISTERS
from gongkai.shell.ledgers.guards import guards_of
from gongkai.shell.ledgers.importer import importers_of

REGISTRATIONS = (
    *guards_of(LEDGERS),
    *importers_of(LEDGERS),
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *NAVIGATION,
    *PERMISSIONS,
)
