"""Screens of a case: its page, registering one, and what is done with its receipt and its reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import registry
from gongkai.bodies.queries import PersonalLine
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests import forms, queries
from gongkai.inforequests.actions.confirm import confirm_receipt
from gongkai.inforequests.actions.correct import correct_receipt as put_receipt_right
from gongkai.inforequests.actions.correct import correct_reply as put_reply_right
from gongkai.inforequests.actions.correct import void
from gongkai.inforequests.actions.record_reply import record_reply
from gongkai.inforequests.actions.register import register_request
from gongkai.inforequests.clocks import deadlines_of
from gongkai.inforequests.events import DeadlinesMoved
from gongkai.inforequests.letters.rows import rows_of
from gongkai.inforequests.models import InfoRequest, MovedDeadline, Receipt, Reply
from gongkai.inforequests.page import clock_face, details, history, path_of
from gongkai.inforequests.registers import MOVED, cause_of
from gongkai.inforequests.status import shown_status
from gongkai.shell import OfficerRequest, actions_on, officer_view, render_register

REGISTER = "inforequests.requests"


@require_GET
@officer_view("inforequests.view")
def request(request: OfficerRequest, pk: int) -> HttpResponse:
    """A case: how far it is, its clock, what can be done, what happened."""
    viewer, record = request.viewer, case_of(request, pk)
    case = shown_status(viewer, record)
    standing = (record, *([case.receipt] if case.receipt else []), *case.standing_replies)
    happened = history(case)
    actions = [button for each in standing for button in actions_on(viewer, each)]
    context = {
        "case": record,
        "path": path_of(case),
        "clock": clock_face(case, deadlines_of(viewer), viewer.day),
        "details": details(case),
        "actions": actions,
        "has_main": any(button.main for button in actions),
        "letters": rows_of(viewer, case),
        "moved": moves_of(viewer, record, happened),
        "history": happened,
    }
    return render(request, "inforequests/request.html", context)


def moves_of(
    viewer: Viewer, case: InfoRequest, history: list[PersonalLine]
) -> list[tuple[MovedDeadline, str]]:
    """Return what moved the deadline of a case, and why; asked only where the history says that something did."""
    if not any(line.entry.event == DeadlinesMoved.id for line in history):
        return []
    return [(each, cause_of(each)) for each in queries.moved_deadlines(viewer).filter(request=case)]


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.register")
def register(request: OfficerRequest) -> HttpResponse:
    """An application that came over the counter or by post."""
    form = forms.RegistrationForm(request.POST or None, initial={"arrived_on": request.viewer.day})
    stored = form.carry_out(lambda: register_request(viewer=request.viewer, request=form.instance))
    if stored is not None:
        messages.success(request, f"已登记申请 {stored.number}。{form.folded}")
        return redirect("inforequests:request", stored.pk)
    context = {
        "form": form,
        "title": "登记申请",
        "button": "登记",
        "back": (registry.one(registry.Register, REGISTER).title, _register(REGISTER)),
    }
    return form_page(request, "inforequests/form.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.confirm")
def confirm(request: OfficerRequest, pk: int) -> HttpResponse:
    """The day of receipt, settled with the applicant."""
    case = case_of(request, pk)
    begin = {"received_on": request.viewer.day, "applicant_kind": case.applicant_kind}
    form = forms.ConfirmForm(request.POST or None, initial=begin)
    receipt = form.carry_out(
        lambda: confirm_receipt(viewer=request.viewer, request=case, **form.cleaned_data)
    )
    if receipt is not None:
        messages.success(request, f"收到申请之日为 {receipt.received_on}，期限自次日起算。")
        return redirect("inforequests:request", case.pk)
    context = {"form": form, "title": "确认收到申请之日", "button": "确认", "back": back_to(case)}
    return form_page(request, "inforequests/form.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.answer")
def reply(request: OfficerRequest, pk: int) -> HttpResponse:
    """How the case was answered."""
    case = case_of(request, pk)
    kind = forms.RenewedReplyForm if queries.first_reply_of(case) else forms.ReplyForm
    form = kind(request.POST or None, initial={"decided_on": request.viewer.day})
    made = form.carry_out(lambda: record_reply(viewer=request.viewer, request=case, **form.cleaned_data))
    if made is not None:
        messages.success(request, f"已登记答复：{made.law_ground.outcome.label}，{made.law_ground.label}。")
        return redirect("inforequests:request", case.pk)
    context = {"form": form, "title": "登记答复", "button": "登记答复", "back": back_to(case)}
    return form_page(request, "inforequests/reply.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.correct_receipt")
def correct_receipt(request: OfficerRequest, pk: int) -> HttpResponse:
    """A receipt put right, or voided."""
    receipts = Receipt.objects.visible_to(request.viewer).select_related("request__organ")
    return _correct(
        request,
        get_object_or_404(receipts, pk=pk),
        forms.CorrectReceiptForm,
        ("received_on", "applicant_kind"),
        lambda fact, data: put_receipt_right(viewer=request.viewer, receipt=fact, **data),
        "更正收到情况",
    )


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.correct_reply")
def correct_reply(request: OfficerRequest, pk: int) -> HttpResponse:
    """A reply put right, or voided."""
    replies = Reply.objects.visible_to(request.viewer).select_related("request__organ")
    return _correct(
        request,
        get_object_or_404(replies, pk=pk),
        forms.CorrectReplyForm,
        ("ground", "decided_on", "served_on", "doc_number"),
        lambda fact, data: put_reply_right(viewer=request.viewer, reply=fact, **data),
        "更正答复",
    )


@require_GET
@officer_view("inforequests.view")
def moved(request: OfficerRequest, seq: int) -> HttpResponseBase:
    """The deadlines that one notice or value moved."""
    query = queries.moved_deadlines(request.viewer).filter(cause=seq)
    first = query.first()
    if first is None:
        raise Http404
    title = f"期限变动：{cause_of(first)}"
    return render_register(request, MOVED, query, title=title, back=(MOVED.title, _register(MOVED.id)))


def _correct(
    request: OfficerRequest,
    fact: Any,
    made: type[forms.CorrectReceiptForm | forms.CorrectReplyForm],
    fields: tuple[str, ...],
    put_right: Callable[[Any, dict[str, Any]], Any],
    title: str,
) -> HttpResponse:
    voiding = "void" in request.POST
    form = made(request.POST or None, initial={name: getattr(fact, name) for name in fields})
    sent = forms.VoidForm(request.POST) if voiding else form

    def store() -> Any:
        if voiding:
            return void(viewer=request.viewer, fact=fact, **sent.cleaned_data)
        return put_right(fact, form.cleaned_data)

    if sent.carry_out(store) is not None:
        messages.success(request, "已作废，原来的一条留存。" if voiding else "已更正，原来的一条留存。")
        return redirect("inforequests:request", fact.request_id)
    if voiding:  # what was sent is shown with what stands against it; the other fields as they are kept
        form = made(initial={name: getattr(fact, name) for name in fields})
    context = {
        "form": form,
        "voiding": sent if voiding else None,
        "title": title,
        "back": back_to(fact.request),
    }
    template = "inforequests/reply.html" if isinstance(fact, Reply) else "inforequests/form.html"
    return form_page(request, template, context | {"button": "更正", "may_void": True})


def _register(register_id: str) -> str:
    return reverse("shell:register", args=[register_id])


def form_page(request: OfficerRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a form, or what was sent with what stands against it."""
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def case_of(request: OfficerRequest, pk: int) -> InfoRequest:
    """Return a case of the viewer's organ, or raise `Http404`."""
    cases = InfoRequest.objects.visible_to(request.viewer).select_related("organ__parent", "due_day")
    found: InfoRequest = get_object_or_404(cases, pk=pk)
    return found


def back_to(case: InfoRequest) -> tuple[str, str]:
    """Return the way back to a case: its label and address."""
    return f"申请 {case.number}", reverse("inforequests:request", args=[case.pk])
