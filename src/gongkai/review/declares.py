"""What `review` declares."""

from gongkai.review.guards import GUARDS

DECLARES = (*GUARDS,)
