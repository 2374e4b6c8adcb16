"""The closed list of what a room may declare. Every label and message is Chinese, for people.

`viewer` is `bodies.Viewer`, a query is a Django `QuerySet`, a ledger a `shell.ledgers.spec.LedgerSpec` and a
running task a `shell.TaskContext`; all are typed loosely here, because this room knows no models.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

Viewer = Any
Query = Any
Record = Any
LedgerSpec = Any
TaskContext = Any


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, in the past tense: a room declares a subclass of its own with its fields.

    `message` is the sentence of the ledger screen and names fields in braces. Fields hold ids, days, numbers and
    digests only, so no sentence can carry a name.
    """

    id: ClassVar[str]
    label: ClassVar[str]
    message: ClassVar[str]

    @property
    def data(self) -> dict[str, Any]:
        """The fields as the chain keeps them: days as ISO text."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in found.items()}


@dataclass(frozen=True, kw_only=True)
class Permission:
    """Leave to do something: a row of the permission matrix, and the roles that a new organ gives it to."""

    id: str
    label: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RecordAction:
    """A button on the records of a model, for who has the permission of this id, and with its label.

    `blockers(viewer, record)` returns what stands in the way now (`bodies.Blocker`s; empty: nothing); the button
    and the action ask the same function. `url(record)` is where the button leads.
    """

    id: str
    model: str
    url: Callable[[Record], str]
    blockers: Callable[[Viewer, Record], Sequence[Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What the database refuses on insert, whoever asks: `condition` is SQL over `NEW` that holds when the row
    must be refused, in the common subset of SQLite and PostgreSQL; `message` is the sentence for people."""

    code: str
    condition: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Guard:
    """How the database itself protects a table (`id` is the model's label, `papers.Version`).

    `append_only` refuses update, delete, replace and truncate. `counted` refuses a row whose `counted_on`
    (or whose superseded row's) lies in a locked period.
    """

    id: str
    append_only: bool = True
    counted: bool = False
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a register: `value(record)` is what is shown and exported.

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
class Register:
    """A ledger as the officer sees it: `shell` renders list, filters, paging, export and record page.

    `query(viewer)` returns what this viewer may see. `order` is an indexed field, `-` for descending.
    `group` is the part of the law under which 台账 lists it; "" for one opened from the records its rows are about.
    `importer` is the id of the importer that fills it, `ledger` what it lists where single rows are entered,
    corrected and voided on the shell's forms. `page(record)` is the address of the room's own page of a record,
    where it has one; otherwise the shell's shows `details`.
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
    details: Callable[[Record], Sequence[tuple[str, Any]]] | None = None
    page: Callable[[Record], str] | None = None


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """A column of a ledger file: the header as officers write it, other headers seen, and how a cell reads.

    `parse(text)` returns the value or raises `ValueError` with a Chinese sentence (rule and remedy); the usual
    ones stand in `shell.spreadsheets.cells`. Dates arrive as ISO text whatever the file held, full-width digits as
    half-width ones. An empty cell of a column that is not required is not parsed: it is "" where `parse` is
    `str` or a `cells.Text`, else None. `choices` become a drop-down of the template.
    """

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    parse: Callable[[str], Any] = str
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportIssue:
    """What is wrong with a row: the column it is about (None: the whole row), the rule, the sentence."""

    column: str | None
    rule: str
    message: str


ORDINAL = "ordinal"


@dataclass(frozen=True, kw_only=True)
class Importer:
    """A ledger that may be filled from XLSX or CSV.

    `key` are the column names of the natural key: same key and content = known, other content = changed.
    Where one thing may well be recorded twice (an account posts one sentence twice a day), the key ends with
    `ORDINAL`: rows alike in the columns before it are told apart by their ordinal among one another, which each
    carries as its last value. A file with three such rows says that there are three, whoever brought in two.
    `check(viewer, row)` returns issues that need more than one cell; `check_all(viewer, rows)` those that need
    to ask what is stored, once for the whole file: a list of issues for each row. `existing(viewer, keys)` returns, for
    the keys that are already there, the stored row as the file would write it (None and "" are the same);
    where rows repeat it is asked without the ordinal, and answers with every row that stands under such a key,
    numbered from 1 as they were stored.
    `write(viewer, rows)` stores validated rows inside the running action and returns the facts made. A
    changed row comes to `write` only when the officer chose 更正: its key exists then, and the fact made
    supersedes the one that stands.
    """

    id: str
    title: str
    columns: tuple[ImportColumn, ...]
    key: tuple[str, ...]
    permission: str
    existing: Callable[[Viewer, Sequence[tuple[Any, ...]]], Mapping[tuple[Any, ...], Mapping[str, Any]]]
    write: Callable[[Viewer, Sequence[Mapping[str, Any]]], Sequence[Record]]
    check: Callable[[Viewer, Mapping[str, Any]], Sequence[ImportIssue]] | None = None
    check_all: Callable[[Viewer, Sequence[Mapping[str, Any]]], Sequence[Sequence[ImportIssue]]] | None = None

    @property
    def repeats(self) -> bool:
        """Whether rows may be alike in all columns of the key."""
        return self.key[-1] == ORDINAL

    @property
    def named(self) -> tuple[str, ...]:
        """The columns of the key."""
        return tuple(name for name in self.key if name != ORDINAL)

    @property
    def key_headers(self) -> list[str]:
        """What the columns of the key are called."""
        headers = {column.name: column.header for column in self.columns}
        return [headers[name] for name in self.named]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure of the year: how it is defined, on what basis, and the records that it counts.

    `records(viewer, year)` returns the standing facts counted. The figure is their number unless `figure`
    computes it from them. A measure of a table (`proactive`, `requests`, `disputes`) names the `table` and
    its `annotate_cells` annotates the records with `cell_row` and `cell_column`, so that one query counts all its
    cells and each cell can be asked for its records; `covers` says which cells it answers for, also when no
    record stands in them (`received.*`, `normative.made`). A measure of the prose has none of these.
    `register` is the id of the register whose columns show the records.
    """

    id: str
    name: str
    definition: str
    basis: str
    unit: str
    records: Callable[[Viewer, int], Query]
    register: str
    figure: Callable[[Query], Any] | None = None
    table: str | None = None
    annotate_cells: Callable[[Query], Query] | None = None
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DueLine:
    """One thing that is due: the day, the law's reason, and where what it needs is done."""

    title: str
    stage: str
    due_on: datetime.date
    working_days_left: int
    basis: str
    url: str
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class DueItem:
    """A source of due lines for the home page. It is asked for them where it names `records` and there are some."""

    id: str
    label: str
    lines: Callable[[Viewer], Sequence[DueLine]]
    records: Callable[[Viewer], Query] | None = None


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """One thing that waits for this viewer."""

    title: str
    what: str
    since: datetime.date
    url: str


