"""Screens of this room: lists of what is made public together, and what was released and stands in no ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.bodies.models import Organ
from gongkai.papers import queries as papers
from gongkai.papers.actions.draft import UNCHANGED
from gongkai.proactive import lists
from gongkai.proactive.actions.record_released import record_released
from gongkai.proactive.actions.write_list import write_list as store_list
from gongkai.proactive.forms import ListForm, ListQuestionForm, UnrecordedForm
from gongkai.proactive.ledgers import PUBLICATIONS
from gongkai.proactive.models import DisclosureSubject
from gongkai.shell import OfficerRequest, officer_view


@require_http_methods(["GET", "POST"])
@officer_view("proactive.register")
def unrecorded(request: OfficerRequest) -> HttpResponse:
    """What was released and stands in no ledger, recorded in one act."""
    viewer = request.viewer
    form = UnrecordedForm(viewer, data=request.POST if request.method == "POST" else None)
    made = form.carry_out(lambda: record_released(viewer=viewer, releases=form.cleaned_data["releases"]))
    if made is not None:
        messages.success(request, f"已记入信息发布台账 {len(made)} 条。")
        return redirect("shell:register", PUBLICATIONS.id)
    context = {"form": form}
    return render(request, "proactive/unrecorded.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("papers.draft")
def write_list(request: OfficerRequest) -> HttpResponse:
    """Choose a subject and days, then the records, and make a list of them."""
    viewer = request.viewer
    viewer.require("proactive.view")
    question = ListQuestionForm(request.GET or {"subject": DisclosureSubject.LICENSING})
    context: dict[str, Any] = {"question": question}
    if not question.is_valid():
        return render(request, "proactive/list.html", context, status=422)
    asked = question.cleaned_data
    subject = DisclosureSubject(asked["subject"])
    open_ = lists.undisclosed(viewer, subject, since=asked["since"], until=asked["until"])
    shown = list(open_[: lists.LONGEST])
    organ = Organ.objects.get(pk=viewer.organ_code)
    form = ListForm(
        subject,
        shown,
        title=f"{organ.name}{subject.label}公开清单（{viewer.day}）",
        data=request.POST if request.method == "POST" else None,
    )
    made = form.carry_out(
        lambda: store_list(
            viewer=viewer, subject=subject, title=form.cleaned_data["title"], records=form.chosen
        )
    )
    if made is not None:
        return redirect("papers:document", made.document_id)
    context |= {"form": form, "subject": subject, "hidden": open_.count() - len(shown)}
    return render(request, "proactive/list.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("papers.revise")
def revise_list(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make another version of a list: of what stands on it now, and of what is not public yet."""
    viewer = request.viewer
    viewer.require("proactive.view")
    document = get_object_or_404(papers.documents(viewer), pk=pk, kind=lists.KIND)
    newest = document.newest
    if newest is None:
        raise Http404
    body = lists.body_of(newest)
    listed = lists.standing_of(viewer, body.of, body.lines)
    more = [
        record
        for record in lists.undisclosed(viewer, body.subject)[: lists.LONGEST]
        if record not in listed.values()
    ]
    form = ListForm(
        body.subject,
        [*listed.values(), *more],
        title=newest.title,
        chosen=listed.values(),
        data=request.POST if request.method == "POST" else None,
    )
    made = form.carry_out(
        lambda: store_list(
            viewer=viewer,
            subject=body.subject,
            title=form.cleaned_data["title"],
            records=form.chosen,
            document=document,
        )
    )
    if made is not None:
        if made == newest:
            messages.info(request, UNCHANGED)
        return redirect("papers:document", document.pk)
    context = {"form": form, "subject": body.subject, "document": document}
    return render(request, "proactive/list.html", context, status=422 if form.is_bound else 200)
