"""Screens of the letters of a case: choosing what to say, writing it, printing it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.inforequests import queries
from gongkai.inforequests.actions.record_delivery import delivery_blockers, record_delivery
from gongkai.inforequests.actions.record_response import record_response, response_blockers
from gongkai.inforequests.actions.record_service import record_service, service_blockers
from gongkai.inforequests.actions.void_last_entry import (
    LATEST_FIRST,
    last_recorded,
    void_blockers,
    void_last_entry,
)
from gongkai.inforequests.actions.write import permission_of, rewrite, unsent, write
from gongkai.inforequests.forms import VoidForm
from gongkai.inforequests.letters.composing import Given, Setting
from gongkai.inforequests.letters.composing import letter as letter_of
from gongkai.inforequests.letters.facts import REPLY
from gongkai.inforequests.letters.forms import ArrivalForm, LetterForm, ResponseForm, ServiceForm
from gongkai.inforequests.letters.kinds import KINDS, Kind, blockers, setting_of
from gongkai.inforequests.letters.standing import approval_of
from gongkai.inforequests.models import CaseLetter, InfoRequest
from gongkai.inforequests.views.asking import asked_again, back_to, case_of, done
from gongkai.papers.letters import letter_page
from gongkai.papers.models import Version
from gongkai.papers.printing import letter_docx, letter_pdf
from gongkai.shell import OfficerRequest, officer_view

PRINTED = {
    "pdf": ("application/pdf", letter_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", letter_docx),
}


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.view")
def begin(request: OfficerRequest, pk: int, kind: str) -> HttpResponse:
    """A new letter. A reply first asks the seven questions of the case, to find the ground."""
    case, chosen = case_of(request, pk), _kind(request, kind)
    if found := blockers(case, chosen, request.viewer.day):
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
    letter = _letter(request, pk)
    chosen = _kind(request, letter.document.kind)
    if found := unsent(letter):
        raise ActionBlocked(found)
    newest = letter.document.newest
    assert newest is not None, "a letter has a version"
    ground = _ground(request, chosen, newest.content_json["particulars"].get("ground", ""))
    if ground is None:
        return _ask_ground(request, letter.request)

    def store(form: LetterForm) -> Version:
        return rewrite(viewer=request.viewer, letter=letter, given=form.given, attachments=form.attachments)

    return _write(request, letter.request, chosen, ground, newest, store)


def _ground(request: OfficerRequest, kind: Kind, kept: str = "") -> str | None:
    """The ground of a reply, chosen or kept; None while there is none, "" for a letter that has none."""
    if kind.id != REPLY:
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
    kind: Kind,
    ground: str,
    version: Version | None,
    store: Callable[[LetterForm], Version],
) -> HttpResponse:
    """The places to fill in, and beside them the letter as it grows."""
    setting = setting_of(case, request.viewer.day)
    made = partial(LetterForm, kind=kind, setting=setting, ground=ground, version=version)
    previewing = "preview" in request.POST
    form = made(request.POST or None, None if previewing else request.FILES or None)
    if not previewing and (stored := done(form, lambda: store(form))) is not None:
        messages.success(request, f"已拟制{kind.label}第 {stored.number} 版，请核对后送审。")
        return redirect("review:version", stored.pk)
    form.is_valid()
    context = {
        "form": made(initial=form.as_sent) if previewing else form,
        "files_left_out": bool(request.FILES),
        "kind": kind,
        "ground": law.ground(ground) if ground else None,
        "title": f"{'修改' if version else '拟制'}{kind.label}",
        "back": back_to(case),
        **_preview(kind, setting, form.given),
    }
    template = (
        "inforequests/preview.html" if request.headers.get("HX-Request") else "inforequests/letter.html"
    )
    status = 422 if form.is_bound and not previewing else 200
    return render(request, template, context, status=status)


def _preview(kind: Kind, setting: Setting, given: Given) -> dict[str, str]:
    """The letter as far as it goes, or what keeps it from being one."""
    try:
        return {"preview": letter_page(letter_of(kind.label, kind.compose, setting, given).content)}
    except law.LawError as error:
        return {"trouble": error.message}
    except KeyError:  # what decides the wording is not chosen yet
        return {"trouble": "填好必填的内容之后，这里显示信函的全文。"}


@require_GET
@officer_view("inforequests.view")
def printed(request: OfficerRequest, pk: int, form: str) -> HttpResponse:
    """The newest version of a letter as a file: 未定稿 until it is approved."""
    letter = _letter(request, pk)
    if form not in PRINTED:
        raise Http404
    media_type, print_it = PRINTED[form]
    approval = approval_of(letter)
    newest = letter.document.newest
    assert newest is not None, "a letter has a version"
    made = print_it(newest, approved_on=approval.approved_on if approval else None)
    name = content_disposition_header(False, f"{newest.title}.{form}") or "inline"
    return HttpResponse(made, content_type=media_type, headers={"Content-Disposition": name})


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def serve(request: OfficerRequest, pk: int) -> HttpResponse:
    """How a letter was served."""
    letter = _letter(request, pk)
    newest = letter.document.newest
    method = newest.content_json["particulars"].get("method", "post") if newest else "post"
    form = ServiceForm(request.POST or None, initial={"handed_over_on": request.viewer.day, "method": method})
    return _recorded(
        request,
        letter,
        form,
        lambda: record_service(viewer=request.viewer, letter=letter, **form.cleaned_data),
        "登记送达",
        service_blockers(letter),
    )


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def arrive(request: OfficerRequest, pk: int) -> HttpResponse:
    """When a letter was signed for."""
    letter = _letter(request, pk)
    form = ArrivalForm(request.POST or None, initial={"received_on": request.viewer.day})
    return _recorded(
        request,
        letter,
        form,
        lambda: record_delivery(viewer=request.viewer, letter=letter, **form.cleaned_data),
        "登记签收",
        delivery_blockers(letter),
    )


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def respond(request: OfficerRequest, pk: int) -> HttpResponse:
    """What came back to a letter."""
    letter = _letter(request, pk)
    kind = KINDS[letter.document.kind]
    form = ResponseForm(request.POST or None, kind=kind, initial={"responded_on": request.viewer.day})
    return _recorded(
        request,
        letter,
        form,
        lambda: record_response(viewer=request.viewer, letter=letter, **form.cleaned_data),
        f"登记{kind.asked_back}",
        response_blockers(letter),
    )


@require_http_methods(["GET", "POST"])
@officer_view("inforequests.serve")
def take_back(request: OfficerRequest, pk: int) -> HttpResponse:
    """The last thing that was recorded of a letter, voided."""
    letter = _letter(request, pk)
    form = VoidForm(request.POST or None)
    last = last_recorded(letter)
    what = LATEST_FIRST[type(last)] if last else ""
    return _recorded(
        request,
        letter,
        form,
        lambda: void_last_entry(viewer=request.viewer, letter=letter, **form.cleaned_data),
        f"作废{what}登记",
        void_blockers(letter),
    )


def _recorded(
    request: OfficerRequest,
    letter: CaseLetter,
    form: Any,
    store: Callable[[], Any],
    title: str,
    found: list[str],
) -> HttpResponse:
    if found:
        raise ActionBlocked(found)
    if done(form, store) is not None:
        messages.success(request, f"{KINDS[letter.document.kind].label}：已{title}。")
        return redirect("inforequests:request", letter.request_id)
    context = {"form": form, "title": title, "button": title, "back": back_to(letter.request)}
    return asked_again(request, "inforequests/form.html", context)


def _kind(request: OfficerRequest, kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    request.viewer.require(permission_of(kind))
    return KINDS[kind]


def _letter(request: OfficerRequest, pk: int) -> CaseLetter:
    query = queries.letters(request.viewer).select_related("document", "request__organ__parent")
    return get_object_or_404(query, pk=pk)