@dataclass(frozen=True, kw_only=True)
class WaitingItem:
    """A source of waiting lines; `area` is the area of work in the navigation where its count stands.

    The count stands on every page: `records` is what is counted, of all sources in one query, where `lines` tell the
    first ones only. Without it the lines are counted.
    """

    id: str
    label: str
    area: str
    lines: Callable[[Viewer], Sequence[WaitingLine]]
    records: Callable[[Viewer], Query] | None = None


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something that is wrong now: `sentences(viewer)` returns (sentence, url) pairs.

    Told to who has the `permission` ("": every officer): it names records of its room. Where it names `records`, it is
    asked for sentences only when there are some.
    """

    id: str
    label: str
    sentences: Callable[[Viewer], Sequence[tuple[str, str]]]
    records: Callable[[Viewer], Query] | None = None
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class HomeChart:
    """Small charts for the strip at the foot of the home page: `charts(viewer)` returns `typeset.Chart`s."""

    id: str
    label: str
    charts: Callable[[Viewer], Sequence[Any]]


@dataclass(frozen=True, kw_only=True)
class Follower:
    """What follows from what happened: `follow(entry)` is called for each ledger entry of `events`, in order.

    It may be called twice for one entry (a killed process), so doing it twice must be doing it once.
    """

    id: str
    label: str
    events: tuple[str, ...]
    follow: Callable[[Any], None]


@dataclass(frozen=True, kw_only=True)
class TaskKind:
    """Long work that an officer waits for: the worker does it, its page tells how far it is.

    `run(running)` returns the result as JSON. What cannot be done it raises as `shell.ActionBlocked`, and that is
    final. Cut off, it is run again, `attempts` times in all, so doing it twice must be doing it once.
    `result_url(task)` is where the result stands, `retry_url(task)` where it is asked for anew.
    """

    id: str
    label: str
    run: Callable[[TaskContext], Any]
    result_url: Callable[[Record], str]
    retry_url: Callable[[Record], str]
    attempts: int = 3


@dataclass(frozen=True, kw_only=True)
class ScheduledJob:
    """What the worker does by itself, `every` so often; cut off it is done again, so twice must be once."""

    id: str
    label: str
    every: datetime.timedelta
    run: Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class NavigationEntry:
    """A screen in the desk's navigation: the area of work it belongs to, its label, its URL name and arguments."""

    id: str
    area: str
    label: str
    url_name: str
    permission: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A block of the disclosure column on the portal."""

    id: str
    label: str
    url_name: str
