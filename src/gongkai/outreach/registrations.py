"""What `outreach` declares."""

from gongkai.outreach.findables import FINDABLES
from gongkai.outreach.guards import GUARDS
from gongkai.outreach.ledgers import IMPORTERS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.navigation import NAVIGATION
from gongkai.outreach.permissions import PERMISSIONS
from gongkai.outreach.registers import REGISTERS

REGISTRATIONS = (
    *GUARDS,
    *IMPORTERS,
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *NAVIGATION,
    *PERMISSIONS,
)
