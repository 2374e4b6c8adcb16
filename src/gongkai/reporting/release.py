"""The report as something that is released: where it stands, and that only a finalized one leaves."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.annualreport import Report
from gongkai.annualreport.writers import report_fragment
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.papers.models import Version
from gongkai.registry import Linked
from gongkai.reporting import queries
from gongkai.reporting.blockers import foreseen_blockers
from gongkai.reporting.models import Candidate
from gongkai.reporting.page import compiled_now


def address(version: Version) -> str:
    """Return the public address of a report: by organ and year, the same for a corrected one."""
    candidate = Candidate.objects.select_related("report").get(version=version)
    return f"/reports/{candidate.organ_id}/{candidate.report.year}/"


def home(version: Version) -> Linked:
    """Return the page of the year that a version reports."""
    year = _year(version)
    return Linked(f"{year} 年度报告", reverse("reporting:report", args=[year]))


def revise_url(version: Version) -> str:
    """Return where the figures and the text of a year are mended, and the next candidate is made."""
    return f"{reverse('reporting:report', args=[_year(version)])}?face=live"


def revise_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why the viewer makes no other candidate: another does."""
    if viewer.may("reporting.build"):
        return []
    words = "在年度报告页面修改后重新生成候选稿"
    return [Blocker("", remedy=remedy(viewer, "reporting.build", words, revise_url(version)))]


def _year(version: Version) -> int:
    year: int = Candidate.objects.values_list("report__year", flat=True).get(version=version)
    return year


def blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a version may not be released besides the lack of approval: it is not finalized."""
    candidate = Candidate.objects.visible_to(viewer).filter(version=version, finalization__isnull=False)
    if candidate.exists():
        return []
    way = remedy(viewer, "reporting.finalize", "先在年度报告页面定稿", home(version).url)
    return [Blocker("年度报告尚未定稿，定稿后才能发布。", remedy=way)]


def foreseen(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what will keep a candidate from being finalized, and so from being released, as it can be known now."""
    candidate = Candidate.objects.select_related("report", "version").get(version=version)
    now = compiled_now(viewer, candidate.report.year, ledger.head().hash)
    return foreseen_blockers(viewer, candidate, now)


def text(version: Version) -> str:
    """Return the words of the report, as the checks read them: everything but the tables."""
    report = Report.from_json(version.content_json)
    lines = [report.intro]
    for section in report.sections:
        lines += [f"{section.number}、{section.title}", section.text]
    return "\n".join(line for line in [*lines, report.contact] if line)


def page(version: Version, level: int) -> str:
    """Return the report as the public will see it."""
    report = Report.from_json(version.content_json)
    return mark_safe(report_fragment(report, illustrations=queries.illustrations_of(version), level=level))  # noqa: S308 - the writer escapes
