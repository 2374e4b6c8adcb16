"""The screens of this room in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="upkeep.inspection",
        area="公开与渠道",
        label="网站检查指标",
        url_name="upkeep:inspection",
        permission="upkeep.view",
    ),
    NavigationEntry(
        id="upkeep.site_report",
        area="公开与渠道",
        label="网站年度报表",
        url_name="upkeep:latest_report",
        permission="upkeep.view",
    ),
)
