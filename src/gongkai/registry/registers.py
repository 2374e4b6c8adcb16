"""What a room may declare of lists of its records: columns, registers, and the pages of single records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gongkai.registry.kinds import LedgerSpec, Query, Record, Viewer


@dataclass(frozen=True)
class Linked:
    """A value that leads somewhere: the name of a record and, for who may open it, the address of its page."""

    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a register: `value(record)` is what is shown and exported; a `Linked` is shown as a link.

    `field` names the model field it sorts and filters by (an indexed one); without it the column does
    neither. `filter` says how: `text` contains, `choice` one of `choices`, `date` from–to. A `personal`
    column says who somebody is or what they wrote to the organ: it stands in no file that leaves the organ.
    """

    id: str
    label: str
    value: Callable[[Record], Any]
    field: str | None = None
    filter: Literal["text", "choice", "date"] | None = None
    choices: Callable[[Viewer], Sequence[tuple[str, str]]] | None = None
    numeric: bool = False
    optional: bool = False
    personal: bool = False


@dataclass(frozen=True, kw_only=True)
class EntryForm:
    """A room's own form for a new record of a register: the name of its URL, and the permission that it needs."""

    url_name: str
    permission: str


@dataclass(frozen=True, kw_only=True)
class Register:
    """A ledger as the officer sees it: `shell` renders list, filters, paging, export and record page.

    `query(viewer)` returns what this viewer may see. `order` is an indexed field, `-` for descending.
    `group` is the part of the law under which 台账 lists it; "" for one opened from the records its rows are about.
    `importer` is the id of the importer that fills it, `ledger` what it lists where single rows are entered,
    corrected and voided on the shell's forms; `entry` is the room's own form where it has one instead. `page(record)`
    is the address of the room's own page of a record, where it has one; otherwise the shell's shows `details`.
    `together(viewer, records)` reads at once what the columns and details ask of a page of records.
    """

    id: str
    title: str
    group: str
    query: Callable[[Viewer], Query]
    columns: tuple[Column, ...]
    permission: str
    order: str
    noun: str = "条"
    empty: str = ""
    importer: str | None = None
    ledger: LedgerSpec | None = None
    entry: EntryForm | None = None
    details: Callable[[Record], Sequence[tuple[str, Any]]] | None = None
    page: Callable[[Record], str] | None = None
    together: Callable[[Viewer, Sequence[Record]], None] | None = None


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """Where records of a model (`id` is its label) that stand in no register are shown, and to whom."""

    id: str
    permission: str
    url: Callable[[Record], str]
