"""The public pages: they work without scripts and without an account."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from gongkai.bodies.models import Organ
from gongkai.ledger import queries as ledger
from gongkai.papers import structured
from gongkai.papers.document_kinds import (
    GUIDE,
    LEADERS,
    RULES,
    STAFFING,
    guide_address,
    leaders_address,
    rules_address,
    staffing_address,
)
from gongkai.papers.files import FileDamaged, read
from gongkai.papers.reading import page_of
from gongkai.portal import made
from gongkai.portal.catalogue import (
    directory_of,
    entries_of,
    index_number_of,
    public_catalogue,
    public_matters,
)
from gongkai.portal.document_page import ENDED, signature_of, successor_of
from gongkai.portal.editions import difference
from gongkai.portal.making import CHARTS, PAGE, name_of, name_of_series
from gongkai.portal.modes import is_large, mode_of, other_address
from gongkai.portal.queries import (
    PROVEN_FOR,
    PublicReport,
    front_of,
    listed,
    public_document,
    public_documents,
    public_editions,
    public_frame,
    public_page,
    public_reports,
    take_down_of,
    validity_of,
    withdrawal_of,
)
from gongkai.portal.searching import ORDERS, PublicQuestion, answer
from gongkai.portal.sifting import ListChoice, years_of
from gongkai.registry import DocumentKind
from gongkai.reporting import files
from gongkai.reporting.comparing import compare_reports
from gongkai.review.models import Release
from gongkai.review.queries import proven
from gongkai.shell import as_download

DOCUMENTS_A_PAGE = 30
# The pages of an organ that stand at addresses of their own, and where.
PAGES = {
    GUIDE: guide_address,
    RULES: rules_address,
    LEADERS: leaders_address,
    STAFFING: staffing_address,
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The organs of this installation; where there is one, its page."""
    return _organs(request, "政府信息公开", leads_to="portal:organ")


@require_safe
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """The organ: search and tasks, what is new, what it is for, where and when to reach it (条例 arts 12, 20(2))."""
    found = get_object_or_404(Organ, code=code)
    front = front_of(found)
    filled = structured.filled_in(front.guide) if front.guide else []
    context = {
        "reached": structured.fields_of([each for each in filled if each[0].shape == "line"], level=3),
        "profile": structured.fields_of(structured.filled_in(front.profile), level=2)
        if front.profile
        else "",
        "has_guide": front.guide is not None,
        "pages": front.pages,
        "documents": listed(front.documents),
        "reports": public_reports(found),
    }
    return _page(request, "portal/organ.html", found, context)


