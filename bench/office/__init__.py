"""A bureau in a new home of its own, filled for measuring; on the database that `DATABASE_URL` names, else SQLite.

Import this before any model: it sets Django up. A thousand rows of each kind are stored as the actions store
them and then multiplied within the database, without its guards, so that a million take a minute or two.
"""

from __future__ import annotations

import datetime
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

os.environ["GONGKAI_HOME"] = tempfile.mkdtemp(prefix="gongkai-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models

from gongkai import law
from gongkai.bodies.events import OrganOpened
from gongkai.bodies.tests.factory import Bureau, added, bureau
from gongkai.inforequests.actions.confirm import new_receipt
from gongkai.inforequests.actions.record_reply import new_reply
from gongkai.inforequests.clocks import DeadlineCalculator, renew
from gongkai.inforequests.models import DueDay, InfoRequest, Receipt, Reply
from gongkai.ledger import triggers
from gongkai.ledger.transactions import ledger_transaction
from gongkai.norms.queries import rules_for
from gongkai.proactive.models import Channel, Medium, PublicationRecord, Topic

SEED = 1_000
YEAR = 2023
FIRST, LATER = datetime.date(2022, 7, 1), datetime.date(2024, 3, 1)
MODELS: tuple[type[models.Model], ...] = (InfoRequest, Receipt, Reply, DueDay, PublicationRecord)
KINDS, GROUNDS = list(law.APPLICANT_KINDS), list(law.GROUNDS)


def database() -> str:
    """Return what is measured on."""
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]


def open_office() -> Bureau:
    """Return a new bureau with a channel of each medium, in a home that was just made."""
    call_command("migrate", verbosity=0)
    if connection.vendor == "postgresql":  # one server process, whose time can be told
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    office = bureau()
    added([Channel(name=f"示例·{m.label}", medium=m) for m in Medium])
    return office


def seed(office: Bureau) -> None:
    """Store a thousand cases, nine of ten answered, and a thousand publications, over two years."""
    channels = list(Channel.objects.order_by("pk"))
    cases = [_case(office, n) for n in range(SEED)]
    with ledger_transaction(organ_code=office.organ.code, actor=office.system.actor, day=LATER) as tx:
        tx.add_all(cases)
        deadlines = DeadlineCalculator(rules_for(office.organ))
        tx.add_all([new_receipt(case, received_on=case.arrived_on) for case in cases])
        tx.add_all(
            [
                new_reply(
                    deadlines,
                    case,
                    ground=GROUNDS[n % len(GROUNDS)],
                    decided_on=case.arrived_on + datetime.timedelta(days=n % 20),
                )
                for n, case in enumerate(cases)
                if n % 10
            ]
        )
        renew(deadlines, cases)
        tx.add_all([_publication(office, channels[n % len(channels)], n) for n in range(SEED)])
        tx.record(OrganOpened(), subjects=[office.organ])


def multiply(rows: int, *, before: int = SEED, changed: Mapping[str, str] = MappingProxyType({})) -> None:
    """Let the seed stand `rows / SEED` times in the tables, where it stood `before / SEED` times.

    `changed` is the SQL of columns that are otherwise in a copy: of the row `t` and the number `n.i` of the copy.
    """
    triggers.drop_all(connection)
    for model in MODELS:
        _copy(model, range(before // SEED, rows // SEED), changed)
    triggers.install_all(connection)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(MODELS)):
            cursor.execute(statement)
        if connection.vendor == "postgresql":  # as its own housekeeping would, a little later
            cursor.execute("VACUUM ANALYZE")


def best(work: Callable[[], object], rounds: int = 3) -> float:
    """Return the seconds of the best of some rounds."""
    return min(_cost(work) for _ in range(rounds))


def median(work: Callable[[], object], rounds: int) -> float:
    """Return the median of the seconds of some rounds."""
    return statistics.median(_cost(work) for _ in range(rounds))


def _cost(work: Callable[[], object]) -> float:
    """Return the processor time of some work: what else runs on the machine does not count."""
    start = processor_time()
    work()
    return processor_time() - start


def processor_time() -> float:
    """Seconds spent by this process and, on PostgreSQL, by the server process that serves it."""
    if connection.vendor == "sqlite":
        return time.process_time()
    pid = connection.connection.info.backend_pid
    nanoseconds = int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0])
    return time.process_time() + nanoseconds / 1e9


def day_of(n: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=n * 7 % 540)


def _case(office: Bureau, n: int) -> InfoRequest:
    return InfoRequest(
        organ=office.organ,
        number=f"{YEAR}-{n:04}",
        applicant_kind=KINDS[n % len(KINDS)],
        applicant_name=f"示例·申请人{n}",
        channel="counter",
        description=f"示例：第 {n} 个项目节能审查的有关材料",
        arrived_on=day_of(n),
    )


def _publication(office: Bureau, channel: Channel, n: int) -> PublicationRecord:
    day = day_of(n)
    return PublicationRecord(
        organ=office.organ,
        channel=channel,
        medium=channel.medium,
        title=f"示例·第 {n} 项工作动态",
        column="工作动态",
        topic=Topic.MAJOR_PROJECT if n % 50 == 0 else "",
        published_on=day,
        counted_on=day,
    )


def _copy(model: type[models.Model], copies: range, changed: Mapping[str, str]) -> None:
    """Add copies of the seed's rows: ids move on with each, numbers carry it."""
    names = [field.column for field in model._meta.concrete_fields]
    moved = {name: f't."{name}" + n.i * {SEED}' for name in ("id", "request_id")}
    moved |= {"number": "t.number || '-' || n.i", **changed}
    values = ", ".join(moved.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    table, key = model._meta.db_table, model._meta.pk.column
    if copies:
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE n(i) AS"
                f" (SELECT {copies[0]} UNION ALL SELECT i + 1 FROM n WHERE i < {copies[-1]})"
                f' INSERT INTO "{table}" ({columns})'
                f' SELECT {values} FROM n, "{table}" AS t WHERE t."{key}" <= {SEED}'
            )
