"""What the database itself refuses of this room's facts: what it refuses of every ledger."""

from gongkai.oversight.ledgers import LEDGERS
from gongkai.shell.ledgers.guards import guards_of

GUARDS = guards_of(LEDGERS)
