"""A single row of a ledger: entered, corrected, voided, as an officer types it."""

from __future__ import annotations

from typing import Any

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import replace_fact, require_correctable, successor
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import ORDINAL
from gongkai.shell.events import RowEntered
from gongkai.shell.ledgers.checks import named_records, row_blockers
from gongkai.shell.ledgers.spec import LedgerSpec, Row
from gongkai.shell.ledgers.stored import cell_of, existing_rows
from gongkai.shell.ledgers.writing import store_rows, values_of


def enter(*, viewer: Viewer, ledger: LedgerSpec, row: Row) -> Any:
    """Return the record entered from one row.

    Raises `NotAllowed`, `ActionBlocked` with all that stands against it, or `DatabaseRejected`.
    """
    viewer.require(ledger.permission)
    row = {column.name: None for _, column in ledger.all_columns} | dict(row)
    found = row_blockers(viewer, ledger, row)
    if not found and (sentence := _entered(viewer, ledger, row)):
        found = [Blocker(sentence, ledger.key[0])]
    if found:
        raise ActionBlocked(found)
    named = named_records(viewer, ledger, [row])
    with viewer.transaction() as tx:
        beside = {**row, ORDINAL: None}  # a new one, whatever stands
        (record,) = store_rows(tx, ledger, viewer, [beside], named)
        tx.record(RowEntered(kind=ledger.id, title=ledger.title), subjects=[record])
    return record


def _entered(viewer: Viewer, ledger: LedgerSpec, row: Row) -> str:
    """Return why a row is there already; where rows repeat, only the very same one is (pressed twice)."""
    there = existing_rows(ledger, viewer, [ledger.key_of(row)]).values()
    if not ledger.repeats:
        return f"这一{ledger.called}已登记；有误请更正原记录，不要重复登记。" if there else ""
    same = [all((said[name] or None) == (row[name] or None) for name in said) for said in there]
    return (
        f"完全相同的{ledger.called}已登记；确是另一{ledger.unit}的，请写明不同之处，如地点、对象。"
        if any(same)
        else ""
    )


def correct(*, viewer: Viewer, ledger: LedgerSpec, fact: Fact, row: Row, reason: str) -> Any:
    """Return the fact that takes the place of a wrong one; `row` says what is otherwise. Raises as `enter`."""
    viewer.require(ledger.permission)
    said = {column.name: None for _, column in ledger.all_columns}
    said |= {column.name: cell_of(fact, column) for column in ledger.columns} | dict(row)
    found = row_blockers(viewer, ledger, said)
    require_correctable(viewer, fact, reason=reason, blockers=found)
    right = successor(
        fact, reason=reason, **values_of(viewer, ledger, said, named_records(viewer, ledger, [said]))
    )
    with viewer.transaction() as tx:
        return replace_fact(tx, right)


def void(*, viewer: Viewer, ledger: LedgerSpec, fact: Fact, reason: str) -> Any:
    """Return the row that voids a fact that should not have been recorded. Raises as `enter` does."""
    viewer.require(ledger.permission)
    require_correctable(viewer, fact, reason=reason)
    with viewer.transaction() as tx:
        return replace_fact(tx, successor(fact, reason=reason, voids=True))
