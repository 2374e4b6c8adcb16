"""Where the annual report stands in the desk's navigation."""

from django.urls import reverse

from gongkai.registry import NavigationEntry, RemedyPage

NAVIGATION = (
    NavigationEntry(
        id="reporting.reports",
        area="年度报告",
        label="年度报告",
        url_name="reporting:reports",
        permission="reporting.view",
    ),
    NavigationEntry(
        id="reporting.check",
        area="年度报告",
        label="核对年报",
        url_name="reporting:check",
        permission="reporting.read_published",
    ),
    RemedyPage(
        id="reporting.unlock",
        permission="reporting.unlock",
        url=lambda year: reverse("reporting:report", args=[year]),
    ),
)
