"""One transaction in which something is done and recorded.

Every action of every room runs inside `ledger_transaction`. The outermost one owns the transaction; an action called by
another joins it. What happened is written to the chain as the last statement, holding the head row for as
short as can be: seq and hash are given there, in the order in which they commit.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models, transaction

from gongkai import registry
from gongkai.ledger import chain, clock, keys, locks
from gongkai.ledger.errors import translated
from gongkai.ledger.models import Entry, Head, Subject

M = TypeVar("M", bound=models.Model)
BATCH = 500


@dataclass(frozen=True)
class Actor:
    """Who did it, as a snapshot of the day: officer number and post; a command names itself."""

    number: str
    post: str


@dataclass
class _Happening:
    event: str
    day: datetime.date
    organ_code: str
    actor: Actor
    basis: str
    subjects: tuple[tuple[str, str], ...]
    data: dict[str, Any]


@dataclass
class _Outermost:
    id: UUID = field(default_factory=uuid4)
    happenings: list[_Happening] = field(default_factory=list)
    digests: dict[str, list[str]] = field(default_factory=dict)


_running: ContextVar[_Outermost | None] = ContextVar("running_transaction", default=None)


@dataclass(frozen=True)
class LedgerTransaction:
    """What an action does with: it adds facts and says what happened."""

    organ_code: str
    actor: Actor
    day: datetime.date
    _outermost: _Outermost

    @property
    def id(self) -> UUID:
        """The id that everything done by the outermost action shares."""
        return self._outermost.id

    def add(self, fact: M) -> M:
        """Store one fact with the transaction's id and a salt of its own; return it."""
        return self.add_all([fact])[0]

    def add_all(self, facts: Sequence[M]) -> Sequence[M]:
        """Store facts of one model in bulk; their salted digests go into the chain."""
        for fact in facts:
            if hasattr(fact, "organ_id") and fact.organ_id is None:
                fact.organ_id = self.organ_code
        locks.attach_unlocks(facts)
        for fact in facts:
            fact.transaction_id = self.id  # type: ignore[attr-defined]
            fact.salt = secrets.token_bytes(16)  # type: ignore[attr-defined]
        if facts:
            _store(facts)
            kept = self._outermost.digests.setdefault(facts[0]._meta.label, [])
            kept.extend(chain.fact_digest(fact) for fact in facts)
        return facts

    def record(self, event: registry.Event, *, subjects: Iterable[models.Model], basis: str = "") -> None:
        """Say what happened; the event must be declared."""
        registry.one(registry.Event, event.id)
        named = tuple(dict.fromkeys((s._meta.label, str(s.pk)) for s in subjects))
        self._outermost.happenings.append(
            _Happening(event.id, self.day, self.organ_code, self.actor, basis, named, event.data)
        )


def _store(facts: Sequence[M]) -> None:
    """Insert facts of one model.

    PostgreSQL plans what a guard asks once a session. Of a table that it knows nothing of, any index that begins
    with the organ looks as good as the right one, and each row of a large import would read all rows before it:
    so it is told what stands there after the first of them.
    """
    model = type(facts[0])
    first, rest = facts[:BATCH], facts[BATCH:]
    model._default_manager.bulk_create(first)
    if not rest:
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
            (known,) = cursor.fetchone()
            if known < BATCH:
                cursor.execute(f'ANALYZE "{model._meta.db_table}"')
    model._default_manager.bulk_create(rest, batch_size=BATCH)


@contextmanager
def ledger_transaction(*, organ_code: str, actor: Actor, day: datetime.date) -> Iterator[LedgerTransaction]:
    """Run an action in one transaction, recorded at its end; a nested one joins the outermost.

    Raises `ledger.errors.DatabaseRejected` when a guard refuses a row; then nothing was done.
    """
    outer = _running.get()
    if outer is not None:
        yield LedgerTransaction(organ_code, actor, day, outer)
        return
    outermost = _Outermost()
    token = _running.set(outermost)
    try:
        with translated(), transaction.atomic(durable=True):
            yield LedgerTransaction(organ_code, actor, day, outermost)
            _append(outermost)
    finally:
        _running.reset(token)


def _append(outermost: _Outermost) -> None:
    if not outermost.happenings:
        if outermost.digests:
            raise RuntimeError("a transaction stored facts and recorded nothing")
        return
    if outermost.digests:
        outermost.happenings[-1].data["facts"] = {
            label: [len(digests), chain.facts_digest(digests)] for label, digests in outermost.digests.items()
        }
    head = Head.objects.select_for_update().get(pk=1)
    key = keys.keyring(begin=head.seq == 0).current
    at = clock.now()
    for happening in outermost.happenings:
        entry = Entry(
            seq=head.seq + 1,
            transaction_id=outermost.id,
            organ_code=happening.organ_code,
            event=happening.event,
            day=happening.day,
            recorded_at=at,
            actor_number=happening.actor.number,
            actor_post=happening.actor.post,
            basis=happening.basis,
            data=happening.data,
            previous=head.hash,
        )
        entry.hash = chain.link_hash(entry, happening.subjects)
        entry.key_name, entry.seal = key.name, key.seal(entry.hash)
        entry.save(force_insert=True)
        Subject.objects.bulk_create(
            [Subject(entry=entry, model=model, key=key) for model, key in happening.subjects],
            batch_size=BATCH,
        )
        head.seq, head.hash = entry.seq, entry.hash
    head.save(update_fields=["seq", "hash"])


def hold_period(organ_code: str) -> None:
    """Wait until no other transaction is adding counted facts of this organ, and keep others waiting.

    SQLite needs nothing: writers are alone from their first statement. On PostgreSQL the guard of every
    counted table takes the same lock in shared mode, so what is counted next is what is finalized.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 711))", [organ_code])
