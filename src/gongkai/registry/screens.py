"""Screens of a room that others lead to: from the navigation, from the portal, from what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NavigationEntry:
    """A screen in the desk's navigation: the area of work it belongs to, its label, its URL name and arguments."""

    id: str
    area: str
    label: str
    url_name: str
    permission: str
    args: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A block of the disclosure column on the portal."""

    id: str
    label: str
    url_name: str


@dataclass(frozen=True, kw_only=True)
class RemedyPage:
    """Where something that stands in the way in lower rooms is removed, by who has the permission.

    `url(…)` is the address of what the rooms below name (a value of the law, a year).
    """

    id: str
    permission: str
    url: Callable[..., str]
