"""The ledgers of this room, in the order in which they must be filled: what is named comes before what names it."""

from gongkai.oversight.ledgers import duties, platforms, public

LEDGERS = (*public.LEDGERS, *duties.LEDGERS, *platforms.LEDGERS)
