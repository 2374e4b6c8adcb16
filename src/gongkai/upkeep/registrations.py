"""What `upkeep` declares."""

from gongkai.upkeep.alerts import ALERTS
from gongkai.upkeep.consequences import CONSEQUENCES
from gongkai.upkeep.findables import FINDABLES
from gongkai.upkeep.followers import FOLLOWERS
from gongkai.upkeep.guards import GUARDS
from gongkai.upkeep.home import HOME
from gongkai.upkeep.jobs import JOBS
from gongkai.upkeep.ledgers import IMPORTERS
from gongkai.upkeep.navigation import NAVIGATION
from gongkai.upkeep.permissions import PERMISSIONS
from gongkai.upkeep.registers import REGISTERS

REGISTRATIONS = (
    *GUARDS,
    *IMPORTERS,
    *REGISTERS,
    *FINDABLES,
    *CONSEQUENCES,
    *HOME,
    *ALERTS,
    *FOLLOWERS,
    *JOBS,
    *NAVIGATION,
    *PERMISSIONS,
)
