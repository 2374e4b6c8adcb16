"""Screens of this room: the page that an inspection asks for, and the list behind each of its figures."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai import registry
from gongkai.bodies.models import Organ
from gongkai.shell import OfficerRequest, as_download, officer_view, render_register
from gongkai.upkeep import queries
from gongkai.upkeep.counted import COUNTED
from gongkai.upkeep.indicators import BY_ID, INDICATORS
from gongkai.upkeep.report_form import LINES
from gongkai.upkeep.site_report import as_word, as_workbook, due_day, form_mark, report_of, title_of
from gongkai.upkeep.workbook import XLSX, inspection_workbook

DISCLOSURES = "proactive.disclosures"
SHOWN_YEARS = 3


@require_GET
@officer_view("upkeep.view")
def inspection(request: OfficerRequest) -> HttpResponse:
    """Every indicator of a site inspection, how many stand behind it, and what that means."""
    viewer = request.viewer
    rows = [(each, each.find(viewer), each.rules(viewer)) for each in INDICATORS]
    context = {
        "rows": rows,
        "organ": Organ.objects.get(code=viewer.organ_code),
        "vetoes": sum(found.verdict == "veto" for _, found, _ in rows),
        "wrong": sum(found.verdict == "wrong" for _, found, _ in rows),
        "unknown": sum(found.verdict == "unknown" for _, found, _ in rows),
    }
    return render(request, "upkeep/inspection.html", context)


@require_GET
@officer_view("upkeep.view")
def inspection_file(request: OfficerRequest) -> HttpResponse:
    """The same as a file, with the list behind each figure."""
    viewer = request.viewer
    organ = Organ.objects.get(code=viewer.organ_code)
    name = f"{'示例数据-' if organ.is_sample else ''}{organ.name}网站检查指标自查表-{viewer.day:%Y%m%d}.xlsx"
    return as_download(inspection_workbook(viewer, organ), name=name, content_type=XLSX)


@require_GET
@officer_view("upkeep.view")
def indicator(request: OfficerRequest, slug: str) -> HttpResponseBase:
    """What stands behind an indicator: the records, or the lines, each leading to where it is mended."""
    asked = BY_ID.get(slug)
    if asked is None:
        raise Http404
    found = asked.find(request.viewer)
    if found.records is not None:
        register = registry.one(registry.Register, found.register)
        request.viewer.require(register.permission)
        return render_register(
            request,
            register,
            found.records,
            title=f"{asked.name}",
            back=("返回检查指标", reverse("upkeep:inspection")),
        )
    context = {"asked": asked, "found": found, "rules": asked.rules(request.viewer)}
    return render(request, "upkeep/indicator.html", context)


@require_GET
@officer_view("upkeep.view")
def gathered(request: OfficerRequest) -> HttpResponseBase:
    """What was made public lately of one party."""
    viewer, party = request.viewer, request.GET.get("party", "")
    register = registry.one(registry.Register, DISCLOSURES)
    viewer.require(register.permission)
    return render_register(
        request,
        register,
        queries.disclosures_of(viewer, party),
        title=f"汇聚风险：{party}",
        back=("返回汇聚风险", reverse("upkeep:indicator", args=["gathered"])),
    )


# ---- The yearly report -----------------------------------------------------------------------------------------------


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {"xlsx": (as_workbook, XLSX), "docx": (as_word, DOCX)}


@require_GET
@officer_view("upkeep.view")
def latest_report(request: OfficerRequest) -> HttpResponse:
    """The report that is due: of the year before."""
    return _report(request, request.viewer.day.year - 1)


@require_GET
@officer_view("upkeep.view")
def site_report(request: OfficerRequest, year: int) -> HttpResponse:
    """The report of a year as it stands now, every line leading to where it comes from."""
    return _report(request, year)


def _report(request: OfficerRequest, year: int) -> HttpResponse:
    viewer = request.viewer
    organ = Organ.objects.get(code=viewer.organ_code)
    rows = report_of(viewer, year)
    context = {
        "year": year,
        "years": range(viewer.day.year, viewer.day.year - SHOWN_YEARS, -1),
        "title": title_of(organ, year),
        "rows": rows,
        "missing": sum(row.origin == "missing" for row in rows),
        "due_on": due_day(viewer, year),
        "mark": form_mark(viewer),
        "may_state": viewer.may("upkeep.register"),
    }
    return render(request, "upkeep/site_report.html", context)


@require_GET
@officer_view("upkeep.view")
def figure(request: OfficerRequest, year: int, line: str) -> HttpResponseBase:
    """The records behind a line of the report."""
    counted = COUNTED.get(line)
    if counted is None:
        raise Http404
    register = registry.one(registry.Register, counted.register)
    request.viewer.require(register.permission)
    return render_register(
        request,
        register,
        counted.records(request.viewer, year),
        title=f"{year} 年{LINES[line].label}",
        back=("返回年度报表", reverse("upkeep:site_report", args=[year])),
    )


@require_GET
@officer_view("upkeep.view")
def report_file(request: OfficerRequest, year: int, suffix: str) -> HttpResponse:
    """The report of a year as a file."""
    if suffix not in FILES:
        raise Http404
    write, content_type = FILES[suffix]
    viewer = request.viewer
    organ = Organ.objects.get(code=viewer.organ_code)
    name = f"{'示例数据-' if organ.is_sample else ''}{title_of(organ, year)}.{suffix}"
    return as_download(write(viewer, organ, year), name=name, content_type=content_type)
