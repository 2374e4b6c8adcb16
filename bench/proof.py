"""What the proof costs: facts stored by an act, with digests in the chain, against a plain `bulk_create`.

Both write the same rows into the same guarded table of a new SQLite home; the ratio is of the best of three.
"""

from __future__ import annotations

import datetime
import os
import secrets
import tempfile
import time
import uuid
from collections.abc import Callable

os.environ["GONGKAI_HOME"] = tempfile.mkdtemp(prefix="gongkai-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

import django

django.setup()

from django.core.management import call_command

from gongkai.bodies.events import OrganOpened
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.ledger.batches import BATCH
from gongkai.ledger.transactions import ledger_transaction
from gongkai.proactive.models import Channel, Medium, PublicationRecord

ROWS, ROUNDS = 20_000, 3
DAY = datetime.date(2023, 5, 8)


def records(office: Bureau, channel: Channel) -> list[PublicationRecord]:
    """Return rows that are not stored yet."""
    return [
        PublicationRecord(
            organ=office.organ,
            channel=channel,
            medium=channel.medium,
            title=f"示例 {n}",
            published_on=DAY,
            counted_on=DAY,
        )
        for n in range(ROWS)
    ]


def plain(office: Bureau, rows: list[PublicationRecord]) -> None:
    """Store rows as Django does."""
    run = uuid.uuid4()
    for row in rows:
        row.transaction_id, row.salt = run, secrets.token_bytes(16)
    PublicationRecord.objects.bulk_create(rows, batch_size=BATCH)


def proven(office: Bureau, rows: list[PublicationRecord]) -> None:
    """Store rows as an action does."""
    with ledger_transaction(organ_code=office.organ.code, actor=office.system.actor, day=DAY) as tx:
        tx.add_all(rows)
        tx.record(OrganOpened(), subjects=[office.organ])


def best(store: Callable[[Bureau, list[PublicationRecord]], None], office: Bureau, channel: Channel) -> float:
    """Return the seconds of the best round."""
    seconds = []
    for _ in range(ROUNDS):
        rows = records(office, channel)
        start = time.perf_counter()
        store(office, rows)
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main() -> None:
    """Print rows a second of both, and their ratio."""
    call_command("migrate", verbosity=0)
    office = bureau()
    [channel] = added([Channel(name="示例网站", medium=Medium.WEBSITE)])
    base, ours = best(plain, office, channel), best(proven, office, channel)
    print(f"bulk_create   {ROWS / base:>9,.0f} rows/s")
    print(f"act.add_all   {ROWS / ours:>9,.0f} rows/s   {ours / base:.2f} × the time of bulk_create")


if __name__ == "__main__":
    main()
