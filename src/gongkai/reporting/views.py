"""The report screens. Each view makes one call and renders what it returns."""

from __future__ import annotations

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest, TooManyFilesSent
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai import registry
from gongkai.annualreport.writers import report_css
from gongkai.ledger import queries as chain
from gongkai.norms.queries import rules_of
from gongkai.reporting import annex, checking, downloads, files, prose, queries, tasks
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.edit_passage import edit_passage
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.actions.unlock import unlock_facts
from gongkai.reporting.blockers import name_of
from gongkai.reporting.comparing import compare_years
from gongkai.reporting.forms import (
    CheckForm,
    FinalizeForm,
    PassageForm,
    PriorYearForm,
    UnlockForm,
    too_many,
)
from gongkai.reporting.page import FACES, LIVE, edit_notice, faces_of, page_of, parts_of
from gongkai.reporting.preview import edition_shown, preview_pages
from gongkai.review.actions.release import release as release_version
from gongkai.shell import ActionForm, OfficerRequest, as_download, no_progress, officer_view, render_register


@require_GET
@officer_view("reporting.view")
def reports(request: OfficerRequest) -> HttpResponse:
    """Every year that has a report, and the year that is due."""
    return render(
        request,
        "reporting/reports.html",
        {"rows": queries.report_years(request.viewer), "perms_build": request.viewer.may("reporting.build")},
    )


@require_GET
@officer_view("reporting.view")
def report(request: OfficerRequest, year: int) -> HttpResponse:
    """The year's report: tables, identities, prose, and what blocks finalization."""
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
        "notice": edit_notice(page.kept) if page.face == LIVE else "",
        "perms_finalize": viewer.may("reporting.finalize"),
        "perms_release": viewer.may("review.release"),
        "perms_records": all(map(viewer.may, queries.permissions_of_records())),
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
    face, candidate = faces_of(request.viewer, year).shown(request.GET.get("face"))
    return face, preview_pages(request.viewer, year, candidate, chain.head().hash)


@require_POST
@officer_view("reporting.build")
def build(request: OfficerRequest, year: int) -> HttpResponse:
    """Make a candidate and go on to its review."""
    candidate = build_candidate(viewer=request.viewer, year=year)
    messages.success(request, f"已生成 {year} 年度报告候选稿，请填写保密审查表并送审。")
    return redirect("review:version", candidate.version_id)


@require_POST
@officer_view("reporting.finalize")
def finalize(request: OfficerRequest, year: int) -> HttpResponse:
    """Finalize the newest candidate."""
    candidate = faces_of(request.viewer, year).candidate
    if candidate is None:
        raise Http404
    form = FinalizeForm(request.POST)
    finalized = form.carry_out(
        lambda: finalize_candidate(viewer=request.viewer, candidate=candidate, note=form.cleaned_data["note"])
    )
    if finalized:
        messages.success(request, f"{year} 年度报告已第 {finalized.number} 次定稿，该年度数据已锁定。")
    return _back_to_report(request, form, year)


@require_POST
@officer_view("review.release")
def release(request: OfficerRequest, year: int) -> HttpResponse:
    """Release the finalized report."""
    finalized = queries.standing_finalization(request.viewer, year)
    if finalized is None:
        raise Http404
    form = ActionForm(request.POST)
    if form.carry_out(lambda: release_version(viewer=request.viewer, version=finalized.candidate.version)):
        messages.success(request, f"{year} 年度报告已发布。")
    return _back_to_report(request, form, year)


def _back_to_report(request: OfficerRequest, form: ActionForm, year: int) -> HttpResponse:
    """Lead back to the report, which has no room for a form's errors: they are said above it."""
    for sentences in form.errors.values():
        for sentence in sentences:
            messages.error(request, str(sentence))
    return redirect("reporting:report", year)


