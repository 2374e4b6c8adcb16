"""What the running watch keeps noticing: `verify` proves everything when it is asked, a watch what is cheap, by itself.

What it finds is not appended to the chain: whoever broke the chain would have the next entry stand on their own.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from django.db import transaction

from gongkai.ledger import clock
from gongkai.ledger.checkpoints import kept_inconsistencies
from gongkai.ledger.models import NoticedFault
from gongkai.ledger.verify import Discrepancy, quick_problems

logger = logging.getLogger(__name__)

CHAIN = "ledger.chain"


def keep(watch: str, subjects: Iterable[str]) -> None:
    """Keep what a watch found now: what is new from now on, what it no longer finds not at all."""
    found = set(subjects)
    with transaction.atomic():
        known = NoticedFault.objects.filter(watch=watch)
        known.exclude(subject__in=found).delete()
        new = found - set(known.values_list("subject", flat=True))
        at = clock.now()
        NoticedFault.objects.bulk_create(
            [NoticedFault(watch=watch, subject=subject, noticed_at=at) for subject in sorted(new)]
        )
    if new:
        logger.error("watch %s noticed %s faults", watch, len(new))


def noticed(watch: str) -> list[str]:
    """Return what a watch found when it last looked."""
    return list(NoticedFault.objects.filter(watch=watch).order_by("pk").values_list("subject", flat=True))


def broken_now() -> Iterator[Discrepancy]:
    """Yield what is seen of the ledger at once: guards, key, the end of the chain, the checkpoints in the folder."""
    yield from quick_problems()
    yield from kept_inconsistencies()


def watch_chain() -> None:
    """Look at the ledger and the guards."""
    keep(CHAIN, (each.where for each in broken_now()))
