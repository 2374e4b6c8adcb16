"""Drafting screens: the documents, one document with what happened to it, the draft form, attachments."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.bodies.blockers import ActionBlocked
from gongkai.ledger.queries import history_of
from gongkai.papers import files, queries
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.actions.register import blockers, register_instrument
from gongkai.papers.actions.revise import add_version
from gongkai.papers.forms import DraftForm, RegisterForm
from gongkai.papers.models import Document
from gongkai.papers.reading import page_of
from gongkai.papers.releasables import RELEASABLES
from gongkai.shell import OfficerRequest, actions_on, officer_view

PAGE = 50


@require_GET
@officer_view("papers.view")
def documents(request: OfficerRequest) -> HttpResponse:
    """The documents of the organ, newest first, by a word of the title or the number."""
    words = request.GET.get("q", "").strip()
    before = request.GET.get("before", "")
    found = queries.newest_versions(request.viewer, words)
    if before.isdigit():
        found = found.filter(document__lt=int(before))
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
        "page": page_of(shown),
        "history": history_of(found),
        "actions": actions_on(request.viewer, versions[0]),
    }
    return render(request, "papers/document.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("papers.draft")
def draft(request: OfficerRequest) -> HttpResponse:
    """Begin a document."""
    form = DraftForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        version = draft_document(viewer=request.viewer, kind=form.cleaned_data["kind"], content=form.content)
        return redirect("papers:document", version.document_id)
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@officer_view("papers.revise")
def revise(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make another version of a document."""
    found = get_object_or_404(queries.documents(request.viewer), pk=pk)
    newest = found.newest
    if newest is None or found.kind not in {kind.id for kind in RELEASABLES}:
        raise PermissionDenied(f"{found.kind_label}不在此处修改。")
    form = DraftForm(
        request.POST or None, request.FILES or None, version=newest, initial=DraftForm.initial_of(newest)
    )
    if request.method == "POST" and form.is_valid():
        add_version(viewer=request.viewer, document=found, content=form.content)
        return redirect("papers:document", found.pk)
    return _form(request, form, found)


@require_http_methods(["GET", "POST"])
@officer_view("papers.register")
def register(request: OfficerRequest, pk: int) -> HttpResponse:
    """Enter the newest version of a document in the ledger of instruments."""
    version = get_object_or_404(queries.newest_versions(request.viewer), document=pk)
    if found := blockers(request.viewer, version):
        raise ActionBlocked(found)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            instrument = register_instrument(viewer=request.viewer, version=version, **form.cleaned_data)
        except ActionBlocked as blocked:
            for sentence in blocked.sentences:
                form.add_error(None, sentence)
        else:
            return redirect("shell:record", "papers.instruments", instrument.pk)
    status = 422 if form.is_bound else 200
    return render(request, "papers/register.html", {"form": form, "version": version}, status=status)


def _form(request: OfficerRequest, form: DraftForm, document: Document | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "document": document, "newest": document.newest if document else None}
    return render(request, "papers/draft.html", context, status=status)


@require_GET
@officer_view("papers.view")
def attachment(request: OfficerRequest, pk: int, place: int) -> FileResponse:
    """The bytes of an attachment, as they were stored, to be saved."""
    version = get_object_or_404(queries.versions(request.viewer), pk=pk)
    if place >= len(version.files):
        raise Http404
    found = version.files[place]
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
