"""Books: ledgers in which one fact stands for each natural key, and another row under that key corrects it.

Most ledgers that officers keep are of this kind. A room says model, cells, key and counting day in a `LedgerSpec`;
the import, the entry of a single row and the refusals of the database follow from that, and each rule stands
once: in the constraints of the model, whose `violation_error_code` names the column and whose
`violation_error_message` is the sentence for people.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import replace_fact, require_correctable, successor
from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.registry import ORDINAL, ImportColumn, Importer, ImportIssue, Refusal
from gongkai.shell.events import RowEntered
from gongkai.shell.imports import cells
from gongkai.shell.imports.conditions import conditions_of, is_kept
from gongkai.shell.registers.values import shown

BATCH = 500
Row = Mapping[str, Any]
Key = tuple[Any, ...]
# What the action sets; everything else of a fact is the book's.
SET_BY_ACTION = frozenset(
    {"id", "organ", "transaction_id", "salt", "supersedes", "voids", "reason", "unlock"}
)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A column of a book. What it is called, holds and demands is said by the model's field of that name.

    `aliases` are other headers seen, `also` other words for a choice; `future`: the day may be to come.
    """

    name: str
    aliases: tuple[str, ...] = ()
    example: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    future: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Reference:
    """A row names a row of another book: `columns` are (own, other's) pairs.

    A first own column left empty refers to nothing. `after` are (own day, other's day): not before it.
    """

    to: LedgerSpec
    columns: tuple[tuple[str, str], ...]
    after: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class LedgerSpec:
    """A ledger: `id` names its importer and its register; `called` is what one row is, `unit` how many counts.

    `repeats`: things alike in their key may stand beside one another (two briefings on one topic in a day).
    Its room declares the permission `<room>.register` and the events `<room>.entered`, `.corrected` and `.voided`.
    """

    id: str
    title: str
    called: str
    unit: str = "条"
    model: type[Fact]
    cells: tuple[Cell, ...]
    key: tuple[str, ...]
    counted_by: str
    repeats: bool = False
    refers: tuple[Reference, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    columns: tuple[ImportColumn, ...] = field(init=False)
    conditions: tuple[models.CheckConstraint, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", tuple(_column(self.model, cell) for cell in self.cells))
        object.__setattr__(self, "conditions", tuple(conditions_of(self.model, without=SET_BY_ACTION)))

    @property
    def room(self) -> str:
        """The room that keeps this book."""
        return self.model._meta.app_label

    @property
    def permission(self) -> str:
        """The permission of whoever keeps this book."""
        return f"{self.room}.register"

    @property
    def importer(self) -> Importer:
        """The importer of this book."""
        return Importer(
            id=self.id,
            title=self.title,
            columns=self.columns,
            key=(*self.key, ORDINAL) if self.repeats else self.key,
            permission=self.permission,
            existing=partial(_existing, self),
            write=partial(_write, self),
            check=partial(check, self),
            check_all=partial(check_references, self),
        )

    def key_of(self, row: Row) -> Key:
        """Return the natural key of a row."""
        return tuple(row[name] for name in self.key)

    def place_of(self, row: Row) -> Key:
        """Return the key of a row that was compared with what stands: with its ordinal where rows repeat."""
        return (*self.key_of(row), row[ORDINAL]) if self.repeats else self.key_of(row)

    def header(self, column: str | None) -> str:
        """Return what a column is called, the first of the key where none is named."""
        return next(c.header for c in self.columns if c.name == (column or self.key[0]))


# ---- Reading -----------------------------------------------------------------------------------------------


def _column(model: type[Fact], cell: Cell) -> ImportColumn:
    of: Any = model._meta.get_field(cell.name)
    labels = tuple(label for _, label in of.choices or ())
    return ImportColumn(
        name=cell.name,
        header=str(of.verbose_name),
        aliases=cell.aliases,
        required=not of.blank,
        parse=_parser(of, cell),
        note=str(of.help_text),
        example=cell.example,
        choices=("是", "否") if isinstance(of, models.BooleanField) else labels,
    )


def _parser(of: Any, cell: Cell) -> Callable[[str], Any]:
    if of.choices:
        return cells.one_of(of.choices, also=cell.also)
    match of:
        case models.DateField():
            return cells.day if cell.future else cells.past_day
        case models.DecimalField():
            return cells.amount(of.decimal_places)
        case models.IntegerField():
            return cells.count
        case models.BooleanField():
            return cells.yes_no
        case _:
            return cells.line(of.max_length)


def standing(
    viewer: Viewer, book: LedgerSpec, keys: Sequence[Key], *, columns: Sequence[str] = ()
) -> dict[Key, Any]:
    """Return the facts that stand under these keys; `columns` if the keys are others than the natural one."""
    columns = columns or book.key
    by_key: dict[Key, Any] = {}
    for fact in _under(viewer, book, keys, columns):
        by_key.setdefault(tuple(getattr(fact, name) for name in columns), fact)
    return by_key


def _standing_facts(book: LedgerSpec, viewer: Viewer) -> Any:
    facts: Any = book.model._default_manager.all()
    return facts.visible_to(viewer).standing()


def _in_place(viewer: Viewer, book: LedgerSpec, keys: Sequence[Key]) -> dict[Key, Any]:
    """Return the facts that stand under natural keys; where rows repeat, all of them, numbered as stored."""
    if not book.repeats:
        return standing(viewer, book, keys)
    found: dict[Key, Any] = {}
    places: Counter[Key] = Counter()
    for fact in _under(viewer, book, keys, book.key):
        key = tuple(getattr(fact, name) for name in book.key)
        places[key] += 1
        found[*key, places[key]] = fact
    return found


def _under(viewer: Viewer, book: LedgerSpec, keys: Sequence[Key], columns: Sequence[str]) -> Iterator[Any]:
    """Yield the facts that stand under some of the keys, in the order in which they were stored."""
    asked = list(dict.fromkeys(keys))
    for start in range(0, len(asked), BATCH):
        batch = set(asked[start : start + BATCH])
        among = {f"{name}__in": {key[i] for key in batch} for i, name in enumerate(columns)}
        for fact in _standing_facts(book, viewer).filter(**among).order_by("pk"):
            if tuple(getattr(fact, name) for name in columns) in batch:
                yield fact


def _existing(book: LedgerSpec, viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    found = _in_place(viewer, book, keys)
    return {key: {cell.name: getattr(fact, cell.name) for cell in book.cells} for key, fact in found.items()}


# ---- Checking ----------------------------------------------------------------------------------------------


def check(book: LedgerSpec, viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Return what is wrong with a row beyond its single cells: the constraints of the model that it breaks."""
    fact = _fact(book, viewer, row)
    return [
        ImportIssue(
            column=broken.violation_error_code,
            rule="constraint",
            message=str(broken.get_violation_error_message()),
        )
        for broken in book.conditions
        if not is_kept(broken, fact)
    ]


def check_references(book: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row what is wrong with the rows of other books that it names."""
    issues: list[list[ImportIssue]] = [[] for _ in rows]
    for reference in book.refers:
        keys = [tuple(row[own] for own, _ in reference.columns) for row in rows]
        columns = [other for _, other in reference.columns]
        found = standing(viewer, reference.to, [key for key in keys if key[0]], columns=columns)
        for row, key, wrong in zip(rows, keys, issues, strict=True):
            if key[0]:
                wrong += _broken_reference(reference, row, key, found.get(key))
    return issues


def _broken_reference(reference: Reference, row: Row, key: Key, named: Fact | None) -> Iterator[ImportIssue]:
    to = reference.to
    if named is None:
        name = "、".join(shown(value) for value in key)
        sentence = f"没有登记过“{name}”这一{to.called}，请先在“{to.title}”中登记，或者核对"
        yield ImportIssue(column=reference.columns[0][0], rule="reference", message=sentence)
    elif reference.after is not None:
        day, since = row[reference.after[0]], getattr(named, reference.after[1])
        if since is not None and day < since:
            sentence = f"不能早于{to.header(reference.after[1])} {since}，请核对"
            yield ImportIssue(column=reference.after[0], rule="days_in_order", message=sentence)


# ---- Writing -----------------------------------------------------------------------------------------------


def enter(*, viewer: Viewer, book: LedgerSpec, row: Row) -> Any:
    """Return the fact entered from one row, as an officer types it.

    Raises `NotAllowed`, `ActionBlocked` with all that stands against it, or `DatabaseRejected`.
    """
    viewer.require(book.permission)
    row = {cell.name: None for cell in book.cells} | dict(row)
    found = blockers(viewer, book, row)
    if not found and (sentence := _entered(viewer, book, row)):
        found = [f"{book.header(None)}：{sentence}"]
    if found:
        raise ActionBlocked(found)
    with viewer.transaction() as tx:
        (fact,) = _store(tx, book, viewer, [{**row, ORDINAL: None}])  # beside whatever stands
        tx.record(RowEntered(kind=book.id, title=book.title), subjects=[fact])
    return fact


def _entered(viewer: Viewer, book: LedgerSpec, row: Row) -> str:
    """Return why a row is there already; where rows repeat, only the very same one is (pressed twice)."""
    there = _existing(book, viewer, [book.key_of(row)]).values()
    if not book.repeats:
        return f"这一{book.called}已登记；有误请更正原记录，不要重复登记。" if there else ""
    same = [all((said[name] or None) == (row[name] or None) for name in said) for said in there]
    return (
        f"完全相同的{book.called}已登记；确是另一{book.unit}的，请写明不同之处，如地点、对象。"
        if any(same)
        else ""
    )


def correct(*, viewer: Viewer, book: LedgerSpec, fact: Fact, row: Row, reason: str) -> Any:
    """Return the fact that takes the place of a wrong one; `row` says what is otherwise. Raises as `enter`."""
    row = {cell.name: getattr(fact, cell.name) for cell in book.cells} | dict(row)
    right = _fact(book, viewer, row, supersedes=fact)
    right.reason = reason.strip()
    return _replace(viewer, book, right, blockers(viewer, book, row))


def void(*, viewer: Viewer, book: LedgerSpec, fact: Fact, reason: str) -> Any:
    """Return the row that voids a fact that should not have been recorded. Raises as `enter` does."""
    return _replace(viewer, book, successor(fact, reason=reason, voids=True), [])


def _replace(viewer: Viewer, book: LedgerSpec, right: Fact, found: list[str]) -> Fact:
    viewer.require(book.permission)
    wrong = right.supersedes
    require_correctable(viewer, wrong, reason=right.reason, blockers=[Blocker(each) for each in found])
    with viewer.transaction() as tx:
        return replace_fact(tx, right)


def blockers(viewer: Viewer, book: LedgerSpec, row: Row) -> list[str]:
    """Return why a row cannot be entered on a day, each sentence with the name of its column."""
    fact = _fact(book, viewer, row)
    found = [
        f"{c.header}：{row[c.name]} 晚于今天 {viewer.day}，尚未发生的事不能登记，请核对。"
        for c, cell in zip(book.columns, book.cells, strict=True)
        if isinstance(row[c.name], datetime.date) and not cell.future and row[c.name] > viewer.day
    ]
    try:
        fact.clean_fields(exclude=SET_BY_ACTION | {"counted_on"})
    except ValidationError as error:
        sentences = error.message_dict.items()
        return found + [f"{book.header(name)}：{text}" for name, texts in sentences for text in texts]
    issues = [*check(book, viewer, row), *check_references(book, viewer, [row])[0]]
    return found + [f"{book.header(issue.column)}：{issue.message}。" for issue in issues]


def _write(book: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    viewer.require(book.permission)
    with viewer.transaction() as tx:
        return _store(tx, book, viewer, rows)


def _store(tx: LedgerTransaction, book: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    # Two people entering the same key wait for one another; the guard then refuses the second.
    Organ.objects.select_for_update().get(pk=viewer.organ_code)
    stands = _in_place(viewer, book, [book.key_of(row) for row in rows])
    return tx.add_all([_fact(book, viewer, row, supersedes=stands.get(book.place_of(row))) for row in rows])


def _fact(book: LedgerSpec, viewer: Viewer, row: Row, *, supersedes: Fact | None = None) -> Fact:
    """Return the unsaved fact that a row says; an empty cell of text is empty text."""
    values = {
        cell.name: ""
        if row[cell.name] is None and _is_text(book.model._meta.get_field(cell.name))
        else row[cell.name]
        for cell in book.cells
    }
    of: Any = book.model
    fact: Fact = of(
        organ_id=viewer.organ_code, counted_on=row[book.counted_by], supersedes=supersedes, **values
    )
    return fact


def _is_text(of: Any) -> bool:
    return bool(of.empty_strings_allowed and not of.null)
