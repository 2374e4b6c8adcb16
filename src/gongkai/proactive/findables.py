"""What search finds of this room."""

from gongkai.proactive.ledgers import LEDGERS
from gongkai.shell.ledgers.findables import findables_of

FINDABLES = findables_of(LEDGERS)
