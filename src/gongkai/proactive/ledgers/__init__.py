"""The ledgers of this room, one module a kind."""

from gongkai.proactive.ledgers.catalogue import CATALOGUE
from gongkai.proactive.ledgers.channels import CHANNELS
from gongkai.proactive.ledgers.decided import DECISIONS, FEES, RESULTS
from gongkai.proactive.ledgers.proposals import PROPOSALS
from gongkai.proactive.ledgers.publications import FOLLOWERS, PUBLICATIONS
from gongkai.shell.ledgers.importer import importers_of

__all__ = [
    "CATALOGUE",
    "CHANNELS",
    "DECISIONS",
    "FEES",
    "FOLLOWERS",
    "IMPORTERS",
    "LEDGERS",
    "PROPOSALS",
    "PUBLICATIONS",
    "RESULTS",
]

LEDGERS = (CATALOGUE, CHANNELS, PUBLICATIONS, FOLLOWERS, DECISIONS, RESULTS, FEES, PROPOSALS)
IMPORTERS = importers_of(LEDGERS)
