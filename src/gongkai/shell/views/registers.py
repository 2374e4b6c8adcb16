"""Lists of records, and one record."""

from __future__ import annotations

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
from gongkai.bodies.queries import history_of
from gongkai.ledger.models import LedgeredRow
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.addresses import whole_number
from gongkai.shell.ledgers import related
from gongkai.shell.ledgers.stored import last_said
from gongkai.shell.models import SavedFilter
from gongkai.shell.navigation import RegisterGroup, registers_of
from gongkai.shell.record_actions import actions_on
from gongkai.shell.registers import record as records
from gongkai.shell.registers.finding import last_used, narrowed, remember_use
from gongkai.shell.registers.table import render_register, saved_filters
from gongkai.shell.sources import numbers_in

LONGEST_NAME = 40
LONGEST_QUESTION = 2000


@require_GET
@officer_view()
def all_registers(request: OfficerRequest) -> HttpResponse:
    """Every register by the parts of the law, the last used on top; with `q`, those whose title contains the words.

    With `counts`, how many records each holds, for the page that stands.
    """
    viewer, text = request.viewer, request.GET.get("q", "").strip()
    parts = registers_of(viewer)
    if text:
        parts = narrowed(parts, text)
    elif used := last_used(request, parts):
        parts = [RegisterGroup("最近使用", used), *parts]
    counted = "counts" in request.GET
    registers = list(dict.fromkeys(r for part in parts for r in part.registers))
    numbers = numbers_in(viewer, registers) if counted else {}
    context = {
        "parts": [(part.title, [(r, numbers.get(r.id)) for r in part.registers]) for part in parts],
        "counted": counted,
        "text": text,
        "count_url": f"?{urlencode({'counts': '1'} | ({'q': text} if text else {}))}",
    }
    name = "shell/registers_list.html" if request.headers.get("HX-Request") else "shell/registers.html"
    return render(request, name, context)


@require_GET
@officer_view()
def register(request: OfficerRequest, register_id: str) -> HttpResponseBase:
    """A register's list."""
    asked = find_register(request, register_id)
    response = render_register(request, asked, back=_parent(asked), above=_kin(request, asked))
    remember_use(request, response, asked)
    return response


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
        "details": records.details_of(asked, request.viewer, found),
        "chain": records.chain_of(found),
        "corrected": _corrected(asked, found),
        "history": history_of(found) if isinstance(found, LedgeredRow) else None,
        "actions": [*actions_on(request.viewer, found), *related.buttons(request.viewer, asked, found)],
        "related_rows": list(related.related_rows(request.viewer, asked.ledger, found))
        if asked.ledger
        else [],
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
    if (forget := whole_number(request.POST.get("forget", ""))) is not None:
        saved.filter(pk=forget).delete()
    elif name and question and len(question) <= LONGEST_QUESTION:
        ours = {"organ_id": request.viewer.organ_code, "question": question}
        SavedFilter.objects.update_or_create(
            officer=request.viewer.officer, register=asked.id, name=name, defaults=ours
        )
        messages.success(request, f"已存为常用筛选“{name}”。")
    return redirect(f"{reverse('shell:register', args=[asked.id])}?{question}")


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


def _corrected(asked: registry.Register, found: Any) -> list[tuple[str, list[records.Link]]]:
    """Return the facts that belong to a row and were corrected or voided, each with its line of corrections."""
    if asked.ledger is None:
        return []
    lines = [(fact, records.chain_of(fact)) for fact in last_said(asked.ledger, found)]
    return [(str(fact._meta.verbose_name), line) for fact, line in lines if len(line) > 1]


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
