"""Screens of the letters of a case: choosing what to say, writing it, printing it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.inforequests import queries
from gongkai.inforequests.actions.record_delivery import record_delivery
from gongkai.inforequests.actions.record_response import record_response
from gongkai.inforequests.actions.record_service import record_service
from gongkai.inforequests.actions.void_last_entry import LATEST_FIRST, last_recorded, void_last_entry
from gongkai.inforequests.actions.write import rewrite, write
from gongkai.inforequests.forms import VoidForm
from gongkai.inforequests.letters.composing import Given, LetterContext
from gongkai.inforequests.letters.composing import letter as letter_of
from gongkai.inforequests.letters.forms import DeliveryForm, LetterForm, ResponseForm, ServiceForm
from gongkai.inforequests.letters.kinds import (
    LETTER_TYPES,
    LetterType,
    context_of,
    permission_of,
    writing_blockers,
)
from gongkai.inforequests.letters.status import (
    change_blockers,
    delivery_blockers,
    response_blockers,
    serving_blockers,
    void_blockers,
)
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.inforequests.status import REPLY, LetterStatus, shown_status
from gongkai.inforequests.views.cases import back_to, case_of, form_page
from gongkai.papers.actions.draft import UNCHANGED
from gongkai.papers.letters import letter_page
from gongkai.papers.models import Version
from gongkai.papers.printing import letter_docx, letter_pdf
from gongkai.review.progress import returned_with, shown_progress
from gongkai.shell import ActionForm, OfficerRequest, as_download, officer_view

PRINTED = {
    "pdf": ("application/pdf", letter_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", letter_docx),
}


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.view")
def begin(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """A new letter. A reply first asks the seven questions of the case, to find the ground."""
    case, chosen = case_of(request, pk), _type(request, kind)
    if found := writing_blockers(request.viewer, shown_status(request.viewer, case), chosen):
        raise ActionBlocked(found)
    ground = _ground(request, chosen)
    if ground is None:
        return _ask_ground(request, case)

    def store(form: LetterForm) -> Version:
        return write(
            viewer=request.viewer,
            request=case,
            kind=chosen.id,
            given=form.given,
            attachments=form.attachments,
        )

    return _write(request, case, chosen, ground, None, store)


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.view")
def change(request: OfficerRequest, pk: int) -> HttpResponse:
    """Another version of a letter that has not left."""
    status = _status(request, pk)
    letter, chosen = status.letter, _type(request, status.type_id)
    if found := change_blockers(status):
        raise ActionBlocked(found)
    ground = _ground(request, chosen, status.given.get("ground", ""))
    if ground is None:
        return _ask_ground(request, letter.request)

    def store(form: LetterForm) -> Version:
        return rewrite(viewer=request.viewer, letter=letter, given=form.given, attachments=form.attachments)

    return _write(request, letter.request, chosen, ground, status.version, store)


def _ground(request: OfficerRequest, letter_type: LetterType, kept: str = "") -> str | None:
    """The ground of a reply, chosen or kept; None while there is none, "" for a letter that has none."""
    if letter_type.id != REPLY:
        return ""
    chosen = request.GET.get("ground", kept)
    return chosen if chosen in law.GROUNDS else None


def _ask_ground(request: OfficerRequest, case: InfoRequest) -> HttpResponse:
    """The seven questions of a case, in their order."""
    steps = [(step, [law.ground(code) for code in step.grounds]) for step in law.REPLY_STEPS]
    context = {"title": "拟答复书：怎么答", "steps": steps, "back": back_to(case)}
    return render(request, "inforequests/grounds.html", context)


def _write(
    request: OfficerRequest,
    case: InfoRequest,
    letter_type: LetterType,
    ground: str,
    version: Version | None,
    store: Callable[[LetterForm], Version],
) -> HttpResponse:
    """What is to be filled in, and beside them the letter as it grows."""
    context = context_of(request.viewer, shown_status(request.viewer, case))
    made = partial(LetterForm, letter_type=letter_type, context=context, ground=ground, version=version)
    previewing = "preview" in request.POST
    form = made(request.POST or None, None if previewing else request.FILES or None)
    if not previewing and (stored := form.carry_out(lambda: store(form))) is not None:
        if stored == version:
            messages.info(request, UNCHANGED)
        else:
            messages.success(request, f"已拟制{letter_type.label}第 {stored.number} 版，请核对后送审。")
        return redirect("review:version", stored.pk)
    form.is_valid()
    shown = {
        "form": made(initial=form.as_sent) if previewing else form,
        "files_left_out": bool(request.FILES),
        "ground": law.ground(ground) if ground else None,
        "title": f"{'修改' if version else '拟制'}{letter_type.label}",
        "back": back_to(case),
        "returned": returned_with(shown_progress(request.viewer, version)) if version else "",
        **_preview(letter_type, context, form.given),
    }
    template = (
        "inforequests/preview.html" if request.headers.get("HX-Request") else "inforequests/letter.html"
    )
    status = 422 if form.is_bound and not previewing else 200
    return render(request, template, shown, status=status)


def _preview(letter_type: LetterType, context: LetterContext, given: Given) -> dict[str, str]:
    """The letter as far as it goes, or what keeps it from being one."""
    try:
        letter = letter_of(letter_type.label, letter_type.compose, context, given)
        return {"preview": letter_page(letter.content)}
    except law.LawError as error:
        return {"trouble": error.message}
    except KeyError:  # what decides the wording is not chosen yet
        return {"trouble": "填好必填的内容之后，这里显示信函的全文。"}


@require_GET
@officer_view("inforequests.view")
def printed(request: OfficerRequest, pk: int, form: str) -> HttpResponse:
    """The newest version of a letter as a file: 未定稿 until it is approved."""
    letter = _status(request, pk)
    if form not in PRINTED:
        raise Http404
    media_type, print_it = PRINTED[form]
    made = print_it(letter.version, approved_on=letter.approval.approved_on if letter.approval else None)
    return as_download(made, name=f"{letter.version.title}.{form}", content_type=media_type, inline=True)


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def service(request: OfficerRequest, pk: int) -> HttpResponse:
    """How a letter was served."""
    letter = _status(request, pk)
    case = shown_status(request.viewer, letter.letter.request)
    initial = {"handed_over_on": request.viewer.day, "method": letter.given.get("method", "post")}
    form = ServiceForm(request.POST or None, initial=initial)
    return _record(request, letter, form, record_service, "登记送达", serving_blockers(case, letter))


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def delivery(request: OfficerRequest, pk: int) -> HttpResponse:
    """When a letter was signed for."""
    letter = _status(request, pk)
    form = DeliveryForm(request.POST or None, initial={"received_on": request.viewer.day})
    return _record(request, letter, form, record_delivery, "登记签收", delivery_blockers(letter))


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def response(request: OfficerRequest, pk: int) -> HttpResponse:
    """What came back to a letter."""
    letter = _status(request, pk)
    letter_type = LETTER_TYPES[letter.type_id]
    initial = {"responded_on": request.viewer.day}
    form = ResponseForm(request.POST or None, letter_type=letter_type, initial=initial)
    title = f"登记{letter_type.response_label}"
    return _record(request, letter, form, record_response, title, response_blockers(letter))


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def void_entry(request: OfficerRequest, pk: int) -> HttpResponse:
    """The last thing that was recorded of a letter, voided."""
    letter = _status(request, pk)
    last = last_recorded(letter.letter)
    title = f"作废{LATEST_FIRST[type(last)] if last else ''}登记"
    form = VoidForm(request.POST or None)
    return _record(request, letter, form, void_last_entry, title, void_blockers(letter))


def _record(
    request: OfficerRequest,
    letter: LetterStatus,
    form: ActionForm,
    action: Callable[..., Any],
    title: str,
    blockers: list[Blocker],
) -> HttpResponse:
    """The form of something that is recorded of a letter, and what follows when it is sent."""
    if blockers:
        raise ActionBlocked(blockers)
    recorded = form.carry_out(
        lambda: action(viewer=request.viewer, letter=letter.letter, **form.cleaned_data)
    )
    case = letter.letter.request
    if recorded is not None:
        messages.success(request, f"{LETTER_TYPES[letter.type_id].label}：已{title}。")
        return redirect("inforequests:request", case.pk)
    context = {"form": form, "title": title, "button": title, "back": back_to(case)}
    return form_page(request, "inforequests/form.html", context)


def _type(request: OfficerRequest, type_id: str) -> LetterType:
    if type_id not in LETTER_TYPES:
        raise Http404
    request.viewer.require(permission_of(type_id))
    return LETTER_TYPES[type_id]


def _status(request: OfficerRequest, pk: int) -> LetterStatus:
    letters = queries.letters(request.viewer).select_related("request__organ__parent")
    letter: CaseLetter = get_object_or_404(letters, pk=pk)
    return shown_status(request.viewer, letter.request).status_of(letter)
