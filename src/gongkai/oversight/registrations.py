"""What `oversight` declares."""

from gongkai.oversight.alerts import ALERTS
from gongkai.oversight.ledgers import LEDGERS
from gongkai.oversight.measures import MEASURES
from gongkai.oversight.permissions import PERMISSIONS
from gongkai.oversight.registers import REGISTERS
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *guards_of(LEDGERS),
    *(ledger.importer for ledger in LEDGERS),
    *REGISTERS,
    *MEASURES,
    *ALERTS,
    *PERMISSIONS,
)
