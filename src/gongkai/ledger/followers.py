"""The followers' loop: each reads the chain from its own cursor, in order; one that fails stops its own line.

What a follower does commits by itself, then its cursor moves: after a kill the last entry is followed again.
"""

from __future__ import annotations

import logging

from gongkai import registry
from gongkai.ledger import clock
from gongkai.ledger.models import Cursor, Entry, Head
from gongkai.ledger.process_lock import process_lock

logger = logging.getLogger(__name__)


def advance_all() -> int:
    """Let every follower read on; return how many entries were followed."""
    return sum(advance(follower) for follower in registry.all_of(registry.Follower))


def advance(follower: registry.Follower) -> int:
    """Let one follower read to the head or to its failure; return how many entries it followed.

    A line that another worker holds is left to it.
    """
    with process_lock(follower.id) as held:
        return _read_on(follower) if held else 0


def stopped() -> list[Cursor]:
    """Return the lines that stopped, for the home page."""
    return list(Cursor.objects.exclude(failed_at=None))


def _read_on(follower: registry.Follower) -> int:
    cursor, _ = Cursor.objects.get_or_create(follower=follower.id)
    head = Head.objects.get(pk=1).seq
    followed = 0
    entries = Entry.objects.filter(seq__gt=cursor.seq, seq__lte=head).order_by("seq")
    if follower.events is not None:
        entries = entries.filter(event__in=follower.events)
    for entry in entries:
        try:
            follower.follow(entry)
        except Exception as error:
            # The message may hold personal data; its kind says enough for the log and the screen.
            logger.error("follower %s stopped at %s: %s", follower.id, entry.seq, type(error).__name__)
            cursor.failed_at, cursor.failure = clock.now(), f"第 {entry.seq} 条：{type(error).__name__}"
            cursor.save()
            return followed
        cursor.seq, cursor.failed_at, cursor.failure = entry.seq, None, ""
        cursor.save()
        followed += 1
    if cursor.seq < head:
        cursor.seq, cursor.failed_at, cursor.failure = head, None, ""
        cursor.save()
    return followed
