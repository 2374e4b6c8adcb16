"""What a check or an import found, as its page shows it: what is wrong first, and never a whole ledger."""

from __future__ import annotations

from typing import Any

from gongkai.shell.ledgers.planning import Plan, PlannedRow

ROWS_SHOWN = 200
ERRORS_SHOWN = 100


def counts_of(plan: Plan) -> dict[str, int]:
    """Return how many rows are what."""
    return {status: plan.number_of(status) for status in PlannedRow.LABELS}


def findings(plan: Plan) -> dict[str, Any]:
    """Return what the page shows of a plan, as JSON."""
    errors = plan.errors
    rows = sorted(plan.rows, key=lambda row: row.status != "error")
    return {
        "headers": plan.headers,
        "notices": plan.notices,
        "counts": plan.counts,
        "rows": [_row(row) for row in rows[:ROWS_SHOWN]],
        "hidden": max(0, len(rows) - ROWS_SHOWN),
        "errors": [{"cell": e.cell, "message": e.message} for e in errors[:ERRORS_SHOWN]],
        "hidden_errors": max(0, len(errors) - ERRORS_SHOWN),
        "differing": plan.number_of("error") if plan.may_correct else 0,
        "nothing": not errors and not plan.to_write(),
    }


def _row(row: PlannedRow) -> dict[str, Any]:
    return {
        "number": f"{row.table.sheet} {row.number}".strip(),
        "status": row.status,
        "label": row.label,
        "texts": row.texts,
        "errors": [{"cell": e.cell, "message": e.message} for e in row.errors],
        "folded": [str(each) for each in row.folded],
        "differences": row.differences if row.status == "changed" else [],
    }
