"""Import a ledger file: all or nothing, one action, one entry in the chain."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.ledger.transactions import hold_period
from gongkai.registry import Importer
from gongkai.shell.events import LedgerImported
from gongkai.shell.ledgers.planning import Plan, compare, read_plan
from gongkai.shell.models import ImportRun
from gongkai.shell.progress import Progress, no_progress


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
    else waits. Within it no other counted fact of the organ can be added; if the ledger moved meanwhile, what is
    stored is asked again: of two officers importing the same file, one adds it and the other finds it known. With
    `correct` a changed row supersedes what is stored. `finish` is called with what was carried out, within the
    transaction. Raises `UnreadableFile`, `NotAllowed`, and `ledger.errors.DatabaseRejected` when a guard refuses a row.
    """
    viewer.require(importer.permission)
    plan = read_plan(viewer, importer, data, name, report_progress)
    if plan.errors:
        compare(
            viewer, plan, correct=correct, report_progress=report_progress
        )  # so that everything is said at once
        return plan
    head = ledger.head().hash
    compare(viewer, plan, correct=correct, report_progress=report_progress)
    if plan.errors or not plan.to_write():
        return plan
    report_progress(f"正在写入 {len(plan.rows):,} 行：全部写入才算导入，中断则一行不留")
    with viewer.transaction() as tx:
        hold_period(viewer.organ_code)
        if ledger.head().hash != head:
            compare(viewer, plan, correct=correct)
        rows = plan.to_write()
        if plan.errors or not rows:
            return plan
        importer.write(viewer, rows)
        counts = {
            "new": plan.number_of("new"),
            "known": plan.number_of("known"),
            "changed": plan.number_of("changed"),
        }
        run = tx.add(
            ImportRun(
                organ_id=viewer.organ_code,
                kind=importer.id,
                file_name=name[:200],
                file_sm3=plan.sm3,
                imported_on=viewer.day,
                **counts,
            )
        )
        happened = LedgerImported(kind=importer.id, title=importer.title, sm3=plan.sm3, **counts)
        tx.record(happened, subjects=[run])
        plan.done = True
        if finish is not None:
            finish(plan)
    return plan
