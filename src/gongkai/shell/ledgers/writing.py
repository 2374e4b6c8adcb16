"""How rows become records and facts, in bulk: what differs from what stands takes its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import models

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.corrections import successor
from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.foretelling import refused
from gongkai.ledger.preparing import Preparation, PreparedRows
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.ledger.triggers import PERIOD_LOCKED
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import Key, LedgerColumn, LedgerPart, LedgerSpec, Row
from gongkai.shell.ledgers.stored import (
    facts_said,
    first_rows,
    last_facts,
    named_records,
    part_facts,
    standing_rows,
    typed,
)
from gongkai.shell.progress import Progress, no_progress

REASON = "导入台账更正"
WRITING = "正在写入，全部写入才算导入，中断则一条不留；已写入"
Named = Mapping[str, Mapping[str, Any]]  # by column and text: the records that cells name
Pairs = Sequence[tuple[int, Any]]  # by the number of the row: what it says, or what that belongs to


@cache
def fields_of(model: type[models.Model]) -> Mapping[str, Any]:
    """Return the columns of a model by their names: asked for every cell of a file."""
    return {field.name: field for field in model._meta.concrete_fields}


def stored_value(model: type[models.Model], column: LedgerColumn, value: Any) -> Any:
    """Return what the model holds for a cell: an empty cell of text is empty text, an unmarked one no."""
    of = fields_of(model).get(column.name)
    if value is not None or of is None:
        return value
    if isinstance(of, models.BooleanField) and not of.null:
        return False
    return "" if of.empty_strings_allowed and not of.null else None


@dataclass(frozen=True)
class NewFact:
    """A fact that is not stored yet: the row of the file that says it, and what it belongs to (None: to nothing)."""

    fact: Any
    row: int
    owner: Any = None


@dataclass(frozen=True)
class PreparedWriting:
    """What storing rows adds, made ready for one transaction: what voids, the records, what belongs to them."""

    gone: Sequence[PreparedRows]
    records: PreparedRows
    said: Sequence[PreparedRows]

    @property
    def total(self) -> int:
        """How many rows will be stored."""
        return sum(len(each.rows) for each in (*self.gone, self.records, *self.said))


@dataclass
class _Counted:
    """Says how many rows are stored; they stand once all do."""

    report_progress: Progress
    total: int
    done: int = 0

    def __call__(self, number: int) -> None:
        self.done += number
        self.report_progress(WRITING, self.done, self.total)


@dataclass(frozen=True)
class Writing:
    """What storing rows will add and put right, composed before the transaction in which it is stored."""

    viewer: Viewer
    ledger: LedgerSpec
    rows: Sequence[Row]
    records: Sequence[Any]  # of each row: the one that stands, or a new one
    put_right: Sequence[Any]  # records that stand and are changed in place, in these columns
    columns: frozenset[str]
    gone: Sequence[tuple[LedgerPart, Sequence[NewFact]]]  # what voids what the file no longer says
    said: Sequence[tuple[LedgerPart, Sequence[NewFact]]]

    @property
    def facts(self) -> list[Any]:
        """The facts that it adds, in the order in which they are stored."""
        return [each.fact for _, facts in self._told for each in facts]

    @property
    def _own(self) -> list[NewFact]:
        return [NewFact(r, n) for n, r in enumerate(self.records) if r.pk is None and isinstance(r, Fact)]

    @property
    def _told(self) -> list[tuple[LedgerSpec | LedgerPart, Sequence[NewFact]]]:
        """The facts that it adds, in the order of storing, by what they are of."""
        return [*self.gone, (self.ledger, self._own), *self.said]

    def prepare(self, preparation: Preparation) -> PreparedWriting:
        """Make ready all that is new: keys are drawn in the order of storing, so that each knows what it belongs to."""
        gone = [preparation.rows([each.fact for each in facts]) for _, facts in self.gone]
        records = preparation.rows([record for record in self.records if record.pk is None])
        said = []
        for part, facts in self.said:
            link = f"{part.link}_id"
            for each in facts:
                if getattr(each.fact, link) is None:
                    setattr(each.fact, link, each.owner.pk)
            said.append(preparation.rows([each.fact for each in facts]))
        return PreparedWriting(gone, records, said)

    def store(
        self,
        tx: LedgerTransaction,
        prepared: PreparedWriting | None = None,
        report_progress: Progress = no_progress,
    ) -> Sequence[Any]:
        """Return the record of each row, stored with the facts that belong to it."""
        ready = prepared or self.prepare(Preparation(tx.id))
        counted = _Counted(report_progress, ready.total)
        for facts in ready.gone:
            tx.add_prepared(facts, counted)
        tx.add_prepared(ready.records, counted)
        if self.put_right:
            named = self.ledger.model._meta.get_field
            tx.amend(self.put_right, fields=[named(column).name for column in self.columns])
        for facts in ready.said:
            tx.add_prepared(facts, counted)
        if self.ledger.after is not None:
            self.ledger.after(self.viewer, self.records)
        return self.records

    def origin_blockers(self) -> list[tuple[int, Blocker]]:
        """Return by row why facts that came from another record of ours are not changed here, each at its column."""
        return [
            (each.row, blocker)
            for of, facts in self._told
            for each in facts
            for blocker in self._taken(of, each.fact)
        ]

    def _taken(self, of: LedgerSpec | LedgerPart, fact: Fact) -> Iterator[Blocker]:
        origin, wrong = of.origin, fact.supersedes
        if origin is None or wrong is None or not origin.stands_behind(wrong):
            return
        said = origin.blocker(self.viewer, wrong)
        if fact.voids:
            yield replace(said, field=of.counted_by)
            return
        columns = {column.name: column for column in self.ledger.file_columns}
        for name in origin.columns:
            if getattr(fact, name) != (before := getattr(wrong, name)):
                now = f"现为“{typed(columns[name], before)}”，"
                yield replace(said, message=f"{now}{said.message}", field=name)

    def refusals(self) -> list[list[ImportIssue]]:
        """Return for each row what the database would refuse of it now.

        All guards are asked of what a row stores first. What it stores after that may lean on it, so of that only
        whether its period is locked can be told before.
        """
        issues: list[list[ImportIssue]] = [[] for _ in self.rows]
        first: set[int] = {place for place, record in enumerate(self.records) if record.pk is None}
        first -= {each.row for each in self._own}
        for of, facts in self._told:
            self._ask(of, [each for each in facts if each.row not in first], None, issues)
            self._ask(of, [each for each in facts if each.row in first], (PERIOD_LOCKED,), issues)
            first |= {each.row for each in facts}
        taken = self.origin_blockers()
        for row, _ in taken:
            issues[row].clear()  # the guard says the same, in other words
        for row, blocker in taken:
            message = str(blocker).rstrip("。")
            issues[row].append(ImportIssue(column=blocker.field, rule="origin", message=message))
        return issues

    def _ask(
        self,
        of: LedgerSpec | LedgerPart,
        facts: Sequence[NewFact],
        only: tuple[str, ...] | None,
        issues: list[list[ImportIssue]],
    ) -> None:
        for place, refusal in refused([each.fact for each in facts], only=only):
            column = of.counted_by if refusal.code == PERIOD_LOCKED else self.ledger.key[0]
            issue = ImportIssue(
                column=column, rule=refusal.code.lower(), message=refusal.message.rstrip("。")
            )
            issues[facts[place].row].append(issue)


def hold_ledgers(viewer: Viewer) -> None:
    """Wait until nobody else writes rows of the organ's ledgers: who comes second finds what the first stored."""
    Organ.objects.select_for_update(no_key=True).get(pk=viewer.organ_code)


