"""Lists, records, and the search over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.queries import history_of
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.ledgers import related
from gongkai.shell.models import SavedFilter
from gongkai.shell.navigation import registers_of
from gongkai.shell.record_actions import actions_on
from gongkai.shell.registers import record as records
from gongkai.shell.registers.list_query import contains, text_columns
from gongkai.shell.registers.table import render_register, saved_filters
from gongkai.shell.sources import numbers_in
from gongkai.shell.values import shown

HITS_A_REGISTER = 5
SHORTEST = 2
LONGEST_NAME = 40
LONGEST_QUESTION = 2000


@require_GET
@officer_view()
def all_registers(request: OfficerRequest) -> HttpResponse:
    """Every register by the parts of the law; with `counts`, how many records each holds, for the page that stands."""
    parts = registers_of(request.viewer)
    counted = "counts" in request.GET
    numbers = numbers_in(request.viewer, [r for part in parts for r in part.registers]) if counted else {}
    listed = [(part.title, [(each, numbers.get(each.id)) for each in part.registers]) for part in parts]
    name = "shell/registers_list.html" if request.headers.get("HX-Request") else "shell/registers.html"
    return render(request, name, {"parts": listed, "counted": counted})


@require_GET
@officer_view()
def register(request: OfficerRequest, register_id: str) -> HttpResponseBase:
    """A register's list."""
    asked = find_register(request, register_id)
    return render_register(request, asked, back=_parent(asked), above=_kin(request, asked))


@require_GET
@officer_view()
def record(request: OfficerRequest, register_id: str, pk: str) -> HttpResponse:
    """One record: fields, corrections, history, actions; or the room's own page of it."""
    asked = find_register(request, register_id)
    found = find_record(request, asked, pk)
    if asked.page:
        return redirect(asked.page(found))
    context = {
        "register": asked,
        "record": found,
        "details": records.details_of(asked, found),
        "chain": records.chain_of(found),
        "history": history_of(found),
        "actions": [*actions_on(request.viewer, found), *related.buttons(request.viewer, asked, found)],
        "followed": list(related.followed(request.viewer, asked.ledger, found)) if asked.ledger else [],
        "parent": _parent(asked),
    }
    return render(request, "shell/record.html", context)


@require_POST
@officer_view()
def save_filter(request: OfficerRequest, register_id: str) -> HttpResponse:
    """Keep a question under a name, or forget one; both belong to the officer alone."""
    asked = find_register(request, register_id)
    saved = saved_filters(request.viewer, asked)
    name = request.POST.get("name", "").strip()[:LONGEST_NAME]
    question = QueryDict(request.POST.get("question", "").lstrip("?")).urlencode()
    if (forget := request.POST.get("forget", "")).isdecimal():
        saved.filter(pk=int(forget)).delete()
    elif name and question and len(question) <= LONGEST_QUESTION:
        ours = {"organ_id": request.viewer.organ_code, "question": question}
        SavedFilter.objects.update_or_create(
            officer=request.viewer.officer, register=asked.id, name=name, defaults=ours
        )
        messages.success(request, f"已存为常用筛选“{name}”。")
    return redirect(f"{reverse('shell:register', args=[asked.id])}?{question}")


@dataclass(frozen=True)
class Hits:
    """What one register holds of the words searched for."""

    register: registry.Register
    rows: list[tuple[str, str, list[str]]]  # address, what it is called, what else stands in it
    more: str | None


@require_GET
@officer_view()
def search(request: OfficerRequest) -> HttpResponse:
    """Everything the viewer may see that contains the words: a query of the registers, no index."""
    text = request.GET.get("q", "").strip()
    found = [
        hits
        for asked in registry.all_of(registry.Register)
        if len(text) >= SHORTEST and request.viewer.may(asked.permission) and text_columns(asked)
        for hits in [_hits(asked, request.viewer, text)]
        if hits.rows
    ]
    return render(request, "shell/search.html", {"text": text, "found": found, "shortest": SHORTEST})


def _hits(asked: registry.Register, viewer: Viewer, text: str) -> Hits:
    query = asked.query(viewer).filter(contains(asked, text)).order_by(asked.order, "pk")
    rows = [_hit(asked, r) for r in query[: HITS_A_REGISTER + 1]]
    url = reverse("shell:register", args=[asked.id])
    more = f"{url}?{urlencode({'q': text})}" if len(rows) > HITS_A_REGISTER else None
    return Hits(asked, rows[:HITS_A_REGISTER], more)


def _hit(asked: registry.Register, found: Any) -> tuple[str, str, list[str]]:
    first, *others = [shown(c.value(found)) for c in asked.columns if not c.optional]
    return records.address_of(asked, found), first, [text for text in others if text]


def find_register(request: OfficerRequest, register_id: str) -> registry.Register:
    """Return the register that an address names, if the viewer may open it."""
    try:
        found = registry.one(registry.Register, register_id)
    except registry.NotDeclared:
        raise Http404 from None
    request.viewer.require(found.permission)
    return found


def find_record(request: OfficerRequest, asked: registry.Register, pk: str) -> Any:
    """Return the record of a register that an address names, if the viewer may see it."""
    try:
        found = records.find(asked, request.viewer, pk)
    except ValidationError:
        found = None
    if found is None:
        raise Http404
    return found


def _parent(asked: registry.Register) -> tuple[str, str] | None:
    """Return title and address of the register from which one outside the navigation is opened."""
    if asked.group or asked.ledger is None or not asked.ledger.refers:
        return None
    parent = related.register_of(asked.ledger.refers[0].to)
    return parent.title, reverse("shell:register", args=[parent.id])


def _kin(request: OfficerRequest, asked: registry.Register) -> str:
    """Return the line that leads to the registers opened from this one."""
    if asked.ledger is None:
        return ""
    kin = [register for register, _ in related.naming(asked.ledger) if not register.group]
    return render_to_string("shell/register_kin.html", {"kin": kin}, request) if kin else ""
