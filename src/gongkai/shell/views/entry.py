"""Enter a row of a ledger, correct it, void it: one form for every ledger of that kind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.registry import Register
from gongkai.shell.access import OfficerRequest, officer_view
from gongkai.shell.ledgers import entry, related
from gongkai.shell.ledgers.forms import CorrectionForm, ReasonForm, RowForm, texts_of
from gongkai.shell.ledgers.spec import LedgerSpec
from gongkai.shell.registers import record as records
from gongkai.shell.views.registers import find_record, find_register


@require_http_methods(["GET", "POST"])
@officer_view()
def enter(request: OfficerRequest, register_id: str) -> HttpResponse:
    """One row, from what is typed; the address may bring some of it along."""
    asked, ledger = _kept(request, register_id)
    form = RowForm(request.viewer, ledger, data=_sent(request), initial=request.GET.dict())
    entered = form.carry_out(
        lambda: entry.enter(viewer=request.viewer, ledger=ledger, row=form.row, aware=form.aware)
    )
    if entered is not None:
        messages.success(request, f"已登记：{entered}。{form.folded}")
        if "another" in request.POST:
            return redirect(request.get_full_path())
        return redirect("shell:record", asked.id, entered.pk)
    return _show(request, "shell/entry.html", {"register": asked, "ledger": ledger, "form": form})


@require_http_methods(["GET", "POST"])
@officer_view()
def correct(request: OfficerRequest, register_id: str, pk: str) -> HttpResponse:
    """What a row should say, and why; the wrong one stays, superseded."""
    asked, ledger = _kept(request, register_id)
    wrong = find_record(request, asked, pk)
    typed = texts_of(ledger, wrong)
    form = CorrectionForm(request.viewer, ledger, wrong, data=_sent(request), initial=typed)
    if request.method == "GET":
        _pass(related.correction_blockers(request.viewer, ledger, wrong))
    right = form.carry_out(
        lambda: entry.correct(
            viewer=request.viewer,
            ledger=ledger,
            record=wrong,
            row=form.row,
            reason=form.cleaned_data.get("reason", ""),
        )
    )
    if right is not None:
        messages.success(request, f"已{ledger.correcting}。")
        return redirect("shell:record", asked.id, right.pk)
    context = {
        "register": asked,
        "ledger": ledger,
        "record": wrong,
        "form": form,
        "fixed": [(ledger.header(name), typed[name]) for name in ledger.fixed(wrong)],
        "origin": related.origin_blockers(request.viewer, ledger, wrong),
    }
    return _show(request, "shell/correction.html", context)


@require_http_methods(["GET", "POST"])
@officer_view()
def void(request: OfficerRequest, register_id: str, pk: str) -> HttpResponse:
    """A row that should not be there: what will happen, and why."""
    asked, ledger = _kept(request, register_id)
    wrong = find_record(request, asked, pk)
    form = ReasonForm(data=_sent(request))
    if request.method == "GET":
        _pass(related.voiding_blockers(request.viewer, ledger, wrong))
    if form.carry_out(lambda: _voided(request, ledger, wrong, form.cleaned_data["reason"])):
        messages.success(request, f"已作废：{wrong}。原来的内容和理由留存。")
        return redirect("shell:record", asked.id, wrong.pk)
    context = {
        "register": asked,
        "ledger": ledger,
        "record": wrong,
        "form": form,
        "details": records.details_of(asked, request.viewer, wrong),
    }
    return _show(request, "shell/voiding.html", context)


def _voided(request: OfficerRequest, ledger: LedgerSpec, wrong: Any, reason: str) -> bool:
    entry.void(viewer=request.viewer, ledger=ledger, record=wrong, reason=reason)
    return True


def _kept(request: OfficerRequest, register_id: str) -> tuple[Register, LedgerSpec]:
    """Return a register and the ledger that it lists, if the viewer may keep it."""
    asked = find_register(request, register_id)
    if asked.ledger is None:
        raise Http404
    ledger: LedgerSpec = asked.ledger
    request.viewer.require(ledger.permission)
    return asked, ledger


def _sent(request: OfficerRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _pass(blockers: list[Blocker]) -> None:
    if blockers:
        raise ActionBlocked(blockers)


def _show(request: OfficerRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
