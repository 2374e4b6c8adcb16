"""Drafting screens: the documents, one document with what happened to it, the draft form, attachments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai import law, registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.identifiers import trim
from gongkai.bodies.queries import history_of
from gongkai.bodies.viewer import Viewer
from gongkai.papers import comparing, files, findings, printing, queries, structured
from gongkai.papers.actions.draft import UNCHANGED, draft_document, revise_document
from gongkai.papers.actions.give_up import give_up as give_up_number
from gongkai.papers.actions.give_up import give_up_blockers
from gongkai.papers.actions.open_series import change_series, open_series
from gongkai.papers.actions.scan_files import may_scan, scan_files
from gongkai.papers.actions.set_aside import set_aside
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.document_kinds import DOCUMENT_KINDS
from gongkai.papers.forms import DraftForm, GiveUpForm, PageForm, SeriesForm, SetAsideForm, WordForm
from gongkai.papers.models import NumberDraw, NumberSeries, Version
from gongkai.papers.numbers import series_year
from gongkai.papers.permissions import revise_url
from gongkai.papers.questions import asked_beside, said_beside
from gongkai.papers.reading import page_of, text_of
from gongkai.papers.word_files import WordText, word_text
from gongkai.shell import OfficerRequest, actions_on, as_download, officer_view, whole_number
from gongkai.shell.ledgers import staging
from gongkai.typeset import GlyphMissing

PAGE = 50


@require_GET
@officer_view("papers.view")
def documents(request: OfficerRequest) -> HttpResponse:
    """The documents of the organ, newest first, by a word of the title or the number."""
    words = trim(request.GET.get("q", ""))
    before = whole_number(request.GET.get("before", ""))
    found = queries.newest_versions(request.viewer, words)
    if before is not None:
        found = found.filter(document__pk__lt=before)
    versions = list(found[: PAGE + 1])
    shown = versions[:PAGE]
    states = registry.one(registry.RecordState, Version._meta.label).words(request.viewer, shown)
    context = {
        "versions": [(version, states[version.pk]) for version in shown],
        "words": words,
        "more": versions[PAGE - 1].document_id if len(versions) > PAGE else None,
        "first": before is None,
    }
    return render(request, "papers/documents.html", context)


@require_GET
@officer_view("papers.view")
def document(request: OfficerRequest, pk: int) -> HttpResponse:
    """One document: what it says and what the checks object to, its versions, what happened, what can be done next."""
    found = get_object_or_404(queries.documents(request.viewer), pk=pk)
    versions = list(queries.versions(request.viewer).filter(document=found).order_by("-number"))
    asked = request.GET.get("version", "")
    shown = next((v for v in versions if str(v.number) == asked), versions[0])
    home, hits = found.declared_kind.home, findings.hits_of(shown)
    actions = actions_on(request.viewer, versions[0])
    states = registry.one(registry.RecordState, Version._meta.label).words(request.viewer, versions[:1])
    context = {
        "document": found,
        "home": home(shown) if home else None,
        "version": shown,
        "versions": versions,
        "state": states[versions[0].pk],
        "page": page_of(shown, level=3, hits=hits),
        "hits": hits,
        "revise": next((a.url for a in actions if a.id == "papers.revise" and not a.blockers), ""),
        "attached": queries.scanned_files(shown),
        "may_scan": may_scan(request.viewer, shown),
        "entry": queries.entry_of(request.viewer, found.pk),
        "followed": said_beside(request.viewer, found),
        "outlets": queries.outlets_of(request.viewer, versions[0]),
        "history": history_of(found),
        "actions": actions,
    }
    return render(request, "papers/document.html", context)


@require_GET
@officer_view("papers.view")
def printed(request: OfficerRequest, pk: int, suffix: str) -> HttpResponse:
    """A document as a file: PDF to print, DOCX to go on writing in."""
    version = get_object_or_404(queries.versions(request.viewer), pk=pk)
    if suffix not in printing.FORMATS or version.document.declared_kind.is_laid_out:
        raise Http404
    write = {"pdf": printing.document_pdf, "docx": printing.document_docx}[suffix]
    entry = queries.entry_of(request.viewer, version.document_id)
    state = registry.one(registry.RecordState, Version._meta.label).words(request.viewer, [version])
    try:
        data = write(
            version, doc_number=entry.doc_number if entry else version.doc_number, state=state[version.pk]
        )
    except GlyphMissing as missing:
        sentence = (
            f"正文里有无法打印的字符：{'、'.join(sorted(missing.texts))}。请修改后再打印，或者下载 Word。"
        )
        raise ActionBlocked([Blocker(sentence)]) from missing
    except (files.FileDamaged, OSError) as damaged:
        raise ActionBlocked([Blocker(f"正文里的图片打不开：{damaged}")]) from damaged
    return as_download(data, name=f"{version.title}.{suffix}", content_type=printing.FORMATS[suffix])


@require_http_methods(["GET", "POST"])
@officer_view("papers.draft")
def draft(request: OfficerRequest) -> HttpResponse:
    """Begin a document of the kind that was chosen, the first of the kinds where none was; from a DOCX too."""
    asked = request.GET.get("kind", DOCUMENT_KINDS[0].id)
    kind = next((kind for kind in DOCUMENT_KINDS if kind.id == asked), None)
    if kind is None:
        raise Http404
    token, word = _word_of(request, None)
    started = {"title": word.title, "body": word.body, "word": token} if word else {}
    reading = _reading(request, started)
    if reading.is_valid():
        return _read(request, reading)
    form = DraftForm(
        *_sent(request),
        kind=kind,
        series=queries.number_series(request.viewer),
        word=word,
        beside=asked_beside(request.viewer, kind, None),
        initial=DraftForm.typed_into(request.POST) if reading.is_bound else started,
    )
    version = form.carry_out(
        lambda: draft_document(
            viewer=request.viewer, kind=kind.id, content=form.content, answers=form.answers
        )
    )
    context = {"kind": kind, "kinds": DOCUMENT_KINDS, "word": word, "word_form": reading}
    return _drafted(request, form, version, context)


@require_http_methods(["GET", "POST"])
@officer_view("papers.revise")
def revise(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make another version of a document; from the DOCX in which it was changed too, once what changed was seen."""
    found = get_object_or_404(queries.documents(request.viewer), pk=pk)
    newest = found.newest
    if newest is None:
        raise Http404
    if found.declared_kind.revise:
        return redirect(revise_url(newest))
    token, word = _word_of(request, newest)
    started = DraftForm.initial_of(newest)
    if word:
        started |= {"title": word.title or newest.title, "body": word.body, "word": token}
    reading = _reading(request, started)
    if reading.is_valid():
        return _read(request, reading)
    form = DraftForm(
        *_sent(request),
        kind=found.declared_kind,
        series=queries.number_series(request.viewer),
        version=newest,
        word=word,
        beside=asked_beside(request.viewer, found.declared_kind, found),
        initial=DraftForm.typed_into(request.POST) if reading.is_bound else started,
    )
    version = form.carry_out(
        lambda: revise_document(
            viewer=request.viewer,
            document=found,
            content=form.content,
            based_on=form.cleaned_data["based_on"],
            answers=form.answers,
        )
    )
    if version == newest:
        messages.info(request, UNCHANGED)
    compared = comparing.changes(text_of(newest), form.typed) if word or form.overtaken else []
    hits = findings.hits_of(newest)
    context = {
        "document": found,
        "newest": newest,
        "hits": hits,
        "word": word,
        "word_form": reading,
        "changes": compared,
    }
    return _drafted(request, form, version, context)


