"""What search finds of this room."""

from gongkai.shell.ledgers.findables import findables_of
from gongkai.upkeep.ledgers import LEDGERS

FINDABLES = findables_of(LEDGERS)
