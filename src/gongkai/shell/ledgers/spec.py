"""What a ledger is: the model, the columns, the natural key and the counting day, each said once.

The import, the template, the entry of a single row, the register and the refusals of the database follow from a
`LedgerSpec`. Each rule stands once: in the constraints of the model, whose `violation_error_code` names the column
and whose `violation_error_message` is the sentence for people; what needs more than one cell in the `checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.records import Fact, Record
from gongkai.bodies.viewer import Viewer
from gongkai.registry import ORDINAL, ImportColumn, ImportIssue
from gongkai.shell.ledgers.conditions import conditions_of
from gongkai.shell.spreadsheets import cells

Row = Mapping[str, Any]
Key = tuple[Any, ...]
# The answer of an officer who was told what a new row may be the same as, and says that it is another.
AWARE = "aware"
# What the action sets; everything else of a fact is the ledger's.
SET_BY_ACTION = frozenset(
    {"id", "organ", "transaction_id", "salt", "supersedes", "voids", "reason", "unlock"}
)


def nothing_more(viewer: Viewer, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return no further values: where the cells say all of a record."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Relation:
    """A cell that names a record of the organ by its field `by`; the record becomes the row's foreign key.

    `missing` is the sentence where there is none: `{text}` is the cell, `{known}` what could stand in it, where the
    records are `few` enough to be listed and chosen from. `check` returns what is wrong with a row that names this
    record, such as a day before it began.
    """

    by: str
    rule: str
    missing: str
    few: bool = False
    check: Callable[[Any, Row], Iterable[ImportIssue]] | None = None


@dataclass(frozen=True, kw_only=True)
class LedgerColumn:
    """A column of a ledger. What it is called, holds and demands is said by the model's field of that name.

    `aliases` are other headers seen, `also` other words for a choice; `future`: the day may be to come. A column
    that is not the field's says for itself what the field would: `header`, `note`, `required`, `parse`, `choices`,
    and `read`, which returns from the record what stands in the cell. `offered` returns names that may be typed, of
    what is recorded elsewhere; those of a relation or a reference are offered anyway.
    """

    name: str
    aliases: tuple[str, ...] = ()
    example: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    future: bool = False
    relation: Relation | None = None
    header: str = ""
    note: str = ""
    required: bool | None = None
    parse: Callable[[str], Any] | None = None
    choices: tuple[str, ...] = ()
    read: Callable[[Any], Any] | None = None
    offered: Callable[[Viewer], Iterable[str]] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference:
    """A row names a row of another ledger: `columns` are (own, other's) pairs.

    A first own column left empty refers to nothing. `after` are (own day, other's day): not before it.
    """

    to: LedgerSpec
    columns: tuple[tuple[str, str], ...]
    after: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where some rows of a ledger came from: a record of ours that alone says their key and their `columns`.

    `by` is the model's field that names it. Such a row is not voided, and in these cells not corrected;
    `blocker(viewer, record)` says so, and leads to where they are put right. It is voided like any other once the
    record of ours was taken back (`ended(record)`).
    """

    by: str
    columns: tuple[str, ...]
    blocker: Callable[[Viewer, Any], Blocker]
    ended: Callable[[Any], bool] = lambda record: False

    def stands_behind(self, fact: Any) -> bool:
        """Return whether a fact came from a record of ours that was not taken back since."""
        return not fact.voids and getattr(fact, f"{self.by}_id") is not None and not self.ended(fact)


@dataclass(frozen=True, kw_only=True, eq=False)
class LedgerPart:
    """A fact of its own that some cells of a row say; it stands where the cell of its day is filled in.

    `link` is its key to the row's record, or to the fact of the part `to`; a fact is named by the first row of its
    line of corrections, which stays the same. `where` is what tells these facts from others with the same key. `derive`
    returns values that follow from the others. What a later file no longer says is left alone, unless it is
    `voided_when_gone`. Some may have come from another record of ours (`origin`).
    """

    model: type[Fact]
    link: str
    counted_by: str
    columns: tuple[LedgerColumn, ...]
    to: LedgerPart | None = None
    required: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)
    derive: Callable[[Viewer, Mapping[str, Any]], Mapping[str, Any]] = nothing_more
    voided_when_gone: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class LedgerSpec:
    """A ledger: `id` names its importer and its register; `called` is what one row is, `unit` how many counts.

    `model` is a fact, or a record that is changed in place and whose facts are `parts`. `repeats`: things alike in
    their key may stand beside one another (two briefings on one topic in a day). `permission` is that of whoever
    keeps it; its room declares `<room>.register` where none is given. `checks` look at one row, `check_all` at the
    whole file. `alike` returns for each new row, as sentences, what it may be the same as under another key: an officer
    looks at that before it is entered. `after` does what follows on the records once they are stored. `layout` gives
    the columns of the file in order, where those of the parts do not simply follow.
    """

    id: str
    title: str
    called: str
    unit: str = "条"
    model: type[Record]
    columns: tuple[LedgerColumn, ...]
    key: tuple[str, ...]
    counted_by: str = ""
    repeats: bool = False
    permission: str = ""
    parts: tuple[LedgerPart, ...] = ()
    layout: tuple[str, ...] = ()
    derive: Callable[[Viewer, Mapping[str, Any]], Mapping[str, Any]] = nothing_more
    after: Callable[[Viewer, Sequence[Any]], None] | None = None
    checks: tuple[Callable[[Row], Iterable[ImportIssue]], ...] = ()
    check_all: Callable[[Viewer, Sequence[Row]], Sequence[Sequence[ImportIssue]]] | None = None
    alike: Callable[[Viewer, Sequence[Row]], Sequence[Sequence[str]]] | None = None
    refers: tuple[Reference, ...] = ()
    origin: Origin | None = None
    file_columns: tuple[ImportColumn, ...] = field(
        init=False
    )  # of a row of the file, as its form asks for them
    conditions: tuple[models.CheckConstraint, ...] = field(init=False)

    def __post_init__(self) -> None:
        own = tuple(_import_column(self.model, column, demanded=True) for column in self.columns)
        parts = [
            _import_column(part.model, column, demanded=part.required)
            for part in self.parts
            for column in part.columns
        ]
        by_name = {column.name: column for column in (*parts, *own)}  # a cell may be said of both
        layout = self.layout or tuple(column.name for column in (*own, *parts))
        object.__setattr__(self, "file_columns", tuple(by_name[name] for name in layout))
        object.__setattr__(self, "conditions", tuple(conditions_of(self.model, without=SET_BY_ACTION)))
        object.__setattr__(self, "permission", self.permission or f"{self.room}.register")

    @property
    def room(self) -> str:
        """The room that keeps this ledger."""
        return self.model._meta.app_label

    @property
    def correcting(self) -> str:
        """What putting a row right is called: where facts belong to it, its form is how they are said later, too."""
        return "补充、更正" if self.parts else "更正"

    @property
    def all_columns(self) -> Iterator[tuple[type[Record], LedgerColumn]]:
        """The columns of a row, each with the model that holds it."""
        for model, columns in (
            (self.model, self.columns),
            *((part.model, part.columns) for part in self.parts),
        ):
            for column in columns:
                yield model, column

    def field_of(self, name: str) -> Any:
        """Return the model's field that a column says; None for one that says everything for itself."""
        for model, column in self.all_columns:
            if column.name == name:
                return {each.name: each for each in model._meta.concrete_fields}.get(name)
        raise KeyError(name)

    @property
    def relations(self) -> list[tuple[str, type[Any], Relation]]:
        """The columns that name records: their name, the model of what they name, and how."""
        return [
            (column.name, _field(model, column.name).related_model, column.relation)
            for model, column in self.all_columns
            if column.relation is not None
        ]

    def key_of(self, row: Row) -> Key:
        """Return the natural key of a row."""
        return tuple(row[name] for name in self.key)

    def row_key(self, row: Row) -> Key:
        """Return the key of a row that was compared with what stands: with its ordinal where rows repeat."""
        return (*self.key_of(row), row[ORDINAL]) if self.repeats else self.key_of(row)

    def fixed(self, record: Any) -> tuple[str, ...]:
        """Return the columns in which a record is not corrected: its key, and what its origin says."""
        origin = self.origin_of(record)
        return (*self.key, *(origin.columns if origin else ()))

    def origin_of(self, record: Any) -> Origin | None:
        """Return where a record came from, if from another record of ours."""
        came = self.origin is not None and getattr(record, f"{self.origin.by}_id") is not None
        return self.origin if came else None

    def header(self, column: str | None) -> str:
        """Return what a column is called, the first of the key where none is named."""
        return next(c.header for c in self.file_columns if c.name == (column or self.key[0]))


# ---- How a column of the file follows from a field of the model --------------------------------------------------


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _import_column(model: type[Record], column: LedgerColumn, *, demanded: bool) -> ImportColumn:
    fields = {each.name: each for each in model._meta.concrete_fields}
    of: Any = fields.get(
        column.name
    )  # None: a column that is not the model's, and says everything for itself
    required = column.required if column.required is not None else demanded and not (of and of.blank)
    return ImportColumn(
        name=column.name,
        header=column.header or str(of.verbose_name),
        aliases=column.aliases,
        required=required,
        parse=column.parse or _parser(of, column),
        note=column.note or (str(of.help_text) if of else ""),
        example=column.example,
        choices=column.choices or _choices(of),
        identifier=isinstance(_named_by(of, column), IdentifierField),
    )


def _named_by(of: Any, column: LedgerColumn) -> Any:
    """Return the field whose text stands in the cell: of the record that it names, if it names one."""
    return of if column.relation is None else _field(of.related_model, column.relation.by)


def _choices(of: Any) -> tuple[str, ...]:
    if isinstance(of, models.BooleanField):
        return ("是", "否")
    return tuple(label for value, label in (of.choices if of else None) or () if value != "")


def _parser(of: Any, column: LedgerColumn) -> Callable[[str], Any]:
    if column.relation is not None:
        return cells.line(_named_by(of, column).max_length)
    if of.choices:
        return cells.one_of([choice for choice in of.choices if choice[0] != ""], also=column.also)
    match of:
        case models.DateField():
            return cells.day if column.future else cells.past_day
        case models.DecimalField():
            return cells.amount(of.decimal_places)
        case models.IntegerField():
            return cells.count
        case models.BooleanField():
            return cells.marked if of.blank and not of.null else cells.yes_no
        case _:
            return cells.line(of.max_length)
