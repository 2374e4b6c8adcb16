"""Where the screens of the desk stand in its navigation."""

import datetime

from django.urls import reverse

from gongkai.registry import NavigationEntry, RemedyPage

SETTINGS = "设置"


def settle_url(key: str, in_force_from: datetime.date) -> str:
    """Return where the unit confirms a value of the law, or enters its own."""
    return reverse("desk:settle", args=[key, in_force_from.isoformat()])


NAVIGATION = (
    NavigationEntry(id="desk.home", area="今天", label="今天", url_name="desk:home", permission="desk.open"),
    NavigationEntry(
        id="desk.people",
        area=SETTINGS,
        label="人员与岗位",
        url_name="desk:people",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.permissions",
        area=SETTINGS,
        label="权限一览",
        url_name="desk:permissions",
        permission="desk.view_people",
    ),
    NavigationEntry(
        id="desk.values",
        area=SETTINGS,
        label="规则与口径",
        url_name="desk:values",
        permission="norms.view",
    ),
    NavigationEntry(
        id="desk.calendar",
        area=SETTINGS,
        label="工作日历",
        url_name="desk:calendar",
        permission="norms.view",
    ),
    NavigationEntry(
        id="desk.ledger",
        area=SETTINGS,
        label="操作台账",
        url_name="shell:register",
        args=("desk.ledger",),
        permission="desk.read_ledger",
    ),
    NavigationEntry(
        id="desk.checkpoint",
        area=SETTINGS,
        label="台账核验点",
        url_name="desk:checkpoint",
        permission="desk.read_ledger",
    ),
    RemedyPage(id="desk.settle", permission="norms.maintain", url=settle_url),
)