@require_safe
def own_page(request: HttpRequest, code: str, kind: DocumentKind) -> HttpResponse:
    """A page of the organ itself: its guide (条例 art 12), its rules of disclosure, its leaders, its staff (20(2))."""
    found = get_object_or_404(Organ, code=code)
    release = public_page(PAGES[kind](found.code))
    page = page_of(release.version, level=1) if release else ""
    context = {"release": release, "page": page, "kind": kind}
    return _page(request, "portal/own_page.html", found, context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What of all that is public contains some words, sifted, by relevance or by day; or help where nothing does."""
    organs = list(Organ.objects.order_by("code"))
    question = PublicQuestion.of(request.GET, {each.code: each.name for each in organs})
    found = answer(question)
    context = {
        "question": question,
        "found": found,
        "organs": organs,
        "orders": [(order, label, question.url(order=order)) for order, label in ORDERS.items()],
        "page_url": question.url(),
    }
    asked = [each for each in organs if question.organ in {"", each.code}]
    status = 503 if found.is_missing else 200
    return _page(request, "portal/search.html", asked[0] if len(asked) == 1 else None, context, status)


@require_safe
def all_reports(request: HttpRequest) -> HttpResponse:
    """The organs of this installation, each leading to its reports; where there is one, its reports."""
    return _organs(request, "政府信息公开年报", leads_to="portal:reports")


def _page(
    request: HttpRequest, template: str, organ: Organ | None, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of an organ, with how to reach it at its foot; None for a page of all of them."""
    own = {
        "organ": organ,
        "frame": public_frame(organ) if organ else None,
        "large": is_large(request),
        "other_address": other_address(request),
    }
    return render(request, template, {**own, **context}, status=status)


def _organs(request: HttpRequest, title: str, *, leads_to: str) -> HttpResponse:
    """The organs of this installation, each leading on; where there is one, straight there."""
    organs = list(Organ.objects.order_by("code"))
    if len(organs) == 1:
        return redirect(reverse(leads_to, args=[organs[0].code], current_app=mode_of(request)))
    return _page(request, "portal/home.html", None, {"organs": organs, "title": title, "leads_to": leads_to})


@require_safe
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The annual reports by year, and the figures of all that are public over the years."""
    found = get_object_or_404(Organ, code=code)
    released = public_reports(found)
    charts = made.read(name_of_series(released), CHARTS)
    context = {
        "reports": released,
        "charts": mark_safe(charts.data.decode()) if charts else "",  # noqa: S308 - our own template made it
        "formats": files.FORMATS,
        "comparison": compare_reports({public.year: public.value for public in released}),
    }
    return _page(request, "portal/reports.html", found, context)


@require_safe
def report(request: HttpRequest, code: str, year: int, number: int | None = None) -> HttpResponse:
    """A released report as a page: the last edition, or the one of that number."""
    found = get_object_or_404(Organ, code=code)
    public, editions = _edition(found, year, number)
    last = editions[0]
    before = next((one for one in editions if one.number < public.number), None)
    page = made.read(name_of(public), PAGE)
    if page is None:
        return _still_making(request)
    context = {
        "public": public,
        "value": public.value,
        "page": mark_safe(page.data.decode()),  # noqa: S308 - what the writer escaped, as it was made
        "formats": files.FORMATS,
        "later": last if last != public else None,
        "difference": difference(before, public) if before else None,
    }
    return _page(request, "portal/report.html", found, context)


@require_safe
def download(
    request: HttpRequest, code: str, year: int, suffix: str, number: int | None = None
) -> HttpResponse:
    """A released report as a file that was made when it was released."""
    if suffix not in files.FORMATS:
        raise Http404
    chosen = _folder_of(ledger.head().hash, int(time.monotonic() // PROVEN_FOR), code, year, number)
    if chosen is None:
        raise Http404
    folder, heading = chosen
    file = made.read(folder, f"report.{suffix}")
    if file is None:
        return _still_making(request)
    content_type = files.FORMATS[suffix].content_type
    return _unchanging(request, file.data, file.digest, content_type, f"{heading}.{suffix}")


@require_safe
def documents(request: HttpRequest, code: str) -> HttpResponse:
    """What the organ made public, newest first, sifted by kind, year and validity."""
    found = get_object_or_404(Organ, code=code)
    every, chosen = public_documents(found), ListChoice.of(request.GET)
    page = Paginator(chosen.of_those(every), DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    lines = listed(proven(page.object_list))
    context = {"page": page, "lines": lines, "chosen": chosen, "years": years_of(every)}
    return _page(request, "portal/documents.html", found, context)


@require_safe
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """What the organ must make public, matter by matter as its released catalogue has them, with the documents."""
    found = get_object_or_404(Organ, code=code)
    public = public_catalogue(found)
    context: dict[str, Any] = {"release": None}
    if public is not None:
        release, body = public
        page = Paginator(body.lines, DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
        matters = public_matters(found, body.heads, list(page.object_list))
        context = {"release": release, "page": page, "matters": matters}
    return _page(request, "portal/catalogue.html", found, context)


@require_safe
def directory(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of the organ that is public, with index number, name, summary and day (条例 art 12)."""
    found = get_object_or_404(Organ, code=code)
    page = Paginator(directory_of(found), DOCUMENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "entries": entries_of(list(page.object_list))}
    return _page(request, "portal/directory.html", found, context)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A released document with the head that the norm wants, its validity in plain sight; or that it was withdrawn."""
    release = public_document(pk)
    if release is None:
        return _gone(request, pk)
    entry = validity_of(release)
    context = {
        "release": release,
        "index_number": index_number_of(release.document),
        "version": release.version,
        "registration": getattr(release.document, "registration", None),
        "entry": entry,
        "successor": successor_of(release) if entry and entry.validity in ENDED else None,
        "signature": signature_of(release),
        "page": page_of(
            release.version,
            level=1,
            address=lambda place: reverse(
                "portal:attachment", args=[pk, place], current_app=mode_of(request)
            ),
        ),
    }
    return _page(request, "portal/document.html", release.organ, context)


@require_safe
def attachment(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """An attachment of a released document, counted from 1."""
    release = _document(pk)
    attached = release.version.files
    if not 1 <= index <= len(attached):
        raise Http404
    chosen = attached[index - 1]
    try:
        data = read(chosen)
    except FileDamaged:  # never served changed; the officer's pages and `verify` say what to do
        return _page(request, "portal/withheld.html", release.organ, {"name": chosen.name}, status=503)
    return _unchanging(request, data, chosen.digest, chosen.media_type, chosen.name)


def _unchanging(request: HttpRequest, data: bytes, digest: str, content_type: str, name: str) -> HttpResponse:
    """Answer with a file that its digest names; a browser that has it is told so. Withdrawn, it is gone in a minute."""
    kept = {"ETag": f'"{digest}"', "Cache-Control": f"public, max-age={PROVEN_FOR}"}
    whole = as_download(data, name=name, content_type=content_type, headers=kept)
    return get_conditional_response(request, etag=kept["ETag"], response=whole) or whole


def _still_making(request: HttpRequest) -> HttpResponse:
    answer = _page(request, "portal/making.html", None, {}, status=503)
    answer["Retry-After"] = str(PROVEN_FOR)
    return answer


@lru_cache(maxsize=256)
def _folder_of(head: str, minute: int, code: str, year: int, number: int | None) -> tuple[str, str] | None:
    """The folder of an edition's files and its heading, None where there is none.

    It is proven once a minute, and whenever the ledger has grown: a file must not cost what its proof costs.
    """
    organ = Organ.objects.filter(code=code).first()
    for public in public_editions(organ, year) if organ else ():
        if number in {None, public.number}:
            return name_of(public), public.value.heading
    return None


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """That a document was withdrawn and when, or is looked into, so that who kept its address knows; nothing of it."""
    if withdrawal := withdrawal_of(pk):
        return _page(
            request, "portal/withdrawn.html", withdrawal.organ, {"withdrawal": withdrawal}, status=410
        )
    if down := take_down_of(pk):
        return _page(request, "portal/taken_down.html", down.organ, {"down": down}, status=404)
    raise Http404


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
