"""行政决定台账 and 监督检查结果台账: the books, with two columns more that say when each was made public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.books import DECISIONS, RESULTS
from gongkai.proactive.ledger_files.columns import PUBLISHED_ON, URL
from gongkai.proactive.ledger_files.storing import (
    Key,
    Row,
    disclosure_columns,
    disclosure_issues,
    disclosures_of,
    find_all,
    store_disclosures,
)
from gongkai.registry import Importer, ImportIssue
from gongkai.shell.imports.books import LedgerSpec, check, standing


def importer_of(book: LedgerSpec) -> Importer:
    """Return the importer of a book whose rows also say when they were made public."""
    return replace(
        book.importer,
        columns=(*book.columns, PUBLISHED_ON, URL),
        existing=partial(existing, book),
        write=partial(write, book),
        check=partial(check_row, book),
    )


def check_row(book: LedgerSpec, viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Return what the book objects to, and what is wrong with the day of publication."""
    return [*check(book, viewer, row), *disclosure_issues(row, book.counted_by, book.header(book.counted_by))]


def existing(book: LedgerSpec, viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return what stands under these keys, with its publication."""
    found = standing(viewer, book, keys)
    public = disclosures_of(list(found.values()))
    return {
        key: {cell.name: getattr(fact, cell.name) for cell in book.cells}
        | disclosure_columns(public.get(fact.pk))
        for key, fact in found.items()
    }


def write(book: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    """Store rows of the book where they differ from what stands, then when they were made public."""
    keys = [book.key_of(row) for row in rows]
    known = find_all(lambda v, k: book.importer.existing(v, k), viewer, keys)
    own = [{cell.name: row[cell.name] for cell in book.cells} for row in rows]
    made = book.importer.write(viewer, [row for row in own if _differs(row, known.get(book.key_of(row)))])
    facts = find_all(lambda v, k: standing(v, book, k), viewer, keys)
    told = [(facts[key], row) for key, row in zip(keys, rows, strict=True)]
    return [*made, *store_disclosures(viewer, told)]


def _differs(row: Row, stored: Row | None) -> bool:
    return stored is None or any((stored[name] or "") != (value or "") for name, value in row.items())


IMPORTERS = (importer_of(DECISIONS), importer_of(RESULTS))
