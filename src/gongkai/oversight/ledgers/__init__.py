"""The ledgers of this room, in the order in which they must be filled: what is named comes before what names it."""

from gongkai.oversight.ledgers import duties, platforms, public
from gongkai.shell.ledgers.importer import importers_of

LEDGERS = (*public.LEDGERS, *duties.LEDGERS, *platforms.LEDGERS)
IMPORTERS = importers_of(LEDGERS)
