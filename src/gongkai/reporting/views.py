"""The report screens. Each view makes one call and turns what stands in the way into sentences."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai import registry
from gongkai.annualreport import FORM_2021
from gongkai.annualreport.writers import report_css
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.models import Organ
from gongkai.ledger import queries as chain
from gongkai.reporting import downloads, files, prose, queries
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.edit_passage import edit_passage
from gongkai.reporting.actions.enter_prior_year import enter_earlier_report
from gongkai.reporting.actions.freeze import freeze_candidate
from gongkai.reporting.actions.unlock import unlock_facts
from gongkai.reporting.blockers import name_of
from gongkai.reporting.comparing import compare_years
from gongkai.reporting.forms import EarlierForm, PassageForm, UnlockForm
from gongkai.reporting.home import due_on
from gongkai.reporting.models import AnnualReport, CountedCell, PriorYearReport
from gongkai.reporting.page import FACES, LIVE, page_of, parts_of, shown_of
from gongkai.reporting.preview import edition_shown, preview_pages
from gongkai.review.actions.release import release as release_version
from gongkai.shell import OfficerRequest, Task, TaskState, no_progress, officer_view, render_register
from gongkai.typeset import TypesettingError


@require_GET
@officer_view("reporting.view")
def reports(request: OfficerRequest) -> HttpResponse:
    """Every year that has a report, and the year that is due."""
    viewer = request.viewer
    organ = Organ.objects.get(code=viewer.organ_code)
    ours = {r.year: r for r in AnnualReport.objects.visible_to(viewer).order_by("-year")}
    earlier = {e.year: e for e in PriorYearReport.objects.visible_to(viewer).filter(superseded_by=None)}
    years = sorted({*ours, *earlier, viewer.day.year - 1, viewer.day.year}, reverse=True)
    rows = [
        {
            "year": year,
            "report": ours.get(year),
            "earlier": earlier.get(year),
            "freeze": queries.standing_freeze(viewer, year) if year in ours else None,
            "due": due_on(organ, year),
        }
        for year in years
    ]
    return render(request, "reporting/reports.html", {"rows": rows})


@require_GET
@officer_view("reporting.view")
def report(request: OfficerRequest, year: int) -> HttpResponse:
    """The year's report: tables, identities, prose, and what blocks freezing."""
    viewer = request.viewer
    page = page_of(viewer, year, face=request.GET.get("face"))
    context = {
        "page": page,
        "parts": parts_of(
            page,
            link=lambda cell: reverse("reporting:figure", args=[year, cell]),
            last_year="last_year" in request.GET,
        ),
        "last_year": "last_year" in request.GET,
        "formats": files.FORMATS,
        "perms_build": viewer.may("reporting.build"),
        "may_edit": page.face == LIVE and viewer.may("reporting.build"),
        "perms_freeze": viewer.may("reporting.freeze"),
        "perms_release": viewer.may("review.release"),
    }
    return render(request, "reporting/report.html", context)


@require_GET
@officer_view("reporting.view")
def preview(request: OfficerRequest, year: int) -> HttpResponse:
    """The report as it will be printed, page by page."""
    face, pages = _pages(request, year)
    context = {"year": year, "face": face, "label": FACES[face], "pages": range(1, len(pages) + 1)}
    return render(request, "reporting/preview.html", context)


@require_GET
@officer_view("reporting.view")
def preview_page(request: OfficerRequest, year: int, number: int) -> HttpResponse:
    """A page of the preview as a picture."""
    _, pages = _pages(request, year)
    if not 1 <= number <= len(pages):
        raise Http404
    return HttpResponse(pages[number - 1], content_type="image/svg+xml")


def _pages(request: OfficerRequest, year: int) -> tuple[str, list[bytes]]:
    face, candidate = shown_of(request.viewer, year, request.GET.get("face"))
    try:
        return face, preview_pages(request.viewer, year, candidate, chain.head().hash)
    except TypesettingError as error:
        raise ActionBlocked([str(error)]) from error


@require_POST
@officer_view("reporting.build")
def build(request: OfficerRequest, year: int) -> HttpResponse:
    """Make a candidate and go on to its review."""
    candidate = build_candidate(viewer=request.viewer, year=year)
    messages.success(request, f"已生成 {year} 年度报告候选稿，请填写保密审查表并送审。")
    return redirect("review:version", candidate.version_id)


