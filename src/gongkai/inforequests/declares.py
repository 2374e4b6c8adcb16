"""What `inforequests` declares."""

from gongkai.inforequests.guards import GUARDS

DECLARES = (*GUARDS,)
