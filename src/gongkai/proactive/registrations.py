"""What `proactive` declares."""

from gongkai.proactive.alerts import ALERTS
from gongkai.proactive.guards import GUARDS
from gongkai.proactive.home import HOME
from gongkai.proactive.ledgers import LEDGERS
from gongkai.proactive.measures import MEASURES
from gongkai.proactive.permissions import PERMISSIONS
from gongkai.proactive.registers import REGISTERS

REGISTRATIONS = (*GUARDS, *MEASURES, *REGISTERS, *LEDGERS, *HOME, *ALERTS, *PERMISSIONS)
