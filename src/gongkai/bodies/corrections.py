"""The one way to correct a fact: the wrong row stays, another takes its place or voids it, with the reason.

Nothing else in the house writes a fact that supersedes one. An import and a screen ask the same `correction_blockers`
and store what the same `successor` returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.events import RecordCorrected, RecordVoided
from gongkai.bodies.records import AmendableRecord, Fact
from gongkai.bodies.remedies import remedy_page
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.locks import standing_lock
from gongkai.ledger.models import PeriodLock
from gongkai.ledger.transactions import LedgerTransaction

F = TypeVar("F", bound=Fact)

# What the correction itself sets; the rest of a fact is what it says.
SET_BY_CORRECTION = frozenset({"id", "transaction_id", "salt", "supersedes", "voids", "reason", "unlock"})


def successor(fact: F, *, reason: str, voids: bool = False, **changes: Any) -> F:
    """Return the unsaved row that takes a fact's place: what it says, with `changes`; one that `voids` ends it."""
    kept = SET_BY_CORRECTION | changes.keys()
    said = {
        f.attname: getattr(fact, f.attname)  # a key is copied without reading what it names
        for f in fact._meta.concrete_fields
        if f.name not in kept and f.attname not in kept
    }
    model: Any = type(fact)
    row: F = model(**said, **changes, supersedes=fact, voids=voids, reason=reason.strip())
    return row


def standing_blockers(record: Fact | AmendableRecord) -> list[Blocker]:
    """Return that a record does not stand any more: another took its place, or it was voided."""
    if isinstance(record, AmendableRecord):
        gone = type(record).objects.exclude(void_reason="").filter(pk=record.pk).exists()
        return [Blocker("这条记录已作废；误作废的，请重新登记。")] if gone else []
    rows: Any = type(record)._base_manager
    gone = record.voids or rows.filter(supersedes=record.pk).exists()
    return [Blocker("这条记录已更正或者作废，请在最新的一条上办理。")] if gone else []


def correction_blockers(viewer: Viewer, fact: Fact) -> list[Blocker]:
    """Return why a fact can be neither corrected nor voided now: another stands in its place, or its year is locked."""
    found = standing_blockers(fact)
    return found or lock_blockers(viewer, standing_lock(viewer.organ_code, fact.counted_on), fact)


def lock_blockers(viewer: Viewer, lock: PeriodLock | None, fact: Fact) -> list[Blocker]:
    """Return that the lock of its year stands against a change of a fact, unless it was unlocked."""
    named = (fact._meta.db_table, fact.pk)
    if lock is None or named in {(unlock.table, unlock.fact_key) for unlock in lock.unlocks.all()}:
        return []
    words = "先在年度报告页面点开相关数字，说明理由并解锁这条记录"
    return [
        Blocker(
            f"这条记录计入 {lock.first_on} 至 {lock.last_on}，该期间的年度报告已定稿，数据已锁定。确需更正的，",
            remedy=remedy_page(viewer, "reporting.unlock", words, lock.last_on.year),
        )
    ]


def reason_blockers(reason: str) -> list[Blocker]:
    """Return the sentence that asks for a reason, where none is given."""
    return [] if reason.strip() else [Blocker("没有填写，更正和作废都要写明理由。", field="reason")]


def replace_fact(tx: LedgerTransaction, right: F, *, subjects: Sequence[models.Model] = ()) -> F:
    """Store a `successor` inside a running transaction and record that it corrects or voids; return it."""
    record_replacement(tx, tx.add(right), subjects=subjects)
    return right


def record_replacement(tx: LedgerTransaction, right: Fact, *, subjects: Sequence[models.Model] = ()) -> None:
    """Record that a stored `successor` corrects or voids what it takes the place of."""
    wrong: Any = right.supersedes
    happened = RecordVoided if right.voids else RecordCorrected
    tx.record(happened(wrong=wrong.pk, right=right.pk), subjects=[*subjects, wrong])


@contextmanager
def correcting(
    viewer: Viewer, fact: Fact, *, reason: str, blockers: Iterable[Blocker] = ()
) -> Iterator[LedgerTransaction]:
    """Open the transaction in which a fact is corrected or voided, by one person at a time.

    Who comes second waits here, and is told that it was corrected. Raises `ActionBlocked` with all that stands in
    the way: of any fact, of this one (`blockers`), and a missing reason.
    """
    rows: Any = type(fact)._base_manager
    with viewer.transaction() as tx:
        rows.select_for_update(no_key=True).get(pk=fact.pk)
        if found := [*correction_blockers(viewer, fact), *blockers, *reason_blockers(reason)]:
            raise ActionBlocked(found)
        yield tx
