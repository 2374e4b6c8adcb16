"""Values that letters wait for: told to whoever may confirm them, with the way to the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers.queries import unsettled
from gongkai.registry import WaitingItem, WaitingLine


def to_confirm(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the values that nobody has confirmed and without which letters cannot be final."""
    for used in _of_viewer(viewer):
        yield WaitingLine(
            title=used["says"],
            what=f"{used['letters']} 件信函用到它，未经核对；本单位确认以后才能定稿",
            since=used["since"],
            url=reverse("desk:settle", args=[used["key"], used["in_force_from"].isoformat()]),
        )


def _of_viewer(viewer: Viewer) -> QuerySet[Any]:
    return viewer.if_allowed("norms.maintain", unsettled(viewer))


HOME = (
    WaitingItem(
        id="desk.unsettled",
        label="确认口径",
        area="设置",
        lines=lambda viewer: list(to_confirm(viewer)),
        records=_of_viewer,
    ),
)
