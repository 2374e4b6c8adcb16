"""The desk's navigation by areas of work, and all registers in the order of the law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from django.urls import ResolverMatch, reverse

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.shell.sources import number_waiting

TODAY = "今天"
REGISTERS = "台账"
AREAS = (TODAY, "文稿与审查", "依申请公开", "年度报告", "公开与渠道", "监督保障", REGISTERS, "设置")
PARTS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障")


def waiting_anchor(area: str) -> str:
    """Return the place on the home page where what waits in an area of work is listed."""
    return f"waiting-{AREAS.index(area)}"


@dataclass(frozen=True)
class NavigationLink:
    """A screen of an area."""

    label: str
    url: str
    here: bool


@dataclass
class Area:
    """An area of work: its screens, whether the page shown is one of its own, what in it waits for the viewer."""

    title: str
    screens: list[NavigationLink] = field(default_factory=list)
    here: bool = False
    waiting: int = 0

    @property
    def url(self) -> str:
        """The screen that the area opens with."""
        return self.screens[0].url

    @property
    def anchor(self) -> str:
        """The place on the home page that lists what its count counts."""
        return waiting_anchor(self.title)


@dataclass(frozen=True)
class RegisterGroup:
    """A part of the law with the registers that the viewer may open."""

    title: str
    registers: Sequence[registry.Register]


def navigation(viewer: Viewer, path: str, match: ResolverMatch | None = None) -> list[Area]:
    """Return the areas in which the viewer may open something; `match` tells which holds the page at `path`."""
    areas = {title: Area(title) for title in AREAS}
    for entry in registry.all_of(registry.NavigationEntry):
        if viewer.may(entry.permission):
            url = _address(entry)
            areas[entry.area].screens.append(NavigationLink(entry.label, url, path == url))
    if any(registers_of(viewer)):
        url = reverse("shell:registers")
        areas[REGISTERS].screens.append(NavigationLink("全部台账", url, path == url))
    for item in registry.all_of(registry.WaitingItem):
        areas[item.area].waiting += number_waiting(viewer, item)
    if match and (title := _area_of(match)):
        areas[title].here = True
    return [area for area in areas.values() if area.screens]


@cache
def _address(entry: registry.NavigationEntry) -> str:
    return reverse(entry.url_name, args=entry.args)


def registers_of(viewer: Viewer) -> list[RegisterGroup]:
    """Return the registers that the viewer may open, by parts of the law; those opened from others are left out."""
    open_to = [r for r in registry.all_of(registry.Register) if r.group and viewer.may(r.permission)]
    parts = [RegisterGroup(title, [r for r in open_to if r.group == title]) for title in PARTS]
    return [part for part in parts if part.registers]


def _area_of(match: ResolverMatch) -> str | None:
    """The area of the entry that is this page, else of the first entry in the room of this page; today is one page."""
    entries = registry.all_of(registry.NavigationEntry)
    args = tuple(str(value) for value in match.kwargs.values())
    for entry in entries:
        if entry.url_name == match.view_name and entry.args == args[: len(entry.args)]:
            return entry.area
    if match.view_name in ("shell:registers", "shell:register", "shell:record"):
        return REGISTERS
    if match.view_name in ("shell:account", "shell:open_account", "shell:account_act"):
        return "设置"
    of_room = (e.area for e in entries if e.url_name.split(":")[0] == match.app_name != "shell")
    return next((area for area in of_room if area != TODAY), None)


NAVIGATION = (
    registry.NavigationEntry(
        id="shell.accounts",
        area="设置",
        label="账号",
        url_name="shell:accounts",
        permission="shell.administer_accounts",
    ),
)
