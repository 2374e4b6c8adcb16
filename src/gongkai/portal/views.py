"""The public pages: they work without scripts and without an account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from gongkai.annualreport.writers import report_fragment
from gongkai.bodies.models import Organ
from gongkai.portal.queries import PublicReport, public_report, public_reports
from gongkai.reporting import files
from gongkai.reporting.charts import public_charts


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
    return render(request, "portal/organ.html", {"organ": found, "reports": public_reports(found)})


@require_safe
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """The annual reports by year."""
    found = get_object_or_404(Organ, code=code)
    return render(request, "portal/reports.html", {"organ": found, "reports": public_reports(found)})


@require_safe
def report(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A released report as a page."""
    found = get_object_or_404(Organ, code=code)
    public = _released(found, year)
    context = {
        "organ": found,
        "public": public,
        "value": public.value,
        "fragment": mark_safe(report_fragment(public.value, charts=public_charts(public.freeze.candidate))),  # noqa: S308 - the writer escapes
        "formats": files.FORMATS,
    }
    return render(request, "portal/report.html", context)


@require_safe
def download(request: HttpRequest, code: str, year: int, suffix: str) -> HttpResponse:
    """A released report as a file."""
    found = get_object_or_404(Organ, code=code)
    if suffix not in files.FORMATS:
        raise Http404
    return files.response(_released(found, year).freeze.candidate, suffix)


def _released(organ: Organ, year: int) -> PublicReport:
    public = public_report(organ, year)
    if public is None:
        raise Http404
    return public
