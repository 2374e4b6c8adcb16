"""What `disputes` declares."""

from gongkai.disputes.findables import FINDABLES
from gongkai.disputes.guards import GUARDS
from gongkai.disputes.home import HOME
from gongkai.disputes.ledgers import IMPORTERS
from gongkai.disputes.measures import MEASURES
from gongkai.disputes.navigation import NAVIGATION
from gongkai.disputes.permissions import PERMISSIONS
from gongkai.disputes.registers import REGISTERS

REGISTRATIONS = (
    *PERMISSIONS,
    *GUARDS,
    *IMPORTERS,
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *HOME,
    *NAVIGATION,
)
