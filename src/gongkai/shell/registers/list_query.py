"""What is asked of a register: the address of a list says it all, so it can be kept and sent."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import QueryDict

from gongkai.bodies.identifiers import trim
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Column, Register
from gongkai.shell.spreadsheets import cells

PASSING = ("after", "before", "totals", "export")  # of one page, not of the question


@dataclass(frozen=True)
class FilterField:
    """A control of the filter form, with what stands in it; `words` say the condition, empty if none."""

    column: Column
    value: str = ""
    first: str = ""
    last: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    words: str = ""
    wrong: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that this control sends."""
        return (
            (f"{self.column.id}_from", f"{self.column.id}_to")
            if self.column.filter == "date"
            else (self.column.id,)
        )


@dataclass(frozen=True)
class ListQuery:
    """A register's list as asked: which rows, in which order, with which columns."""

    register: Register
    params: QueryDict
    text: str
    fields: tuple[FilterField, ...]
    columns: tuple[Column, ...]
    sort: str
    descending: bool
    condition: Q

    @property
    def is_narrowed(self) -> bool:
        """Whether a condition leaves something out."""
        return bool(self.text) or any(field.words for field in self.fields)

    @property
    def has_text(self) -> bool:
        """Whether there is anything to search in."""
        return bool(text_columns(self.register))

    @property
    def searched(self) -> str:
        """The columns in which words are looked for, as officers call them."""
        searched = [c.label for c in self.register.columns if c.field and c.filter in ("text", "choice")]
        return "、".join(searched)

    def link(self, **changes: str | None) -> str:
        """Return the query string of this question with parameters set (None: taken away)."""
        params = self.params.copy()
        for name in PASSING:
            params.pop(name, None)
        for name, value in changes.items():
            if value is None:
                params.pop(name, None)
            else:
                params[name] = value
        return f"?{params.urlencode()}"

    def narrow(self, query: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows of the query that the question asks for."""
        return query.filter(self.condition)


def ask(register: Register, model: type[models.Model], viewer: Viewer, params: QueryDict) -> ListQuery:
    """Return the question that an address asks; what it does not understand, it says or leaves out."""
    fields = tuple(_field(c, viewer, params) for c in register.columns if c.filter and c.field)
    text = trim(params.get("q", ""))
    condition = Q()
    for field in fields:
        condition &= _condition(field, model)
    if text:
        condition &= contains(register, model, viewer, text)
    sort, descending = _sort(register, model, params.get("sort", ""))
    shown = params.getlist("show")
    columns = tuple(
        c for i, c in enumerate(register.columns) if i == 0 or (c.id in shown if shown else not c.optional)
    )
    return ListQuery(register, params, text, fields, columns, sort, descending, condition)


def text_columns(register: Register) -> list[str]:
    """Return the fields in which words are searched for."""
    return [c.field for c in register.columns if c.filter == "text" and c.field]


def contains(register: Register, model: type[models.Model], viewer: Viewer, text: str) -> Q:
    """Return the condition that any text column contains the words, of an identifier in its one spelling; or that
    the words are those of a choice."""
    condition = Q()
    for field in text_columns(register):
        condition |= _contains(model, field, text)
    for column in register.columns:
        if column.filter == "choice" and column.field and column.choices:
            chosen = [value for value, label in column.choices(viewer) if text in str(label)]
            condition |= Q(**{f"{column.field}__in": chosen}) if chosen else Q()
    return condition


def _contains(model: type[models.Model], path: str, text: str) -> Q:
    of: Any = model
    for name in path.split(LOOKUP_SEP):
        found = of._meta.get_field(name)
        of = found.related_model
    return Q(**{f"{path}__icontains": found.to_python(text)})


def _sort(register: Register, model: type[models.Model], asked: str) -> tuple[str, bool]:
    """Return the field to sort by, and whether descending."""
    wanted = asked.lstrip("-")
    for column in register.columns:
        if column.id == wanted and column.field and is_indexed(model, column.field):
            return column.field, asked.startswith("-")
    return register.order.lstrip("-"), register.order.startswith("-")


def is_indexed(model: type[models.Model], field: str) -> bool:
    """Return whether the rows of an organ can be read in the order of a field, without sorting all of them."""
    keys = [list(index.fields) for index in model._meta.indexes]
    keys += [list(c.fields) for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    keys += [[f.name] for f in model._meta.concrete_fields if f.unique or getattr(f, "db_index", False)]
    columns = [[name.lstrip("-") for name in key if name not in {"organ", "organ_code"}] for key in keys]
    return field in {"pk", *(key[0] for key in columns if key)}


def _field(column: Column, viewer: Viewer, params: Mapping[str, str]) -> FilterField:
    if column.filter == "date":
        return _days(column, params)
    value = trim(params.get(column.id, ""))
    if column.filter == "text":
        return FilterField(column, value, words=f"{column.label}含“{value}”" if value else "")
    choices = tuple(column.choices(viewer)) if column.choices else ()
    labels = {str(v): label for v, label in choices}
    words = f"{column.label}为“{labels[value]}”" if value in labels else ""
    return FilterField(column, value if words else "", choices=choices, words=words)


def _days(column: Column, params: Mapping[str, str]) -> FilterField:
    first, last = (trim(params.get(f"{column.id}_{end}", "")) for end in ("from", "to"))
    try:
        days = [cells.day(text).isoformat() if text else "" for text in (first, last)]
    except ValueError as error:
        return FilterField(column, first=first, last=last, wrong=f"{column.label}{error}")
    if all(days) and days[0] > days[1]:
        return FilterField(column, first=first, last=last, wrong=f"{column.label}的起日晚于止日，请对调")
    words = {(True, True): "{0} 至 {1}", (True, False): "自 {0} 起", (False, True): "至 {1} 止"}
    said = words.get((bool(days[0]), bool(days[1])), "").format(*days)
    return FilterField(column, first=days[0], last=days[1], words=f"{column.label} {said}" if said else "")


def _condition(field: FilterField, model: type[models.Model]) -> Q:
    name = field.column.field
    if not field.words:
        return Q()
    match field.column.filter:
        case "text":
            return _contains(model, str(name), field.value)
        case "choice":
            return Q(**{f"{name}": field.value})
        case _:
            bounds = {"gte": field.first, "lte": field.last}
            return Q(
                **{f"{name}__{op}": datetime.date.fromisoformat(day) for op, day in bounds.items() if day}
            )
