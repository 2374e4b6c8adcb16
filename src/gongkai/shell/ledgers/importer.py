"""The importer of a ledger, as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from gongkai.bodies.viewer import Viewer
from gongkai.registry import ORDINAL, Importer
from gongkai.shell.ledgers.checks import check, check_all
from gongkai.shell.ledgers.spec import Key, LedgerSpec, Row
from gongkai.shell.ledgers.stored import existing_rows
from gongkai.shell.ledgers.writing import Writing, compose


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
            compose=partial(_compose, ledger),
            check=partial(check, ledger),
            check_all=partial(check_all, ledger),
            alike=ledger.alike,
        )
        for ledger in ledgers
    )


def _compose(
    ledger: LedgerSpec, viewer: Viewer, rows: Sequence[Row], replaced: Sequence[Key] | None = None
) -> Writing:
    viewer.require(ledger.permission)
    return compose(viewer, ledger, rows, replaced)
