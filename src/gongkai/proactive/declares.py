"""What `proactive` declares."""

from gongkai.proactive.guards import GUARDS

DECLARES = (*GUARDS,)
