"""What the search declares: that it follows the ledger, and how its index is proven."""

from gongkai.search.followers import FOLLOWERS
from gongkai.search.verifications import VERIFICATIONS

REGISTRATIONS = (*FOLLOWERS, *VERIFICATIONS)
