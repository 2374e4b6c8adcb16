"""One transaction in which something is done and recorded.

Every action of every room runs inside `ledger_transaction`. The outermost one owns the transaction; an action called by
another joins it. What happened is written to the chain as the last statement, holding the head row for as
short as can be: seq and hash are given there, in the order in which they commit.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models, transaction

from gongkai import registry
from gongkai.ledger import chain, clock, keys, locks
from gongkai.ledger.batches import BATCH, batched
from gongkai.ledger.errors import translated
from gongkai.ledger.models import Entry, Head, Subject
from gongkai.ledger.preparing import DrawnKeys, Preparation, PreparedRows, Stored, insert, mark

M = TypeVar("M", bound=models.Model)


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
    after_entries: list[Callable[[], Any]] = field(default_factory=list)
    keys: DrawnKeys = field(default_factory=DrawnKeys)  # of what is stored after the entries
    replaced: dict[str, dict[str, list[str]]] = field(default_factory=dict)


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
        """Store facts of one model in bulk; their salted digests go into the chain.

        What its guard takes only where an entry names it is stored after the entries: its key is drawn here, so that
        the caller can record it among its subjects.
        """
        for fact in facts:
            if hasattr(fact, "organ_id") and fact.organ_id is None:
                fact.organ_id = self.organ_code
        if facts and _is_named(type(facts[0])):
            return self._add_named(facts)
        if len(facts) > BATCH:
            self.add_prepared(Preparation(self.id).rows(facts))
            return facts
        locks.attach_unlocks(facts)
        mark(facts, self.id)
        if facts:
            type(facts[0])._default_manager.bulk_create(facts)
            self._keep_digests(facts)
        return facts

    def add_prepared(self, prepared: PreparedRows, stored: Stored = lambda number: None) -> None:
        """Store what was made ready for this transaction (`Preparation`, by its id)."""
        if prepared.rows:
            assert prepared.rows[0].transaction_id == self.id
            insert(prepared, stored)
            self._outermost.digests.setdefault(prepared.rows[0]._meta.label, []).extend(prepared.digests)

    def _add_named(self, facts: Sequence[M]) -> Sequence[M]:
        self._outermost.keys.give(facts)
        mark(facts, self.id)
        self._keep_digests(facts)
        store = type(facts[0])._default_manager.bulk_create
        self._outermost.after_entries.append(partial(store, facts, batch_size=BATCH))
        return facts

    def amend(self, rows: Sequence[M], *, fields: Sequence[str]) -> Sequence[M]:
        """Store what `fields` now say in rows that stand; return them.

        The chain keeps the digest that each had, so the transaction which recorded it can still be proven.
        """
        if not rows:
            return rows
        meta, table = rows[0]._meta, type(rows[0])._base_manager
        columns = [meta.get_field(name).attname for name in fields]  # type: ignore[union-attr]
        standing: dict[Any, Any] = {}
        for some in batched(rows):
            standing |= table.select_for_update(no_key=True).in_bulk([row.pk for row in some])
        replaced = self._outermost.replaced.setdefault(meta.label, {})
        amended = []
        for row in rows:
            stored = standing[row.pk]
            replaced[str(row.pk)] = [str(stored.transaction_id), chain.fact_digest(stored)]
            for column in columns:
                setattr(stored, column, getattr(row, column))
            amended.append(stored)
        mark(amended, self.id, fields=fields)
        update = partial(table.bulk_update, amended, [*fields, "transaction_id", "salt"], batch_size=BATCH)
        if _is_named(type(rows[0])):
            self._outermost.after_entries.append(update)
        else:
            update()
        self._keep_digests(amended)
        for row, stored in zip(rows, amended, strict=True):
            row.transaction_id, row.salt = stored.transaction_id, stored.salt  # type: ignore[attr-defined]
        return rows

    def _keep_digests(self, rows: Sequence[models.Model]) -> None:
        kept = self._outermost.digests.setdefault(rows[0]._meta.label, [])
        kept.extend(chain.fact_digests(rows))

    def record(self, event: registry.Event, *, subjects: Iterable[models.Model], basis: str = "") -> None:
        """Say what happened; the event must be declared."""
        registry.one(registry.Event, event.id)
        named = tuple(dict.fromkeys((s._meta.label, str(s.pk)) for s in subjects))
        self._outermost.happenings.append(
            _Happening(event.id, self.day, self.organ_code, self.actor, basis, named, event.data)
        )


def _is_named(model: type[models.Model]) -> bool:
    try:
        return registry.one(registry.Guard, model._meta.label).named
    except registry.NotDeclared:
        return False


def in_transaction() -> bool:
    """Return whether a ledger transaction runs here."""
    return _running.get() is not None


@contextmanager
def ledger_transaction(
    *, organ_code: str, actor: Actor, day: datetime.date, prepared: Preparation | None = None
) -> Iterator[LedgerTransaction]:
    """Run an action in one transaction, recorded at its end; a nested one joins the outermost.

    What is stored within it may have been `prepared` before. Raises `ledger.errors.DatabaseRejected` when a guard
    refuses a row; then nothing was done.
    """
    outer = _running.get()
    if outer is not None:
        yield LedgerTransaction(organ_code, actor, day, outer)
        return
    outermost = _Outermost() if prepared is None else _Outermost(prepared.id)
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
    if outermost.replaced:
        outermost.happenings[-1].data["replaced"] = outermost.replaced
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
    for store in outermost.after_entries:
        store()


def hold_period(organ_code: str) -> None:
    """Wait until no other transaction is adding counted facts of this organ, and keep others waiting.

    SQLite needs nothing: writers are alone from their first statement. On PostgreSQL the guard of every
    counted table takes the same lock in shared mode, so what is counted next is what is finalized.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 711))", [organ_code])
