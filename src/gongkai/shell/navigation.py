"""The desk's navigation: registers and screens by group, in the order of the law."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.shell.sources import number_waiting

HOME = "工作台"
GROUPS = (HOME, "主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障", "年度报告")


@dataclass(frozen=True)
class NavigationLink:
    """A line of the navigation."""

    label: str
    url: str
    here: bool


@dataclass
class Group:
    """A head of the navigation, its lines, and how much in it waits for the viewer."""

    title: str
    entries: list[NavigationLink] = field(default_factory=list)
    waiting: int = 0


def navigation(viewer: Viewer, path: str) -> list[Group]:
    """Return the groups in which the viewer may open something, `here` marking the screen of `path`."""
    groups = {title: Group(title) for title in GROUPS}
    for entry in registry.all_of(registry.NavigationEntry):
        if viewer.may(entry.permission):
            _enter(groups, entry.group, entry.label, reverse(entry.url_name), path)
    for register in registry.all_of(registry.Register):
        if register.group and viewer.may(register.permission):  # without a group it is opened from elsewhere
            url = reverse("shell:register", args=[register.id])
            _enter(groups, register.group, register.title, url, path)
    for item in registry.all_of(registry.WaitingItem):
        groups[item.group].waiting += number_waiting(viewer, item)
    return [group for group in groups.values() if group.entries]


def _enter(groups: dict[str, Group], group: str, label: str, url: str, path: str) -> None:
    groups[group].entries.append(NavigationLink(label, url, path == url))