def _reading(request: OfficerRequest, started_from: Mapping[str, Any]) -> WordForm:
    """The form of the Word file, bound where its button was pressed."""
    sent = (request.POST, request.FILES) if "read" in request.POST else ()
    return WordForm(*sent, started_from=started_from)


def _sent(request: OfficerRequest) -> tuple[Any, Any]:
    """What the draft's own button sent, if it was pressed."""
    own = "read" not in request.POST
    return (request.POST or None, request.FILES or None) if own else (None, None)


def _read(request: OfficerRequest, reading: WordForm) -> HttpResponse:
    """Lead back to the draft with the Word file that was sent."""
    kept = {name: value for name, value in request.GET.items() if name == "kind"}
    token = staging.stage([reading.cleaned_data["file"]])
    return redirect(f"{request.path}?{urlencode({**kept, 'word': token})}")


def _word_of(request: OfficerRequest, newest: Version | None) -> tuple[str, WordText | None]:
    """The Word file that a draft is read from, and its token."""
    token = request.POST.get("word") or request.GET.get("word", "")
    data = staging.fetch(token) if token else None
    if data is None:
        if token:
            messages.warning(
                request,
                "读入的 Word 文件已经不在了：存过的请到“文稿”中继续修改；没有存的（只保留一天）请重新选择文件。",
            )
        return "", None
    known = printing.pictures_by_bytes(newest) if newest else {}
    taken = [file.name for file in newest.files] if newest else []
    return token, word_text(data, known=known, taken=taken)


