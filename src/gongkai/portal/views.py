"""The public pages: they work without scripts and without an account."""

from __future__ import annotations

from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Organ
from gongkai.papers.files import FileDamaged, read
from gongkai.papers.reading import page_of
from gongkai.portal.editions import difference
from gongkai.portal.queries import (
    PublicReport,
    public_document,
    public_documents,
    public_editions,
    public_reports,
    validity_of,
)
from gongkai.reporting import files
from gongkai.reporting.comparing import compare_public_years
from gongkai.review.models import Release
from gongkai.review.queries import proven

DOCUMENTS_A_PAGE = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The organs of this installation; where there is one, its page."""
    organs = list(Organ.objects.order_by("code"))
    if len(organs) == 1:
        return redirect("portal:organ", organs[0].code)
    return render(request, "portal/home.html", {"organs": organs})


@require_safe
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """The organ: what it is for, its sections, where and when to reach it (条例 arts 12, 20(2))."""
    found = get_object_or_404(Organ.objects.prefetch_related("sections"), code=code)
    return render(
        request,
        "portal/organ.html",
        {"organ": found, "reports": public_reports(found), "documents": proven(public_documents(found)[:10])},
    )


@require_safe
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The annual reports by year, and their figures over the years."""
    found = get_object_or_404(Organ, code=code)
    context = {
        "organ": found,
        "reports": public_reports(found),
        "formats": files.FORMATS,
        "comparison": compare_public_years(found),
    }
    return render(request, "portal/reports.html", context)


@require_safe
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    """A released report as a page: the last edition, or the one of that number."""
    found = get_object_or_404(Organ, code=code)
    public, editions = _edition(found, year, number)
    last = editions[0]
    before = next((one for one in editions if one.number < public.number), None)
    context = {
        "organ": found,
        "public": public,
        "value": public.value,
        "page": page_of(public.finalization.candidate.version, level=1),
        "formats": files.FORMATS,
        "later": last if last != public else None,
        "difference": difference(before, public) if before else None,
    }
    return render(request, "portal/report.html", context)


@require_safe
def download(
    request: HttpRequest, code: str, year: int, suffix: str, number: int | None = None
) -> HttpResponse:
    """A released report as a file."""
    found = get_object_or_404(Organ, code=code)
    if suffix not in files.FORMATS:
        raise Http404
    public, _ = _edition(found, year, number)
    return files.response(files.edition_of(public.finalization.candidate), suffix)


@require_safe
def documents(request: HttpRequest, code: str) -> HttpResponse:
    """What the organ made public, newest first."""
    found = get_object_or_404(Organ, code=code)
    page = Paginator(public_documents(found), DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = proven(page.object_list)
    return render(request, "portal/documents.html", {"organ": found, "page": page})


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A released document with the head that the norm wants, its validity in plain sight."""
    release = _document(pk)
    context = {
        "organ": release.organ,
        "release": release,
        "version": release.version,
        "entry": validity_of(release),
        "page": page_of(release.version, level=1),
    }
    return render(request, "portal/document.html", context)


@require_safe
def attachment(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """An attachment of a released document, counted from 1."""
    attached = _document(pk).version.files
    if not 1 <= index <= len(attached):
        raise Http404
    chosen = attached[index - 1]
    try:
        data = read(chosen)
    except FileDamaged:  # never served changed; the officer's pages and `verify` say what to do
        return render(request, "portal/withheld.html", {"name": chosen.name}, status=503)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(chosen.name)}"}
    return HttpResponse(data, content_type=chosen.media_type, headers=headers)


def _document(pk: int) -> Release:
    release = public_document(pk)
    if release is None:
        raise Http404
    return release


def _edition(organ: Organ, year: int, number: int | None) -> tuple[PublicReport, list[PublicReport]]:
    """The edition asked for, the last where none was, and all of the year."""
    editions = public_editions(organ, year)
    for public in editions:
        if number in {None, public.number}:
            return public, editions
    raise Http404
