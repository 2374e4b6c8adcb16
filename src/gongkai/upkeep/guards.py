"""What the database itself refuses of this room's facts: what it refuses of every ledger."""

from gongkai.shell.ledgers.guards import guards_of
from gongkai.upkeep.ledgers import LEDGERS

GUARDS = guards_of(LEDGERS)