def _drafted(
    request: OfficerRequest, form: DraftForm, version: Version | None, context: dict[str, Any]
) -> HttpResponse:
    if version is not None:
        if token := request.POST.get("word"):
            staging.discard(token)
        return redirect("papers:document", version.document_id)
    wrong = form.is_bound or context["word_form"].is_bound
    status = 422 if wrong else 200
    written = wrong or context["word"]
    hits = findings.hits_in(form.typed) if written else context.pop("hits", None)
    return render(request, "papers/draft.html", {**context, "form": form, "hits": hits}, status=status)


@require_GET
@officer_view("papers.view")
def pages(request: OfficerRequest) -> HttpResponse:
    """The structured pages that an organ has, each with its newest version."""
    kinds = {kind.id: kind for kind in structured.kinds()}
    written = {
        version.document.kind: version
        for version in queries.newest_versions(request.viewer).filter(document__kind__in=kinds)
    }
    lines = [(kind, written.get(kind.id)) for kind in kinds.values()]
    return render(request, "papers/pages.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@officer_view("papers.draft")
def page(request: OfficerRequest, kind: str) -> HttpResponse:
    """Fill in a structured page: its first version, or the next."""
    declared = next((each for each in structured.kinds() if each.id == kind), None)
    if declared is None:
        raise Http404
    document = queries.page_of_kind(request.viewer, kind)
    newest = document.newest if document else None
    form = PageForm(request.POST or None, kind=declared, newest=newest)
    version = form.carry_out(
        lambda: write_page(viewer=request.viewer, kind=declared, typed=form.cleaned_data)
    )
    if version is not None:
        if version == newest:
            messages.info(request, UNCHANGED)
        return redirect("papers:document", version.document_id)
    hits = findings.hits_in(form.typed) if form.is_bound else findings.hits_of(newest) if newest else None
    context = {"form": form, "kind": declared, "newest": newest, "hits": hits}
    return render(request, "papers/page_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("papers.view")
def numbers(request: OfficerRequest) -> HttpResponse:
    """The series of document numbers with what comes next in each this year, and a form for another series."""
    viewer = request.viewer
    form = SeriesForm(request.POST or None)
    opened = form.carry_out(lambda: _open(viewer, form))
    if opened is not None:
        messages.success(request, f"已设立发文字号系列“{opened.prefix}”。{form.folded}")
        return redirect("papers:numbers")
    context = {
        "years": [series_year(viewer, series, viewer.day.year) for series in queries.number_series(viewer)],
        "form": form,
        "may_number": viewer.may("papers.number"),
    }
    return render(request, "papers/numbers.html", context, status=422 if form.is_bound else 200)


def _open(viewer: Viewer, form: SeriesForm) -> NumberSeries:
    said = form.cleaned_data
    return open_series(viewer=viewer, prefix=said["code"], used_for=said["used_for"], at_once=said["at_once"])


@require_http_methods(["GET", "POST"])
@officer_view("papers.view")
def series(request: OfficerRequest, pk: int) -> HttpResponse:
    """One series in a year: what was drawn, reserved, skipped, what is missing; numbers are set aside here."""
    viewer = request.viewer
    found = get_object_or_404(queries.number_series(viewer), pk=pk)
    asked, before = (whole_number(request.GET.get(name, "")) for name in ("year", "before"))
    year = asked if asked is not None and asked in law.YEARS else viewer.day.year
    if request.method == "POST" and "at_once" in request.POST:
        change_series(viewer=viewer, series=found, at_once=request.POST["at_once"] == "yes")
        return redirect("papers:series", pk)
    taken = series_year(viewer, found, year)
    form = SetAsideForm(request.POST or None, initial={"year": year, "number": taken.next})
    aside = form.carry_out(lambda: set_aside(viewer=viewer, series=found, **form.cleaned_data))
    if aside is not None:
        messages.success(request, f"已{aside.get_purpose_display()} {aside.doc_number}。")
        return redirect("papers:series", pk)
    drawn = found.draws.filter(year=year).select_related("given_up").order_by("-number")
    if before is not None:
        drawn = drawn.filter(number__lt=before)
    found_draws = list(drawn[: PAGE + 1])
    draws, more = found_draws[:PAGE], len(found_draws) > PAGE
    entries = queries.official_documents(viewer).filter(doc_number__in=[draw.doc_number for draw in draws])
    titles = {entry.doc_number: entry.title for entry in entries}
    context = {
        "series": found,
        "taken": taken,
        "years": sorted({viewer.day.year, year, *found.draws.values_list("year", flat=True)}, reverse=True),
        "draws": [(draw, titles.get(draw.doc_number, "")) for draw in draws],
        "more": draws[-1].number if more else None,
        "form": form,
        "may_number": viewer.may("papers.number"),
    }
    return render(request, "papers/series.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@officer_view("papers.number")
def give_up(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give up a number that was reserved."""
    viewer = request.viewer
    draw = get_object_or_404(
        NumberDraw.objects.visible_to(viewer).select_related("series", "given_up"), pk=pk
    )
    if found := give_up_blockers(viewer, draw):
        raise ActionBlocked(found)
    form = GiveUpForm(request.POST or None)
    made = form.carry_out(
        lambda: give_up_number(viewer=viewer, draw=draw, reason=form.cleaned_data["reason"])
    )
    if made is not None:
        messages.success(request, f"{draw.doc_number} 已取消预留。")
        return redirect(reverse("papers:series", args=[draw.series_id]) + f"?year={draw.year}")
    context = {"draw": draw, "form": form}
    return render(request, "papers/give_up.html", context, status=422 if form.is_bound else 200)


@require_POST
@officer_view("papers.scan")
def scan(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give the scanner the attachments of a version that it has not looked at."""
    version = get_object_or_404(queries.versions(request.viewer), pk=pk)
    scans = scan_files(viewer=request.viewer, version=version)
    messages.info(request, f"已查毒：{'；'.join(dict.fromkeys(map(str, scans)))}。")
    return redirect(reverse("papers:document", args=[version.document_id]) + f"?version={version.number}")


@require_GET
@officer_view("papers.view")
def attachment(request: OfficerRequest, pk: int, index: int) -> FileResponse:
    """The bytes of an attachment, counted from 1, as they were stored, to be saved."""
    version = get_object_or_404(queries.versions(request.viewer), pk=pk)
    if not 1 <= index <= len(version.files):
        raise Http404
    found, scanned = queries.scanned_files(version)[index - 1]
    if scanned.verdict == "infected":
        raise ActionBlocked([Blocker(f"附件“{found.name}”查出病毒（{scanned.found}），不能打开。")])
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
