"""Where a year's report is read, whichever record of it is named."""

from __future__ import annotations

from django.urls import reverse

from gongkai.registry import RecordPage

VIEW = "reporting.view"


def _year_page(year: int) -> str:
    return reverse("reporting:report", args=[year])


PAGES = (
    RecordPage(id="reporting.AnnualReport", permission=VIEW, url=lambda report: _year_page(report.year)),
    RecordPage(id="reporting.Candidate", permission=VIEW, url=lambda made: _year_page(made.report.year)),
    RecordPage(
        id="reporting.Finalization", permission=VIEW, url=lambda made: _year_page(made.candidate.report.year)
    ),
    RecordPage(id="reporting.Passage", permission=VIEW, url=lambda passage: _year_page(passage.year)),
    RecordPage(
        id="reporting.PriorYearReport", permission=VIEW, url=lambda report: reverse("reporting:reports")
    ),
)
