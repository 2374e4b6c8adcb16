"""What `outreach` declares."""

from gongkai.outreach.ledgers import LEDGERS
from gongkai.outreach.measures import MEASURES
from gongkai.outreach.permissions import PERMISSIONS
from gongkai.outreach.registers import REGISTERS
from gongkai.shell.imports.guards import guards_of

REGISTRATIONS = (
    *guards_of(LEDGERS),
    *(ledger.importer for ledger in LEDGERS),
    *REGISTERS,
    *MEASURES,
    *PERMISSIONS,
)
