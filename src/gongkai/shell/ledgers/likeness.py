"""What new rows may be the same as though their key is another: told before they are stored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched

if TYPE_CHECKING:
    from gongkai.shell.ledgers.planning import Plan

TOLD = 20


def likeness_notices(viewer: Viewer, plan: Plan) -> Iterator[str]:
    """Yield for each new row of a file what it may be the same as; of many the first ones and their number."""
    alike = plan.importer.alike
    if alike is None:
        return
    new = [row for row in plan.rows if row.status == "new"]
    found = [
        (row, sentences)
        for some in batched(new)
        for row, sentences in zip(some, alike(viewer, [row.values for row in some]), strict=True)
        if sentences
    ]
    for row, sentences in found[:TOLD]:
        yield f"{row.place}：{''.join(sentences)}"
    if len(found) > TOLD:
        yield f"另有 {len(found) - TOLD:,} 行也可能与已有的记录是同一条，请逐行核对。"