@require_GET
@officer_view("reporting.view")
def figure(request: OfficerRequest, year: int, cell_id: str) -> HttpResponseBase:
    """The records behind a figure: those counted now, and what differs from what was finalized."""
    source = _source(request, year, cell_id)
    finalized = queries.standing_finalization(request.viewer, year)
    register = registry.one(registry.Register, source.measures[0].register)
    title = f"{year} 年度报告：{name_of(cell_id)}"
    context = {
        "year": year,
        "cell_id": cell_id,
        "measures": source.measures,
        "change": queries.change_of(finalized, cell_id, source) if finalized else None,
        "may_unlock": finalized is not None and request.viewer.may("reporting.unlock"),
    }
    if not request.viewer.may(register.permission):
        context |= {"title": title, "register": register, "number": source.query.count()}
        return render(request, "reporting/figure_only.html", context)
    return render_register(
        request,
        register,
        source.query,
        title=title,
        back=("返回年度报告", reverse("reporting:report", args=[year])),
        above=render_to_string("reporting/figure.html", context),
    )


def _source(request: OfficerRequest, year: int, cell_id: str) -> queries.FigureSource:
    if cell_id not in queries.cell_ids():
        raise Http404
    return queries.records_of_cell(request.viewer, year, cell_id)


@require_http_methods(["GET", "POST"])
@officer_view("reporting.build")
def passage(request: OfficerRequest, year: int, passage: str) -> HttpResponse:
    """Edit a paragraph of the prose: plain words; figures are inserted by name, and stay bound."""
    standard = {p.id: p for p in prose.standard_passages()}
    if passage not in standard:
        raise Http404
    template = standard[passage]
    form = PassageForm(request.viewer, year, template, request.POST or None)
    is_good = form.is_bound and form.is_valid()
    if request.headers.get("HX-Request"):
        return render(request, "reporting/passage_reading.html", {"form": form, "year": year})
    if is_good and "save" in request.POST and not form.result.open_places:
        if form.is_unchanged:
            messages.info(request, "文字没有改动。")
        else:
            edit_passage(viewer=request.viewer, year=year, passage=passage, text=form.result.stored)
        return redirect(reverse("reporting:report", args=[year]) + f"?face={LIVE}")
    if is_good:
        form = PassageForm(request.viewer, year, template, result=form.result)
    context = {
        "form": form,
        "year": year,
        "passage": template,
        "is_asking": "save" in request.POST,
        "notice": edit_notice(faces_of(request.viewer, year)),
    }
    return render(request, "reporting/passage.html", context)


@require_http_methods(["GET", "POST"])
@officer_view("reporting.build")
def prior_year(request: OfficerRequest) -> HttpResponse:
    """Enter a report of an earlier year: from a published file, or the carried-over row typed."""
    begin = {"year": request.GET.get("year", "")}
    form = PriorYearForm(request.viewer, request.POST or None, request.FILES or None, initial=begin)
    entered = form.carry_out(
        lambda: enter_prior_year(viewer=request.viewer, report=form.report, source=form.source)
    )
    if entered:
        messages.success(request, f"已录入 {entered.year} 年度报告。")
        return redirect("reporting:reports")
    return render(request, "reporting/prior_year.html", {"form": form})


@require_GET
@officer_view("reporting.view")
def download(request: OfficerRequest, year: int, suffix: str) -> HttpResponse:
    """The report as a file, of the face that the page shows; marked 未定稿 until it is finalized."""
    if suffix not in files.FORMATS:
        raise Http404
    _, candidate = faces_of(request.viewer, year).shown(request.GET.get("face"))
    return files.response(edition_shown(request.viewer, year, candidate, chain.head().hash), suffix)


@require_GET
@officer_view("reporting.view")
def ledger(request: OfficerRequest, year: int) -> HttpResponse:
    """The records behind the report as a workbook: of the finalized one with what differs now, else of today."""
    _require_records(request)
    return _download(request, year, "ledger")


@require_GET
@officer_view("reporting.view")
def package(request: OfficerRequest, year: int) -> HttpResponse:
    """The signed package of the finalized report, for the superior authority."""
    _require_records(request)
    if queries.standing_finalization(request.viewer, year) is None:
        raise Http404
    return _download(request, year, "package")


def _require_records(request: OfficerRequest) -> None:
    """A file of records is for who may see all of them in their own rooms."""
    for permission in queries.permissions_of_records():
        request.viewer.require(permission)


