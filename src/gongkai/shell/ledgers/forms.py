"""A row of a ledger typed on the screen: each field reads as the import reads a cell, by the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db import models

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.records import Fact
from gongkai.ledger.errors import DatabaseRejected, PeriodLocked
from gongkai.registry import ImportColumn
from gongkai.shell.forms import ActionForm
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.ledgers.stored import cell_of
from gongkai.shell.spreadsheets.reading import tidy
from gongkai.shell.values import shown

LONG_TEXT = 200  # what may be longer gets more than one line


class CellField(forms.CharField):
    """A cell of a ledger: text in, the value that the column's parser makes of it out."""

    def __init__(self, column: ImportColumn, **how: Any) -> None:
        super().__init__(label=column.header, required=column.required, **how)
        self.column = column
        verb = "选择" if column.choices else "填写"
        self.error_messages["required"] = f"没有{verb}{column.header}。"

    def clean(self, value: Any) -> Any:
        """Return the value, None for an empty cell."""
        text = tidy(super().clean(value))
        if not text:
            return None
        try:
            return self.column.parse(text)
        except ValueError as error:
            raise forms.ValidationError(f"{error}。") from None


class RowForm(ActionForm):
    """The cells of a ledger that `names` names, in the ledger's order."""

    def __init__(self, ledger: LedgerSpec, names: Iterable[str], **how: Any) -> None:
        super().__init__(**how)
        self.ledger = ledger
        asked = set(names)
        for column in ledger.own_columns:
            if column.name in asked:
                self.fields[column.name] = _field(ledger, column)

    @property
    def row(self) -> Mapping[str, Any]:
        """The values typed, by the names of the cells."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "reason"}

    def refused(self, refusal: DatabaseRejected) -> Blocker:
        """A locked period is said at the day by which the row counts."""
        if isinstance(refusal, PeriodLocked):
            return Blocker(refusal.message, self.ledger.counted_by)
        return super().refused(refusal)


class ReasonForm(ActionForm):
    """Why a record is corrected or voided."""

    reason = forms.CharField(
        label="理由",
        max_length=400,
        help_text="写明哪里有误、以何为准。理由随记录留存。",
        error_messages={"required": "没有填写，更正和作废都要写明理由。", "max_length": "最多 400 个字。"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectionForm(RowForm, ReasonForm):
    """What a record should say, and why. Its key stays: a wrong one is voided and entered anew."""

    def __init__(self, ledger: LedgerSpec, **how: Any) -> None:
        super().__init__(ledger, (c.name for c in ledger.columns if c.name not in ledger.key), **how)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


def texts_of(ledger: LedgerSpec, fact: Fact) -> dict[str, str]:
    """Return each cell of a fact as an officer would type it."""
    return {column.name: _typed(ledger, column.name, cell_of(fact, column)) for column in ledger.columns}


def _typed(ledger: LedgerSpec, name: str, value: Any) -> str:
    of: Any = ledger.model._meta.get_field(name)
    if of.choices:
        return str(dict(of.flatchoices).get(value, ""))
    plain = isinstance(of, models.IntegerField | models.DecimalField) and value is not None
    return str(value) if plain else shown(value)


def _field(ledger: LedgerSpec, column: ImportColumn) -> CellField:
    of: Any = ledger.model._meta.get_field(column.name)
    return CellField(column, help_text=_help(ledger, column), widget=_widget(of, column))


def _help(ledger: LedgerSpec, column: ImportColumn) -> str:
    """What the model's field says, and of a reference where what it names stands."""
    named = [
        f"须在“{reference.to.title}”中登记过"
        for reference in ledger.refers
        if reference.columns[0][0] == column.name
    ]
    return "；".join(text for text in (column.note, *named) if text)


def _widget(of: Any, column: ImportColumn) -> forms.Widget:
    if column.choices:
        return forms.Select(choices=[("", "请选择"), *((word, word) for word in column.choices)])
    match of:
        case models.DateField():
            return forms.DateInput(attrs={"type": "date"})
        case models.DecimalField():
            return forms.TextInput(attrs={"inputmode": "decimal"})
        case models.IntegerField():
            return forms.TextInput(attrs={"inputmode": "numeric"})
        case models.CharField() if of.max_length and of.max_length >= LONG_TEXT:
            return forms.Textarea(attrs={"rows": 2})
        case _:
            return forms.TextInput()
