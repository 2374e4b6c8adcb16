"""The ledgers of this room, one module a kind."""

from gongkai.proactive.ledgers.channels import CHANNELS
from gongkai.proactive.ledgers.decided import DECISIONS, FEES, RESULTS
from gongkai.proactive.ledgers.proposals import PROPOSALS
from gongkai.proactive.ledgers.publications import FOLLOWERS, PUBLICATIONS

__all__ = ["CHANNELS", "DECISIONS", "FEES", "FOLLOWERS", "LEDGERS", "PROPOSALS", "PUBLICATIONS", "RESULTS"]

LEDGERS = (CHANNELS, PUBLICATIONS, FOLLOWERS, DECISIONS, RESULTS, FEES, PROPOSALS)