def compose(
    viewer: Viewer, ledger: LedgerSpec, rows: Sequence[Row], replaced: Sequence[Key] | None = None
) -> Writing:
    """Return what storing rows means by what stands now: a new record, or one in the place of a wrong one.

    `replaced` are the keys under which something stands, where that is known already.
    """
    keys = [ledger.key_of(row) for row in rows] if replaced is None else replaced
    known = standing_rows(viewer, ledger, keys)
    before = [known.get(ledger.row_key(row)) for row in rows]
    voided = [part for part in ledger.parts if part.voided_when_gone]
    return _writing(viewer, ledger, rows, before, REASON, voided)


def correction_of(viewer: Viewer, ledger: LedgerSpec, record: Any, row: Row, reason: str) -> Writing:
    """Return what it means that a record should say a row, all of it: what the row leaves empty is voided."""
    return _writing(viewer, ledger, [row], [record], reason, ledger.parts)


def _writing(
    viewer: Viewer,
    ledger: LedgerSpec,
    rows: Sequence[Row],
    before: Sequence[Any],
    reason: str,
    voided: Collection[LedgerPart],
) -> Writing:
    named = named_records(viewer, ledger, rows)
    values = [values_of(viewer, ledger, row, named) for row in rows]
    put_right: list[Any] = []
    if issubclass(ledger.model, Fact):
        records = [
            _fact(viewer, ledger, wrong, said, reason) for wrong, said in zip(before, values, strict=True)
        ]
    else:
        records, put_right = _records(viewer, ledger.model, before, values)
    owners: dict[LedgerPart | None, Pairs] = {None: list(enumerate(records))}
    gone = _gone(ledger, voided, before, rows, reason) if voided else []
    said_of = []
    for part in ledger.parts:
        owners[part] = _facts_of_part(viewer, part, owners[part.to], rows, named, reason)
        to = dict(owners[part.to])
        said_of.append((part, [NewFact(f, n, to[n]) for n, f in owners[part] if f.pk is None]))
    columns = frozenset(values[0]) if values else frozenset()
    return Writing(viewer, ledger, rows, records, put_right, columns, gone, said_of)


