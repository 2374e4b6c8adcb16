"""What the database itself refuses about cases, whoever asks: what it refuses of every ledger."""

from gongkai.disputes.ledgers import LEDGERS
from gongkai.shell.ledgers.guards import guards_of

GUARDS = guards_of(LEDGERS)
