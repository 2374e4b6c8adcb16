"""A single row of a ledger: entered, corrected, voided, as an officer types it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.bodies import corrections
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.records import AmendableRecord
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.registry import ORDINAL
from gongkai.shell.events import RowAmended, RowEntered, RowVoided
from gongkai.shell.ledgers.checks import row_blockers
from gongkai.shell.ledgers.related import correction_blockers, lock_blockers, voiding_blockers
from gongkai.shell.ledgers.spec import AWARE, LedgerSpec, Row
from gongkai.shell.ledgers.stored import existing_rows, facts_of, standing_row
from gongkai.shell.ledgers.writing import Writing, compose, correction_of, hold_ledgers


def enter(*, viewer: Viewer, ledger: LedgerSpec, row: Row, aware: bool = False) -> Any:
    """Return the record entered from one row, stored with the facts that the row says of it.

    What it may be the same as is asked about first, unless the officer is `aware` of it and says that it is another.
    Raises `NotAllowed`, `ActionBlocked` with all that stands against it, or `DatabaseRejected`.
    """
    viewer.require(ledger.permission)
    row = {column.name: None for _, column in ledger.all_columns} | dict(row)
    with viewer.transaction() as tx:
        hold_ledgers(viewer)
        _pass(row_blockers(viewer, ledger, row) or _entered(viewer, ledger, row))
        _pass([] if aware else _alike(viewer, ledger, row))
        beside = {**row, ORDINAL: None}  # a new one, whatever stands
        (record,) = compose(viewer, ledger, [beside]).store(tx)
        tx.record(RowEntered(kind=ledger.id, title=ledger.title), subjects=[record])
    return record


def _entered(viewer: Viewer, ledger: LedgerSpec, row: Row) -> list[Blocker]:
    """Return why a row is there already; where rows repeat, only the very same one is (pressed twice)."""
    there = existing_rows(ledger, viewer, [ledger.key_of(row)]).values()
    if not ledger.repeats:
        sentence = f"这一{ledger.called}已登记；有误请更正原记录，不要重复登记。"
        return [Blocker(sentence, ledger.key[0])] if there else []
    same = [all((said[name] or None) == (row[name] or None) for name in said) for said in there]
    sentence = f"完全相同的{ledger.called}已登记；确是另一{ledger.unit}的，请写明不同之处，如地点、对象。"
    return [Blocker(sentence, ledger.key[0])] if any(same) else []


def _alike(viewer: Viewer, ledger: LedgerSpec, row: Row) -> list[Blocker]:
    """Return what a row may be the same as, though it is entered under another key."""
    (found,) = ledger.alike(viewer, [row]) if ledger.alike is not None else ((),)
    return [Blocker(sentence, AWARE) for sentence in found]


def correct(*, viewer: Viewer, ledger: LedgerSpec, record: Any, row: Row, reason: str = "") -> Any:
    """Return the record that says what a row says otherwise: the one put right in place, or the fact that succeeds it.

    What the row leaves empty of the facts that belong to it is voided; a fact that is superseded or voided asks for a
    reason. Raises as `enter`.
    """
    viewer.require(ledger.permission)
    with viewer.transaction() as tx:
        hold_ledgers(viewer)
        _pass(correction_blockers(viewer, ledger, record))
        said = standing_row(ledger, record) | dict(row)
        _pass(row_blockers(viewer, ledger, said))
        writing = correction_of(viewer, ledger, record, said, reason)
        new = writing.facts
        _pass(_correction_blockers(viewer, writing, reason))
        (right,) = writing.store(tx)
        _say(tx, writing, new, right)
    return right


def _correction_blockers(viewer: Viewer, writing: Writing, reason: str) -> list[Blocker]:
    """Return what stands against the facts that a correction supersedes or voids, or that it changes nothing."""
    if not writing.facts and not writing.put_right:
        return [Blocker("没有改动，不用更正。")]
    replaced = [fact.supersedes for fact in writing.facts if fact.supersedes is not None]
    stand = [blocker for _, blocker in writing.origin_blockers()]
    stand += [blocker for fact in replaced for blocker in lock_blockers(viewer, fact)]
    wrong = [fact for fact in replaced if not fact.voids]  # what was voided is said again without a reason
    return stand + (corrections.reason_blockers(reason) if wrong else [])


def _say(tx: LedgerTransaction, writing: Writing, new: Sequence[Any], right: Any) -> None:
    """Record each thing that a correction did, on the record and on the fact that it is about."""
    named = {"kind": writing.ledger.id, "title": writing.ledger.title}
    added = [fact for fact in new if fact.supersedes is None]
    if writing.put_right or added:
        tx.record(RowAmended(**named), subjects=[right, *added])
    for fact in new:
        if fact.supersedes is not None:
            corrections.record_replacement(tx, fact, subjects=[] if fact is right else [right])


def void(*, viewer: Viewer, ledger: LedgerSpec, record: Any, reason: str) -> None:
    """Void a record that should not be there, and what belongs to it. Raises as `enter` does."""
    viewer.require(ledger.permission)
    with viewer.transaction() as tx:
        hold_ledgers(viewer)
        _pass([*voiding_blockers(viewer, ledger, record), *corrections.reason_blockers(reason)])
        for fact in facts_of(ledger, record):
            corrections.replace_fact(tx, corrections.successor(fact, reason=reason, voids=True))
        if isinstance(record, AmendableRecord):
            record.void_reason = reason.strip()
            tx.amend([record], fields=["void_reason"])
            tx.record(RowVoided(kind=ledger.id, title=ledger.title), subjects=[record])


def _pass(found: Sequence[Blocker]) -> None:
    if found:
        raise ActionBlocked(list(found))