def values_of(
    viewer: Viewer, of: LedgerSpec | LedgerPart, row: Row, named: Named, **owner: Any
) -> dict[str, Any]:
    """Return what a row says of a record or a fact, by the names of the model's columns."""
    values: dict[str, Any] = dict(owner)
    for column in of.columns:
        value = row[column.name]
        if column.relation is not None:
            values[column.name] = named[column.name][value] if value else None
        else:
            values[column.name] = stored_value(of.model, column, value)
    if of.counted_by:
        values["counted_on"] = row[of.counted_by]
    values |= of.derive(viewer, values)
    fields = fields_of(of.model)
    return {
        fields[name].attname: value.pk if isinstance(value, models.Model) else value
        for name, value in values.items()
        if name in fields
    }


def _differs(record: Any, values: Mapping[str, Any]) -> bool:
    return any(getattr(record, name) != value for name, value in values.items())


def _in_cells(of: LedgerSpec | LedgerPart, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that stand in cells: what is derived from them alone changes no fact."""
    known = fields_of(of.model)
    fields = {known[column.name].attname for column in of.columns if column.name in known}
    return {name: value for name, value in values.items() if name in fields}


def _records(
    viewer: Viewer, model: Any, before: Sequence[Any], values: Sequence[Mapping[str, Any]]
) -> tuple[list[Any], list[Any]]:
    """Return the records that say these values, and those of them that stand and were put right."""
    records, changed = [], []
    for record, said in zip(before, values, strict=True):
        if record is None:
            records.append(_new(viewer, model, said))
            continue
        if _differs(record, said):
            changed.append(record)
            for name, value in said.items():
                setattr(record, name, value)
        records.append(record)
    return records, changed


def _fact(
    viewer: Viewer, of: LedgerSpec | LedgerPart, wrong: Any, said: Mapping[str, Any], reason: str
) -> Any:
    """Return the fact that says these values: what stands if it does, else a new one, in the place of a wrong one."""
    if wrong is None:
        return _new(viewer, of.model, said)
    differs = wrong.voids or _differs(wrong, _in_cells(of, said))
    return successor(wrong, reason=reason, **said) if differs else wrong


def _new(viewer: Viewer, model: type[models.Model], said: Mapping[str, Any]) -> Any:
    """Return a new record that says these values: Django takes them in order in half the time of names."""
    said = {"organ_id": viewer.organ_code, **said}
    return model(*[said[name] if name in said else default() for name, default in _columns(model)])


@cache
def _columns(model: type[models.Model]) -> Sequence[tuple[str, Callable[[], Any]]]:
    return [(each.attname, each.get_default) for each in model._meta.concrete_fields]


def _facts_of_part(
    viewer: Viewer, part: LedgerPart, owners: Pairs, rows: Sequence[Row], named: Named, reason: str
) -> Pairs:
    """Return the facts of a part by the rows that say them, for what belongs to them in turn."""
    told = [(n, owner) for n, owner in owners if rows[n][part.counted_by]]
    first = _roots([owner for _, owner in told])
    last = last_facts(part, {pk for pk in first if pk is not None})
    facts = []
    for (n, owner), root in zip(told, first, strict=True):
        said = values_of(viewer, part, rows[n], named, **{part.link: owner})
        said |= {**part.where, f"{part.link}_id": root}
        wrong = last.get(root) if root else None
        if part.origin is not None and wrong is not None and wrong.voids:
            said |= {f"{part.origin.by}_id": None}  # it is said anew, by hand
        facts.append((n, _fact(viewer, part, wrong, said, reason)))
    return facts


def _roots(owners: Sequence[Any]) -> list[int | None]:
    """Return the id by which each is named: of a new fact that of the line it continues, of a new record none yet."""
    there = [owner if owner.pk is not None else getattr(owner, "supersedes", None) for owner in owners]
    first = first_rows([each for each in there if each is not None])
    return [None if each is None else first[each.pk] for each in there]


def _gone(
    ledger: LedgerSpec,
    voided: Collection[LedgerPart],
    before: Sequence[Any],
    rows: Sequence[Row],
    reason: str,
) -> list[tuple[LedgerPart, list[NewFact]]]:
    """Return the rows that void what is not said of the records any more, what belongs to others first."""
    facts = part_facts(ledger, [record for record in before if record is not None])
    said = {n: facts_said(ledger, record, facts) for n, record in enumerate(before) if record is not None}
    return [
        (
            part,
            [
                NewFact(successor(of[part], reason=reason, voids=True), n)
                for n, of in said.items()
                if of[part] is not None and not rows[n][part.counted_by]
            ],
        )
        for part in reversed(ledger.parts)
        if part in voided
    ]