def _download(request: OfficerRequest, year: int, name: str) -> HttpResponse:
    """A file at once where there is little to list; else the task that makes it."""
    if not downloads.is_small(request.viewer, year):
        return redirect("shell:task", tasks.request_download(request.viewer, year, name).pk)
    file = downloads.DOWNLOADS[name]
    data = file.write(request.viewer, year, no_progress)
    return as_download(data, name=file.name(request.viewer, year), content_type=file.content_type)


@require_GET
@officer_view("reporting.view")
def download_task(request: OfficerRequest, year: int, pk: int) -> HttpResponse:
    """What a task made, to be fetched."""
    task = tasks.download_ready(request.viewer, year, pk)
    if task is None:
        raise Http404
    file = downloads.DOWNLOADS[task.parameters["file"]]
    context = {"task": task, "file": file, "year": year, "kept": tasks.path_of(task) is not None}
    return render(request, "reporting/download_task.html", context)


@require_GET
@officer_view("reporting.view")
def download_task_file(request: OfficerRequest, year: int, pk: int) -> FileResponse:
    """The file that a task made."""
    task = tasks.download_ready(request.viewer, year, pk)
    path = tasks.path_of(task) if task else None
    if task is None or path is None:
        raise Http404
    file = downloads.DOWNLOADS[task.parameters["file"]]
    name = file.name(request.viewer, year)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=file.content_type)


@require_http_methods(["GET", "POST"])
@officer_view("reporting.unlock")
def unlock(request: OfficerRequest, year: int, cell_id: str) -> HttpResponse:
    """Give leave to correct facts of a finalized year: those behind a figure, or some more of one day."""
    form = UnlockForm(year, _source(request, year, cell_id).query, request.POST or None)
    given = form.carry_out(
        lambda: unlock_facts(
            viewer=request.viewer,
            year=year,
            facts=form.facts,
            additions=form.additions,
            reason=form.cleaned_data["reason"],
        )
    )
    if given:
        messages.success(request, f"已解锁 {len(given)} 处，请更正后重新生成候选稿、送审、定稿。")
        return redirect("reporting:figure", year, cell_id)
    context = {"form": form, "year": year, "cell_id": cell_id, "name": name_of(cell_id)}
    return render(request, "reporting/unlock.html", context)


@require_GET
@officer_view("reporting.view")
def years(request: OfficerRequest) -> HttpResponse:
    """The figures of all years side by side."""
    return render(request, "reporting/years.html", {"comparison": compare_years(request.viewer)})


@csrf_exempt  # asked below: before the token is read it must be settled where the files go
@require_http_methods(["GET", "POST"])
@officer_view("reporting.read_published")
def check(request: OfficerRequest) -> HttpResponse:
    """核对年报: published reports handed in, with the findings in place. Nothing is stored."""
    request.upload_handlers = [checking.KeptInMemory(request)]
    try:
        return _check(request)
    except TooManyFilesSent:
        messages.error(request, too_many())
        return redirect("reporting:check")


@csrf_protect
def _check(request: OfficerRequest) -> HttpResponse:
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    checked = form.carry_out(lambda: checking.check_files(form.cleaned_data["reports"]))
    return render(request, "reporting/check.html", {"form": form, "checked": checked})


@require_POST
@officer_view("reporting.read_published")
def check_list(request: OfficerRequest) -> HttpResponse:
    """The list of findings that a page carries, as a workbook."""
    viewer = request.viewer
    try:
        data = checking.list_workbook(
            request.POST.get("list", ""), organ=rules_of(viewer).organ.name, made_on=viewer.day
        )
    except signing.BadSignature:
        raise BadRequest from None
    return as_download(data, name="年度报告核对清单.xlsx", content_type=annex.CONTENT_TYPE)


@require_GET
@cache_control(public=True, max_age=3600)
def style(request: HttpRequest) -> HttpResponse:
    """The style of the report's tables, the same on desk, portal and in the HTML file."""
    return HttpResponse(report_css(), content_type="text/css; charset=utf-8")
