"""What `oversight` declares."""

from gongkai.oversight.alerts import ALERTS
from gongkai.oversight.findables import FINDABLES
from gongkai.oversight.guards import GUARDS
from gongkai.oversight.ledgers import IMPORTERS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.navigation import NAVIGATION
from gongkai.oversight.permissions import PERMISSIONS
from gongkai.oversight.registers import REGISTERS

REGISTRATIONS = (
    *GUARDS,
    *IMPORTERS,
    *REGISTERS,
    *FINDABLES,
    *MEASURES,
    *ALERTS,
    *NAVIGATION,
    *PERMISSIONS,
)