@require_POST
@officer_view("reporting.freeze")
def freeze(request: OfficerRequest, year: int) -> HttpResponse:
    """Freeze the newest candidate."""
    current = queries.report_of(request.viewer, year)
    candidate = queries.latest_candidate(current) if current else None
    if candidate is None:
        raise Http404
    try:
        done = freeze_candidate(viewer=request.viewer, candidate=candidate, note=request.POST.get("note", ""))
    except ActionBlocked as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, f"{year} 年度报告已第 {done.number} 次定稿，该年度数据已锁定。")
    return redirect("reporting:report", year)


@require_POST
@officer_view("review.release")
def release(request: OfficerRequest, year: int) -> HttpResponse:
    """Release the frozen report."""
    frozen = queries.standing_freeze(request.viewer, year)
    if frozen is None:
        raise Http404
    try:
        release_version(viewer=request.viewer, version=frozen.candidate.version)
    except ActionBlocked as error:
        for sentence in error.sentences:
            messages.error(request, sentence)
    else:
        messages.success(request, f"{year} 年度报告已发布。")
    return redirect("reporting:report", year)


def places() -> set[str]:
    """Return every place of a count: the cells of the form and the measures of the prose."""
    return FORM_2021.cells.keys() | {measure.id for measure in registry.all_of(registry.Measure)}


@require_GET
@officer_view("reporting.view")
def figure(request: OfficerRequest, year: int, place: str) -> HttpResponseBase:
    """The records behind a figure: those counted now, and what differs from what was frozen."""
    if place not in places():
        raise Http404
    behind = queries.records_of_place(request.viewer, year, place)
    kept = None
    frozen = queries.standing_freeze(request.viewer, year)
    if frozen:
        kept = CountedCell.objects.filter(candidate=frozen.candidate, place=place).first()
    now = set(behind.query.values_list("pk", flat=True)) if kept else set()
    then = set(kept.fact_keys) if kept else set()
    context = {
        "year": year,
        "place": place,
        "measures": behind.measures,
        "kept": kept,
        "added": len(now - then) if kept else 0,
        "removed": len(then - now) if kept else 0,
        "may_unlock": frozen is not None and request.viewer.may("reporting.unlock"),
    }
    register = registry.one(registry.Register, behind.measures[0].register)
    return render_register(
        request,
        register,
        behind.query,
        title=f"{year} 年度报告：{name_of(place)}",
        back=("返回年度报告", reverse("reporting:report", args=[year])),
        above=render_to_string("reporting/figure.html", context),
    )


@require_http_methods(["GET", "POST"])
@officer_view("reporting.build")
def passage(request: OfficerRequest, year: int, passage: str) -> HttpResponse:
    """Edit a paragraph of the prose; its figures stay bound."""
    standard = {p.id: p for p in prose.standard_passages()}
    if passage not in standard:
        raise Http404
    form = PassageForm(request.viewer, year, standard[passage], request.POST or None)
    if request.method == "POST" and form.is_valid():
        edit_passage(viewer=request.viewer, year=year, passage=passage, text=form.cleaned_data["text"])
        return redirect(reverse("reporting:report", args=[year]) + f"?face={LIVE}")
    return render(
        request, "reporting/passage.html", {"form": form, "year": year, "passage": standard[passage]}
    )


