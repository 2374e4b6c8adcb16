"""A row of a ledger typed on the screen: each field reads as the import reads a cell, by the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.db import models

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.identifiers import IdentifierInput, trim
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.errors import DatabaseRejected, PeriodLocked
from gongkai.registry import ImportColumn
from gongkai.shell.forms import ActionForm, SuggestingInput, needed_sometimes
from gongkai.shell.ledgers.spec import AWARE, LedgerSpec
from gongkai.shell.ledgers.stored import names, offered, standing_row, typed

LONG_TEXT = 200  # what may be longer gets more than one line


class CellField(IdentifierInput):
    """A cell of a ledger: text in, the value that the column's parser makes of it out."""

    def __init__(self, column: ImportColumn, **how: Any) -> None:
        super().__init__(label=column.header, required=column.required, **how)
        self.column = column

    def otherwise(self, typed: str) -> list[str]:
        """Return in words what was typed otherwise than it is taken: of an identifier only."""
        return super().otherwise(typed) if self.column.identifier else []

    def to_python(self, value: Any) -> Any:
        """Return the text, an identifier in its one spelling."""
        return super().to_python(value) if self.column.identifier else forms.CharField.to_python(self, value)

    def clean(self, value: Any) -> Any:
        """Return the value, None for an empty cell."""
        text = trim(super().clean(value))
        if not text:
            return None
        try:
            return self.column.parse(text)
        except ValueError as error:
            raise forms.ValidationError(f"{error}。") from None


class RowForm(ActionForm):
    """The cells of a row of a ledger, in the order of its file, but those `without`."""

    def __init__(
        self, viewer: Viewer, ledger: LedgerSpec, *, without: Collection[str] = (), **how: Any
    ) -> None:
        super().__init__(**how)
        self.ledger = ledger
        for column in ledger.file_columns:
            if column.name not in without:
                help_text, widget = _help(ledger, column), _widget(viewer, ledger, column)
                self.fields[column.name] = CellField(column, help_text=help_text, widget=widget)

    @property
    def row(self) -> Mapping[str, Any]:
        """The values typed, by the names of the cells."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in {"reason", AWARE}}

    @property
    def aware(self) -> bool:
        """Whether the officer was told what the row may be the same as, and says that it is another."""
        return AWARE in self.data

    def say(self, blockers: Iterable[Blocker]) -> None:
        """Say each at its field; what the row may be the same as, where that can be denied."""
        said = list(blockers)
        if any(blocker.field == AWARE for blocker in said):
            asked = forms.BooleanField(label="已经核对，不是同一条，仍要登记", required=False)
            self.fields[AWARE] = needed_sometimes(asked)
        super().say(said)

    def refused(self, refusal: DatabaseRejected) -> Blocker:
        """A locked period is said at the day that lies in it."""
        if not isinstance(refusal, PeriodLocked):
            return super().refused(refusal)
        days = {part.model._meta.db_table: part.counted_by for part in self.ledger.parts}
        return Blocker(refusal.message, days.get(refusal.table, self.ledger.counted_by))


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
    """What a record should say, and why. What is `fixed` stays: a wrong key is voided and entered anew.

    The reason stands with the facts that are superseded: a record put right in place has no use for one.
    """

    def __init__(self, viewer: Viewer, ledger: LedgerSpec, record: Any, **how: Any) -> None:
        super().__init__(viewer, ledger, without=ledger.fixed(record), **how)
        reason = self.fields.pop("reason")
        if ledger.parts:
            reason.required = False
            reason.help_text = "改动、清空已登记的内容，要写明哪里有误、以何为准；只是补充的不用写。"
        if ledger.parts or issubclass(ledger.model, Fact):
            self.fields["reason"] = reason


def texts_of(ledger: LedgerSpec, record: Any) -> dict[str, str]:
    """Return each cell of a record, and of the facts that belong to it, as an officer would type it."""
    row = getattr(record, "row_said", None) or standing_row(ledger, record)
    return {column.name: typed(column, row[column.name]) for column in ledger.file_columns}


def _help(ledger: LedgerSpec, column: ImportColumn) -> str:
    """What the model's field says, and of a reference where what it names stands."""
    named = [
        f"须在“{reference.to.title}”中登记过"
        for reference in ledger.refers
        if reference.columns[0][0] == column.name
    ]
    return "；".join(text for text in (column.note, *named) if text)


def _widget(viewer: Viewer, ledger: LedgerSpec, column: ImportColumn) -> forms.Widget:
    few = [(model, by) for name, model, by in ledger.relations if name == column.name and by.few]
    words = names(viewer, *few[0]) if few else column.choices
    if words:
        return forms.Select(choices=[("", "请选择"), *((word, word) for word in words)])
    match of := ledger.field_of(column.name):
        case models.DateField():
            return forms.DateInput(attrs={"type": "date"})
        case models.CharField() | models.ForeignKey() if known := offered(viewer, ledger, column.name):
            return SuggestingInput(known)
        case models.DecimalField():
            return forms.TextInput(attrs={"inputmode": "decimal"})
        case models.IntegerField():
            return forms.TextInput(attrs={"inputmode": "numeric"})
        case models.CharField() if of.max_length and of.max_length >= LONG_TEXT:
            return forms.Textarea(attrs={"rows": 2})
        case _:
            return forms.TextInput()
