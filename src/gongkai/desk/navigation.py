"""Where the screens of the desk stand in its navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="desk.home", group="工作台", label="今天", url_name="desk:home", permission="desk.open"
    ),
    NavigationEntry(
        id="desk.people",
        group="监督保障",
        label="人员与岗位",
        url_name="desk:people",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.permissions",
        group="监督保障",
        label="权限一览",
        url_name="desk:permissions",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.calendar",
        group="依申请公开",
        label="工作日历",
        url_name="desk:calendar",
        permission="norms.view",
    ),
    NavigationEntry(
        id="desk.values",
        group="监督保障",
        label="规则与口径",
        url_name="desk:values",
        permission="norms.view",
    ),
)