@require_http_methods(["GET", "POST"])
@officer_view("reporting.build")
def earlier(request: OfficerRequest) -> HttpResponse:
    """Enter a report of an earlier year: from a published file, or the carried-over row typed."""
    form = EarlierForm(request.viewer, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            entered = enter_earlier_report(viewer=request.viewer, report=form.report, source=form.source)
        except ActionBlocked as error:
            form.add_error(None, error.sentences)
        else:
            messages.success(request, f"已录入 {entered.year} 年度报告。")
            return redirect("reporting:reports")
    return render(request, "reporting/earlier.html", {"form": form})


@require_GET
@officer_view("reporting.view")
def download(request: OfficerRequest, year: int, suffix: str) -> HttpResponse:
    """The report as a file, of the face that the page shows; marked 未定稿 until it is frozen."""
    if suffix not in files.FORMATS:
        raise Http404
    _, candidate = shown_of(request.viewer, year, request.GET.get("face"))
    edition = edition_shown(request.viewer, year, candidate, chain.head().hash)
    try:
        return files.response(edition, suffix)
    except TypesettingError as error:
        raise ActionBlocked([str(error)]) from error


@require_GET
@officer_view("reporting.view")
def ledger(request: OfficerRequest, year: int) -> HttpResponse:
    """The records behind the report as a workbook: of the frozen one with what differs now, else of today."""
    return _hand_out(request, year, "ledger")


@require_GET
@officer_view("reporting.view")
def package(request: OfficerRequest, year: int) -> HttpResponse:
    """The signed package of the frozen report, for the superior authority."""
    if queries.standing_freeze(request.viewer, year) is None:
        raise Http404
    return _hand_out(request, year, "package")


def _hand_out(request: OfficerRequest, year: int, name: str) -> HttpResponse:
    """A file at once where there is little to list; else the task that makes it."""
    if not downloads.is_small(request.viewer, year):
        return redirect("shell:task", downloads.ask_for(request.viewer, year, name).pk)
    file = downloads.FILES[name]
    data = file.write(request.viewer, year, no_progress)
    headers = {"Content-Disposition": files.disposition(file.name(request.viewer, year), name)}
    return HttpResponse(data, content_type=file.content_type, headers=headers)


@require_GET
@officer_view("reporting.view")
def handed(request: OfficerRequest, year: int, pk: int) -> HttpResponse:
    """What a task made, to be fetched."""
    task = _made(request, year, pk)
    file = downloads.FILES[task.parameters["file"]]
    context = {"task": task, "file": file, "year": year, "there": downloads.path_of(task) is not None}
    return render(request, "reporting/handed.html", context)


@require_GET
@officer_view("reporting.view")
def handed_file(request: OfficerRequest, year: int, pk: int) -> FileResponse:
    """The file that a task made."""
    task = _made(request, year, pk)
    path = downloads.path_of(task)
    if path is None:
        raise Http404
    file = downloads.FILES[task.parameters["file"]]
    name = files.disposition(file.name(request.viewer, year), task.parameters["file"])
    return FileResponse(
        path.open("rb"), content_type=file.content_type, headers={"Content-Disposition": name}
    )


def _made(request: OfficerRequest, year: int, pk: int) -> Task:
    own = Task.objects.visible_to(request.viewer).filter(
        officer=request.viewer.officer,
        kind=downloads.HAND_OUT.id,
        parameters__year=year,
        state=TaskState.DONE,
    )
    task: Task = get_object_or_404(own, pk=pk)
    return task


@require_http_methods(["GET", "POST"])
@officer_view("reporting.unlock")
def unlock(request: OfficerRequest, year: int, place: str) -> HttpResponse:
    """Give leave to correct facts of a frozen year: those behind a figure, or some more of one day."""
    if place not in places():
        raise Http404
    behind = queries.records_of_place(request.viewer, year, place)
    form = UnlockForm(year, behind.query, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = unlock_facts(
                viewer=request.viewer,
                year=year,
                facts=form.facts,
                additions=form.additions,
                reason=form.cleaned_data["reason"],
            )
        except ActionBlocked as error:
            form.add_error(None, error.sentences)
        else:
            messages.success(request, f"已解锁 {len(given)} 处，请更正后重新生成候选稿、送审、定稿。")
            return redirect("reporting:figure", year, place)
    context = {"form": form, "year": year, "place": place, "name": name_of(place)}
    return render(request, "reporting/unlock.html", context)


@require_GET
@officer_view("reporting.view")
def years(request: OfficerRequest) -> HttpResponse:
    """The figures of all years side by side."""
    return render(request, "reporting/years.html", {"comparison": compare_years(request.viewer)})


@require_GET
@cache_control(public=True, max_age=3600)
def style(request: HttpRequest) -> HttpResponse:
    """The style of the report's tables, the same on desk, portal and in the HTML file."""
    return HttpResponse(report_css(), content_type="text/css; charset=utf-8")
