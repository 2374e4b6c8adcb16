"""Screens of this room: lists of what is made public together, and what was released and stands in no ledger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from gongkai import registry
from gongkai.bodies.models import Organ
from gongkai.bodies.queries import history_of
from gongkai.papers import queries as papers
from gongkai.papers.actions.draft import UNCHANGED
from gongkai.papers.comparing import changes
from gongkai.proactive import lists, queries
from gongkai.proactive.actions.classify import classify as store_matter
from gongkai.proactive.actions.record_released import record_released
from gongkai.proactive.actions.write_catalogue import write_catalogue as store_catalogue
from gongkai.proactive.actions.write_list import write_list as store_list
from gongkai.proactive.catalogue import NEVER, STATES, catalogue, in_force, update_due
from gongkai.proactive.catalogue_document import catalogue_text, content_of, document_of, released_catalogue
from gongkai.proactive.classifying import classification_of, documents_of, usual_matter
from gongkai.proactive.forms import ClassifyForm, ListForm, ListQuestionForm, UnrecordedForm
from gongkai.proactive.ledgers import CATALOGUE, PUBLICATIONS
from gongkai.proactive.models import DisclosureSubject, Matter
from gongkai.shell import ActionForm, OfficerRequest, officer_view
from gongkai.shell.ledgers.forms import texts_of
from gongkai.shell.ledgers.related import buttons

SHOWN = 50  # of each kind of what is public under a matter


@require_GET
@officer_view("proactive.view")
def matter(request: OfficerRequest, pk: int) -> HttpResponse:
    """A matter of the catalogue: what it says, whether it is kept up, what is public under it, how it was before."""
    viewer = request.viewer
    shown = get_object_or_404(Matter.objects.visible_to(viewer), pk=pk)
    of_name = Matter.objects.visible_to(viewer).filter(name=shown.name)
    now = catalogue(viewer).filter(name=shown.name).order_by("since").first()
    said = texts_of(CATALOGUE, shown)
    typed = queries.publications(viewer).filter(matter=shown.name)
    disclosed = queries.disclosures(viewer).filter(subject=shown.subject)
    documents = documents_of(viewer, shown.name)
    adjusting = urlencode(
        {name: text for name, text in said.items() if text and name not in {"since", "ended"}}
    )
    context = {
        "matter": shown,
        "now": now,
        "state": STATES[now.state] if now else "",
        "filled_on": now.filled_on if now and now.filled_on != NEVER else None,
        "update_due": update_due(viewer, now) if now else None,
        "details": [(column.header, said[column.name]) for column in CATALOGUE.file_columns],
        "documents": viewer.if_allowed("papers.view", documents)[:SHOWN],
        "publications": typed.order_by("-published_on", "-pk")[:SHOWN],
        "disclosures": disclosed.order_by("-published_on", "-pk")[:SHOWN],
        "shown": SHOWN,
        "versions": of_name.standing().order_by("-since"),
        "history": history_of(shown),
        "actions": buttons(viewer, registry.one(registry.Register, CATALOGUE.id), shown)
        if viewer.may(CATALOGUE.permission)
        else [],
        "adjust_url": f"{reverse('shell:enter', args=[CATALOGUE.id])}?{adjusting}",
        "may_adjust": viewer.may(CATALOGUE.permission),
    }
    return render(request, "proactive/matter.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("proactive.manage_catalogue")
def write_catalogue(request: OfficerRequest) -> HttpResponse:
    """What of the catalogue is not public yet, and a document made of it to be reviewed."""
    viewer = request.viewer
    document = document_of(viewer)
    newest = document.newest if document else None
    form = ActionForm(request.POST or None)
    made = form.carry_out(lambda: store_catalogue(viewer=viewer))
    if made is not None:
        if made == newest:
            messages.info(request, UNCHANGED)
        return redirect("papers:document", made.document_id)
    matters = in_force(viewer)
    said = content_of(matters)
    public = released_catalogue(viewer.organ_code)
    context = {
        "form": form,
        "matters": matters,
        "newest": newest,
        "public": public,
        "is_behind": public is not None and public.version.body != said.body,
        "changes": changes(catalogue_text(newest.body), catalogue_text(said.body)) if newest else [],
    }
    return render(request, "proactive/write_catalogue.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("proactive.classify")
def classify(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say to which matter a document belongs, and when its information was formed."""
    viewer = request.viewer
    document = get_object_or_404(papers.documents(viewer), pk=pk)
    held = classification_of(document)
    usual = held.matter if held else usual_matter(viewer, document.kind)
    form = ClassifyForm(
        viewer, usual, held.formed_on if held else None, *([request.POST] if request.POST else [])
    )
    done = form.carry_out(lambda: [store_matter(viewer=viewer, document=document, **form.cleaned_data)])
    if done is not None:
        messages.success(request, "已登记文稿所属的公开事项。")
        return redirect("papers:document", document.pk)
    context = {"form": form, "document": document, "newest": document.newest}
    return render(request, "proactive/classify.html", context, status=422 if form.is_bound else 200)


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
