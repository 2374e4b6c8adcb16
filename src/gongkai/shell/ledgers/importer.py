"""The importer of a ledger, as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.registry import ORDINAL, Importer
from gongkai.shell.ledgers.checks import check, check_all, named_records
from gongkai.shell.ledgers.spec import LedgerSpec, Row
from gongkai.shell.ledgers.stored import existing_rows
from gongkai.shell.ledgers.writing import store_rows


def importers_of(ledgers: Iterable[LedgerSpec]) -> tuple[Importer, ...]:
    """Return the importer of each ledger."""
    return tuple(
        Importer(
            id=ledger.id,
            title=ledger.title,
            columns=ledger.file_columns,
            key=(*ledger.key, ORDINAL) if ledger.repeats else ledger.key,
            permission=ledger.permission,
            existing=partial(existing_rows, ledger),
            write=partial(_write, ledger),
            check=partial(check, ledger),
            check_all=partial(check_all, ledger),
        )
        for ledger in ledgers
    )


def _write(ledger: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    viewer.require(ledger.permission)
    named = named_records(viewer, ledger, rows)
    with viewer.transaction() as tx:
        return store_rows(tx, ledger, viewer, rows, named)
