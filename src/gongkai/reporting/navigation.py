"""Where the annual report stands in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="reporting.reports",
        area="年度报告",
        label="年度报告",
        url_name="reporting:reports",
        permission="reporting.view",
    ),
)
