"""The closed list of what a room may declare. Every label and message is Chinese, for people.

`viewer` is `bodies.Viewer`, a query is a Django `QuerySet`, a ledger a `shell.ledgers.spec.LedgerSpec`, what is to be
stored of its rows a `shell.ledgers.writing.Writing`, a running task a `shell.TaskContext` and a transaction a
`ledger.transactions.LedgerTransaction`; all are typed loosely here, because this room knows no models.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, dataclass_transform

Viewer = Any
Query = Any
Record = Any
LedgerSpec = Any
TaskContext = Any
Transaction = Any
Writing = Any


@dataclass_transform(frozen_default=True, kw_only_default=True)
@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, in the past tense: a room declares a subclass of its own with its fields.

    `message` is the sentence of the ledger screen and names fields in braces. Fields hold ids, days, numbers and
    digests only, so no sentence can carry a name; `words` says a field that is a code as people read it.
    """

    id: ClassVar[str]
    label: ClassVar[str]
    message: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(frozen=True, kw_only=True)(cls)

    @property
    def data(self) -> dict[str, Any]:
        """The fields as the chain keeps them: days as ISO text."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in found.items()}

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fields as the sentence says them; a room overrides it where one is a code."""
        return data

    @classmethod
    def sentence(cls, data: Mapping[str, Any]) -> str:
        """Return the sentence of an entry with these fields."""
        return cls.message.format_map(cls.words(data))


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
class RecordState:
    """Where the records of a model (`id` is its label) stand: said by the room above that takes them on.

    `words(viewer, records)` says it by the ids of the records, read at once; `kept_up(query)` leaves out what was set
    aside there.
    """

    id: str
    words: Callable[[Viewer, Sequence[Record]], Mapping[int, str]]
    kept_up: Callable[[Query], Query]


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """Which action comes next on the records of a model (`id` is its label): the main one of their page.

    `of(viewer, record)` returns its id, "" where none of the viewer's does.
    """

    id: str
    of: Callable[[Viewer, Record], str]


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

    `append_only` refuses update, delete, replace and truncate; an `amendable` row takes an update that names the
    transaction which records it (`LedgerTransaction.amend`). `counted` refuses a row whose `counted_on`
    (or whose superseded row's) lies in a locked period. A `named` row is taken, and amended, only where an entry of its
    transaction names it already: a ledger transaction stores it after its entries.
    """

    id: str
    append_only: bool = True
    amendable: bool = False
    named: bool = False
    counted: bool = False
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """A column of a ledger file: the header as officers write it, other headers seen, and how a cell reads.

    `parse(text)` returns the value or raises `ValueError` with a Chinese sentence (rule and remedy); the usual
    ones stand in `shell.spreadsheets.cells`. Dates arrive as ISO text whatever the file held, an `identifier` in its
    one spelling (`bodies.identifiers`), other text as it was typed. An empty cell of a column that is not required is
    not parsed: it is "" where `parse` is `str` or a `cells.Text`, else None. `choices` become a drop-down of the
    template.
    """

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    parse: Callable[[str], Any] = str
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    identifier: bool = False


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
    numbered from 1 as they were stored. `alike(viewer, rows)` returns for each new row, as sentences, what it may be
    the same as though its key is another: told in the dry run, and no error.
    `compose(viewer, rows, replaced)` returns what storing validated rows means by what stands (under the keys
    `replaced`, where these are known already): its `refusals()` are issues for
    each row, what the database would refuse; its `store(tx)` stores it inside the running action and returns the
    records. A changed row comes to it to be stored only when the officer chose 更正: its key exists then, and the
    fact made supersedes the one that stands.
    """

    id: str
    title: str
    columns: tuple[ImportColumn, ...]
    key: tuple[str, ...]
    permission: str
    existing: Callable[[Viewer, Sequence[tuple[Any, ...]]], Mapping[tuple[Any, ...], Mapping[str, Any]]]
    compose: Callable[..., Writing]
    check: Callable[[Viewer, Mapping[str, Any]], Sequence[ImportIssue]] | None = None
    check_all: Callable[[Viewer, Sequence[Mapping[str, Any]]], Sequence[Sequence[ImportIssue]]] | None = None
    alike: Callable[[Viewer, Sequence[Mapping[str, Any]]], Sequence[Sequence[str]]] | None = None

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

    `records(viewer, year)` returns the standing facts counted. The figure is their number unless `figure` computes
    it from the values of their `field`, as text. A measure of a table (`proactive`, `requests`, `disputes`) names
    the `table` and its `annotate_cells` annotates the records with `cell_row` and `cell_column`, so that one query
    counts all its cells and each cell can be asked for its records; `covers` says which cells it answers for, also
    when no record stands in them (`received.*`, `normative.made`). A measure of the prose has none of these.
    `register` is the id of the register whose columns show the records.
    """

    id: str
    name: str
    definition: str
    basis: str
    unit: str
    records: Callable[[Viewer, int], Query]
    register: str
    field: str = ""
    figure: Callable[[Sequence[str]], int | str] | None = None
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
    """A source of due lines for the home page. It is asked for them where it names `records` and there are some.

    Told to who has the `permission` ("": every officer).
    `sealed`: all that the lines are read from is sealed, so they are kept while the ledger's head stands.
    """

    id: str
    label: str
    lines: Callable[[Viewer], Sequence[DueLine]]
    records: Callable[[Viewer], Query] | None = None
    permission: str = ""
    sealed: bool = False


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
    first ones only. Without it the lines are counted. `permission` and `sealed` are what they are of a `DueItem`.
    """

    id: str
    label: str
    area: str
    lines: Callable[[Viewer], Sequence[WaitingLine]]
    records: Callable[[Viewer], Query] | None = None
    permission: str = ""
    sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Work under way that only some can go on with.

    `left(viewer, appointments)` says how much of it in the viewer's organ nobody can go on with by these appointments,
    whoever asks: nothing of what it is. Home tells of it, unless it is `asked_at_end`: when an appointment ends.
    """

    id: str
    label: str
    left: Callable[[Viewer, Sequence[Any]], int]
    asked_at_end: bool = False


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something that is wrong now: `sentences(viewer)` returns (sentence, url) pairs.

    Told to who has the `permission` ("": every officer): it names records of its room. Where it names `records`, it is
    asked for sentences only when there are some. `sealed` is what it is of a `DueItem`.
    """

    id: str
    label: str
    sentences: Callable[[Viewer], Sequence[tuple[str, str]]]
    records: Callable[[Viewer], Query] | None = None
    permission: str = ""
    sealed: bool = False


@dataclass(frozen=True, kw_only=True)
class HomeChart:
    """Small charts for the strip at the foot of the home page: `charts(viewer)` returns `typeset.Chart`s."""

    id: str
    label: str
    charts: Callable[[Viewer], Sequence[Any]]


@dataclass(frozen=True, kw_only=True)
class Follower:
    """What follows from what happened: `follow(entry)` is called for each ledger entry of `events`, in order.

    Without `events` it is called for every entry.
    It may be called twice for one entry (a killed process), so doing it twice must be doing it once.
    """

    id: str
    label: str
    events: tuple[str, ...] | None
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
class Verification:
    """What `gongkai verify` proves: `discrepancies()` yields what is not as recorded (`ledger.verify.Discrepancy`)."""

    id: str
    discrepancies: Callable[[], Iterable[Any]]
