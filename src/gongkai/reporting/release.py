"""The report as something that is released: where it stands, and that only a finalized one leaves."""

from __future__ import annotations

from django.utils.safestring import mark_safe

from gongkai.annualreport import Report
from gongkai.annualreport.writers import report_fragment
from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.reporting import queries
from gongkai.reporting.models import Candidate


def address(version: Version) -> str:
    """Return the public address of a report: by organ and year, the same for a corrected one."""
    candidate = Candidate.objects.select_related("report").get(version=version)
    return f"/reports/{candidate.organ_id}/{candidate.report.year}/"


def blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a version may not be released besides the lack of approval: it is not finalized."""
    candidate = Candidate.objects.visible_to(viewer).filter(version=version, finalization__isnull=False)
    return [] if candidate.exists() else [Blocker("年度报告尚未定稿：定稿后才能发布。")]


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
