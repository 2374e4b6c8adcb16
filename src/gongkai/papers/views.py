"""Drafting screens: the documents, one document with what happened to it, the draft form, attachments."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.blockers import ActionBlocked
from gongkai.ledger.queries import history_of
from gongkai.papers import files, queries
from gongkai.papers.actions.draft import draft_document, revise_document
from gongkai.papers.actions.register import register_blockers, register_document
from gongkai.papers.forms import DraftForm, RegisterForm
from gongkai.papers.models import Version
from gongkai.papers.permissions import revise_blockers
from gongkai.papers.reading import page_of
from gongkai.shell import OfficerRequest, actions_on, officer_view

PAGE = 50


@require_GET
@officer_view("papers.view")
def documents(request: OfficerRequest) -> HttpResponse:
    """The documents of the organ, newest first, by a word of the title or the number."""
    words = request.GET.get("q", "").strip()
    before = request.GET.get("before", "")
    found = queries.newest_versions(request.viewer, words)
    if before.isdecimal():
        found = found.filter(document__pk__lt=int(before))
    versions = list(found[: PAGE + 1])
    context = {
        "versions": versions[:PAGE],
        "words": words,
        "more": versions[PAGE - 1].document_id if len(versions) > PAGE else None,
        "first": not before,
    }
    return render(request, "papers/documents.html", context)


@require_GET
@officer_view("papers.view")
def document(request: OfficerRequest, pk: int) -> HttpResponse:
    """One document: what it says, its versions, what happened to it, what can be done next."""
    found = get_object_or_404(queries.documents(request.viewer), pk=pk)
    versions = list(queries.versions(request.viewer).filter(document=found).order_by("-number"))
    asked = request.GET.get("version", "")
    shown = next((v for v in versions if str(v.number) == asked), versions[0])
    context = {
        "document": found,
        "version": shown,
        "versions": versions,
        "page": page_of(shown, level=3),
        "history": history_of(found),
        "actions": actions_on(request.viewer, versions[0]),
    }
    return render(request, "papers/document.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("papers.draft")
def draft(request: OfficerRequest) -> HttpResponse:
    """Begin a document."""
    form = DraftForm(request.POST or None, request.FILES or None)
    version = form.carry_out(
        lambda: draft_document(viewer=request.viewer, kind=form.cleaned_data["kind"], content=form.content)
    )
    return _drafted(request, form, version, {})


@require_http_methods(["GET", "POST"])
@officer_view("papers.revise")
def revise(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make another version of a document."""
    found = get_object_or_404(queries.documents(request.viewer), pk=pk)
    newest = found.newest
    if newest is None or revise_blockers(request.viewer, newest):
        raise PermissionDenied(f"{found.kind_label}不在此处修改。")
    form = DraftForm(
        request.POST or None, request.FILES or None, version=newest, initial=DraftForm.initial_of(newest)
    )
    version = form.carry_out(
        lambda: revise_document(viewer=request.viewer, document=found, content=form.content)
    )
    if version == newest:
        messages.info(request, "内容没有变化，没有另存新版；在审的继续审查。")
    return _drafted(request, form, version, {"document": found, "newest": newest})


def _drafted(
    request: OfficerRequest, form: DraftForm, version: Version | None, context: dict[str, Any]
) -> HttpResponse:
    if version is not None:
        return redirect("papers:document", version.document_id)
    status = 422 if form.is_bound else 200
    return render(request, "papers/draft.html", {"form": form, **context}, status=status)


@require_http_methods(["GET", "POST"])
@officer_view("papers.register")
def register(request: OfficerRequest, pk: int) -> HttpResponse:
    """Enter the newest version of a document in the ledger of official documents."""
    version = get_object_or_404(queries.newest_versions(request.viewer), document=pk)
    if found := register_blockers(request.viewer, version):
        raise ActionBlocked(found)
    form = RegisterForm(request.POST or None)
    entered = form.carry_out(
        lambda: register_document(viewer=request.viewer, version=version, **form.cleaned_data)
    )
    if entered is not None:
        return redirect("shell:record", "papers.instruments", entered.pk)
    status = 422 if form.is_bound else 200
    return render(request, "papers/register.html", {"form": form, "version": version}, status=status)


@require_GET
@officer_view("papers.view")
def attachment(request: OfficerRequest, pk: int, place: int) -> FileResponse:
    """The bytes of an attachment, by its place from 1, as they were stored, to be saved."""
    version = get_object_or_404(queries.versions(request.viewer), pk=pk)
    if not 1 <= place <= len(version.files):
        raise Http404
    found = version.files[place - 1]
    try:
        files.read(found)
    except files.FileDamaged as damaged:
        raise Http404(str(damaged)) from damaged
    return FileResponse(
        files.path_of(found).open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
