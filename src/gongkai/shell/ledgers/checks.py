"""What is wrong with the rows of a ledger beyond their single cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.conditions import is_kept
from gongkai.shell.ledgers.spec import Key, LedgerSpec, Reference, Relation, Row
from gongkai.shell.ledgers.stored import by_text, names, standing
from gongkai.shell.ledgers.writing import stored_value
from gongkai.shell.values import shown


def check(ledger: LedgerSpec, viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Return what is wrong with a row by itself: the model's constraints that it breaks, and the ledger's checks."""
    record = SimpleNamespace(**_defaults(ledger.model) | _said(ledger, row))
    broken = [
        ImportIssue(
            column=condition.violation_error_code,
            rule="constraint",
            message=str(condition.get_violation_error_message()),
        )
        for condition in ledger.conditions
        if not is_kept(condition, record)
    ]
    return broken + [issue for each in ledger.checks for issue in each(row)]


def check_all(ledger: LedgerSpec, viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return for each row what is wrong with it by what is stored: asked once for all rows."""
    issues: list[list[ImportIssue]] = [[] for _ in rows]
    for reference in ledger.refers:
        _check_reference(viewer, reference, rows, issues)
    for name, model, relation in ledger.relations:
        _check_relation(viewer, ledger, (name, model, relation), rows, issues)
    if ledger.check_all is not None:
        for wrong, more in zip(issues, ledger.check_all(viewer, rows), strict=True):
            wrong += more
    return issues


def row_blockers(viewer: Viewer, ledger: LedgerSpec, row: Row) -> list[Blocker]:
    """Return why a row cannot be entered on the viewer's day, each with the column that it is about."""
    found = [
        Blocker(f"{row[c.name]} 晚于今天 {viewer.day}，尚未发生的事不能登记，请核对。", c.name)
        for _, c in ledger.all_columns
        if isinstance(row[c.name], datetime.date) and not c.future and row[c.name] > viewer.day
    ]
    plain = {column.name for column in ledger.columns if column.relation is None}
    try:
        ledger.model(**_said(ledger, row)).clean_fields(
            exclude={of.name for of in ledger.model._meta.fields if of.name not in plain}
        )
    except ValidationError as error:
        return found + [Blocker(text, name) for name, texts in error.message_dict.items() for text in texts]
    issues = [*check(ledger, viewer, row), *check_all(ledger, viewer, [row])[0]]
    return found + [
        Blocker(f"{each.message.rstrip('。')}。", each.column or ledger.key[0]) for each in issues
    ]


@cache
def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """Return what a record says of itself: enough of one to ask a condition, made for every row of a file."""
    return {field.attname: field.get_default() for field in model._meta.concrete_fields} | {
        "_meta": model._meta
    }


def _said(ledger: LedgerSpec, row: Row) -> dict[str, Any]:
    """Return what the plain cells of a row say, by the columns of the record."""
    values = {
        column.name: stored_value(ledger.model, column, row[column.name])
        for column in ledger.columns
        if column.relation is None
    }
    if issubclass(ledger.model, Fact):
        values["counted_on"] = row[ledger.counted_by]
    return values


# ---- Rows of other ledgers that a row names ----------------------------------------------------------------------


def _check_reference(
    viewer: Viewer, reference: Reference, rows: Sequence[Row], issues: Sequence[list[ImportIssue]]
) -> None:
    keys = [tuple(row[own] for own, _ in reference.columns) for row in rows]
    columns = [other for _, other in reference.columns]
    found = standing(viewer, reference.to, [key for key in keys if key[0]], columns=columns)
    for row, key, wrong in zip(rows, keys, issues, strict=True):
        if key[0]:
            wrong += _broken_reference(reference, row, key, found.get(key))


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


# ---- Records that become foreign keys ----------------------------------------------------------------------------


def _check_relation(
    viewer: Viewer,
    ledger: LedgerSpec,
    column: tuple[str, Any, Relation],
    rows: Sequence[Row],
    issues: Sequence[list[ImportIssue]],
) -> None:
    name, model, relation = column
    found = by_text(viewer, model, relation, [row[name] for row in rows])
    known = ""
    for row, wrong in zip(rows, issues, strict=True):
        record = found.get(row[name])
        if record is not None:
            wrong += relation.check(record, row) if relation.check else ()
        elif row[name]:
            if not known and relation.few:
                known = "、".join(names(viewer, model, relation)) or f"还没有{model._meta.verbose_name}"
            message = relation.missing.format(text=row[name], known=known)
            wrong.append(ImportIssue(column=name, rule=relation.rule, message=message))
