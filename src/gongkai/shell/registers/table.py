"""A register's list: the rows of a question, a page of them at a time; the count comes after."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count, DecimalField, IntegerField, Model, QuerySet, Sum
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.norms.today import today
from gongkai.registry import Column, Importer, Linked, Register, one
from gongkai.shell.access import OfficerRequest
from gongkai.shell.models import SavedFilter
from gongkai.shell.registers.list_query import ListQuery, ask, is_indexed
from gongkai.shell.registers.paging import page_of
from gongkai.shell.registers.record import address_of, read_together
from gongkai.shell.spreadsheets.writing import write_sheets
from gongkai.shell.values import in_sheet, shown

ROWS_A_PAGE = 50
CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ColumnHead:
    """A column's head: a link that sorts by it, where it can be sorted."""

    label: str
    numeric: bool
    link: str | None
    order: str  # "ascending", "descending" or ""


@dataclass(frozen=True)
class RegisterCell:
    """A cell as shown."""

    label: str
    text: str
    numeric: bool
    unbroken: bool  # a day stays on one line
    url: str = ""


@dataclass(frozen=True)
class TableRow:
    """A record's cells and where its page is."""

    url: str
    cells: Sequence[RegisterCell]


def render_register(
    request: OfficerRequest,
    register: Register,
    query: QuerySet[Any] | None = None,
    *,
    title: str | None = None,
    back: tuple[str, str] | None = None,
    above: str = "",
) -> HttpResponseBase:
    """Return a register's list over its own query, or over any query of its model.

    The address asks: filters, order, columns, page; `export=xlsx` returns the rows asked for as a file,
    `totals` their count. `back` is (label, address) of where one came from, `above` what stands over the
    table (HTML, escaped by whoever made it). The caller has checked that the viewer may see these records.
    """
    viewer = request.viewer
    records = register.query(viewer) if query is None else query
    question = ask(register, records.model, viewer, request.GET)
    wanted = question.narrow(records)
    if request.GET.get("export") == "xlsx":
        return _export(viewer, question, wanted, title or register.title)
    context = {
        "register": register,
        "question": question,
        "title": title or register.title,
        "back": back,
        "above": above,
        "saved": saved_filters(viewer, register) if query is None else None,
        "may_import": query is None and _may_import(viewer, register),
        "entry_url": _entry_url(viewer, register) if query is None else "",
    }
    if request.GET.get("totals"):
        context["totals"] = totals_of(question, wanted)
        if request.headers.get("HX-Request"):
            return render(request, "shell/register_totals.html", context)
    page = page_of(
        wanted,
        field=question.sort,
        descending=question.descending,
        size=ROWS_A_PAGE,
        after=request.GET.get("after"),
        before=request.GET.get("before"),
    )
    read_together(register, viewer, page.records)
    rows = [_row(register, question.columns, record) for record in page.records]
    heads = [_head(question, records.model, column) for column in question.columns]
    context |= {"heads": heads, "rows": rows, "page": page}
    context |= {
        "newer": page.before and question.link(before=page.before),
        "older": page.after and question.link(after=page.after),
        "is_first": page.before is None,
        "first": question.link(),
        "clear": "?",
        "count_link": question.link(totals="1"),
        "export_link": question.link(export="xlsx"),
    }
    return render(request, "shell/register.html", context)


def saved_filters(viewer: Viewer, register: Register) -> QuerySet[SavedFilter]:
    """Return the questions that this officer saved for this register."""
    return SavedFilter.objects.filter(officer=viewer.officer, register=register.id).order_by("name")


def totals_of(question: ListQuery, query: QuerySet[Any]) -> list[tuple[str, str]]:
    """Return the number of rows and the sums of the columns that can be summed, with their labels."""
    sums = {c.id: (c.label, Sum(c.field)) for c in question.columns if _is_summed(query, c)}
    found = query.aggregate(number_of_rows=Count("pk"), **{id: total for id, (_, total) in sums.items()})
    counted = [(f"共 {found['number_of_rows']:,} {question.register.noun}", "")]
    return counted + [(f"{label}合计", shown(found[id] or 0)) for id, (label, _) in sums.items()]


def _is_summed(query: QuerySet[Any], column: Column) -> bool:
    if not (column.numeric and column.field):
        return False
    try:
        return isinstance(query.model._meta.get_field(column.field), IntegerField | DecimalField)
    except FieldDoesNotExist:
        return False


def _entry_url(viewer: Viewer, register: Register) -> str:
    """Return where the viewer enters a new record by hand; nothing where he may not."""
    if register.ledger is not None:
        may = viewer.may(register.ledger.permission)
        return reverse("shell:enter", args=[register.id]) if may else ""
    own = register.entry
    return reverse(own.url_name) if own is not None and viewer.may(own.permission) else ""


def _may_import(viewer: Viewer, register: Register) -> bool:
    return register.importer is not None and viewer.may(one(Importer, register.importer).permission)


def _head(question: ListQuery, model: type[Model], column: Column) -> ColumnHead:
    if not (column.field and is_indexed(model, column.field)):
        return ColumnHead(column.label, column.numeric, None, "")
    here = column.field == question.sort
    order = ("descending" if question.descending else "ascending") if here else ""
    link = question.link(sort=column.id if order == "descending" or not here else f"-{column.id}")
    return ColumnHead(column.label, column.numeric, link, order)


def _row(register: Register, columns: Sequence[Column], record: Any) -> TableRow:
    return TableRow(
        address_of(register, record),
        [
            RegisterCell(
                c.label,
                shown(value),
                c.numeric,
                isinstance(value, datetime.date),
                value.url if isinstance(value, Linked) else "",
            )
            for c in columns
            for value in [c.value(record)]
        ],
    )


def _in_chunks(register: Register, viewer: Viewer, records: Iterator[Any]) -> Iterator[Any]:
    """Yield records, each chunk of them read together."""
    while chunk := list(islice(records, CHUNK)):
        read_together(register, viewer, chunk)
        yield from chunk


def _export(viewer: Viewer, question: ListQuery, query: QuerySet[Any], title: str) -> HttpResponseBase:
    sign = "-" if question.descending else ""
    found = query.order_by(f"{sign}{question.sort}", f"{sign}pk").iterator(chunk_size=CHUNK)
    records = _in_chunks(question.register, viewer, found)
    sample = viewer.officer is not None and viewer.officer.organ.is_sample
    file = write_sheets(
        title=title,
        labels=[c.label for c in question.columns],
        rows=([in_sheet(c.value(record)) for c in question.columns] for record in records),
        sample=sample,
    )
    name = f"{'示例数据-' if sample else ''}{title}-{today():%Y%m%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
