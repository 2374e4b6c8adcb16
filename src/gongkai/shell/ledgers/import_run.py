"""Import a ledger file: all or nothing, one action, one entry in the chain."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.ledger.errors import DatabaseRejected
from gongkai.ledger.preparing import Preparation
from gongkai.ledger.transactions import hold_period
from gongkai.registry import Importer
from gongkai.shell.events import LedgerImported
from gongkai.shell.ledgers.collecting import collector_paused
from gongkai.shell.ledgers.likeness import likeness_notices
from gongkai.shell.ledgers.planning import Plan, compare, foretell, read_plan
from gongkai.shell.ledgers.writing import hold_ledgers
from gongkai.shell.models import ImportRun
from gongkai.shell.progress import Progress, no_progress
from gongkai.typeset import printable


@collector_paused()
def run_import(
    viewer: Viewer,
    importer: Importer,
    data: bytes,
    name: str,
    *,
    correct: bool = False,
    report_progress: Progress = no_progress,
    finish: Callable[[Plan], None] | None = None,
) -> Plan:
    """Return the plan, carried out if nothing stands against it (`plan.errors`); else nothing is stored.

    The file is read, checked and compared with what is stored before the transaction, in which on SQLite everybody
    else waits, and what will be stored is made ready (`ledger.preparing`). Within it no other counted fact of the
    organ can be added; if the ledger moved meanwhile, what is stored is asked again: of two officers importing the
    same file, one adds it and the other finds it known. With
    `correct` a changed row supersedes what is stored. `finish` is called with what was carried out, within the
    transaction. What a guard refuses is told of every row (`plan.errors`), as the dry run tells it. Raises
    `UnreadableFile`, `NotAllowed`, and `ledger.errors.DatabaseRejected` for a refusal that only the whole could meet.
    """
    viewer.require(importer.permission)
    plan = read_plan(viewer, importer, data, name, report_progress)
    head = ledger.head().hash
    compare(viewer, plan, correct=correct, report_progress=report_progress)
    if plan.errors:
        foretell(viewer, plan)  # so that everything is said at once
    if plan.errors or not plan.to_write():
        return plan
    plan.notices += likeness_notices(viewer, plan)
    report_progress(f"正在准备写入 {len(plan.rows):,} 行")
    preparation = Preparation(uuid4())
    writing = importer.compose(viewer, plan.to_write(), plan.to_replace())
    prepared = writing.prepare(preparation)
    try:
        with viewer.transaction(preparation) as tx:
            hold_period(viewer.organ_code)
            hold_ledgers(viewer)
            if ledger.head().hash != head:
                compare(viewer, plan, correct=correct)
                if plan.errors or not plan.to_write():
                    return plan
                writing = importer.compose(viewer, plan.to_write(), plan.to_replace())
                prepared = writing.prepare(Preparation(tx.id))
            writing.store(tx, prepared, report_progress)
            run = tx.add(_run(viewer, plan))
            tx.record(_happened(plan, run), subjects=[run])
            plan.done = True
            if finish is not None:
                finish(plan)
    except DatabaseRejected:
        plan.done = False
        foretell(viewer, plan)
        if not plan.errors:
            raise
    return plan


def _run(viewer: Viewer, plan: Plan) -> ImportRun:
    return ImportRun(
        organ_id=viewer.organ_code,
        kind=plan.importer.id,
        file_name=printable(plan.name)[:200],
        file_sm3=plan.sm3,
        imported_on=viewer.day,
        new=plan.number_of("new"),
        known=plan.number_of("known"),
        changed=plan.number_of("changed"),
    )


def _happened(plan: Plan, run: ImportRun) -> LedgerImported:
    importer = plan.importer
    return LedgerImported(
        kind=importer.id,
        title=importer.title,
        sm3=plan.sm3,
        new=run.new,
        known=run.known,
        changed=run.changed,
    )
