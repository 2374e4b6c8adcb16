"""Which versions leave by themselves and when, and what was taken down in an emergency."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Document, Version
from gongkai.review.models import ReleaseTime, TakeDown


def times(viewer: Viewer) -> QuerySet[ReleaseTime]:
    """Return the times that hold for versions that were not released since."""
    found: QuerySet[ReleaseTime] = holding_times().visible_to(viewer)
    return found


def times_come(viewer: Viewer, by: datetime.datetime) -> QuerySet[ReleaseTime]:
    """Return those that came by an instant, the earliest first, each with its version."""
    found = times(viewer).filter(leaves_at__lte=by)
    return found.select_related("approval__version__document").order_by("leaves_at", "pk")


def time_of(version: Version) -> ReleaseTime | None:
    """Return at which time a version will be released by itself, if it will."""
    found: ReleaseTime | None = holding_times().filter(approval=version.pk).select_related("set_by").first()
    return found


def holding_times() -> Any:
    """Return the times that hold, of every organ: the last of each version, where it was not released since."""
    later = ReleaseTime.objects.filter(approval=OuterRef("approval"), pk__gt=OuterRef("pk"))
    return ReleaseTime.objects.filter(~Exists(later), leaves_at__isnull=False, approval__releases=None)


def open_take_downs() -> QuerySet[TakeDown]:
    """Return what was taken down of the release of an outer query and not decided on."""
    return TakeDown.objects.filter(release=OuterRef("pk"), review=None)


def take_downs(viewer: Viewer) -> QuerySet[TakeDown]:
    """Return what was ever taken down of what the viewer may see, with what was decided on it."""
    found = TakeDown.objects.visible_to(viewer)
    return found.select_related(
        "taken_down_by", "review__reviewed_by", "release__approval__version__document"
    )


def unreviewed(viewer: Viewer) -> QuerySet[TakeDown]:
    """Return what was taken down and not decided on, the longest first."""
    return take_downs(viewer).filter(review=None).order_by("taken_down_at", "pk")


def take_down_of(document: Document) -> TakeDown | None:
    """Return how a document was last taken down, where that was not decided on."""
    open_ones = TakeDown.objects.filter(release__approval__version__document=document, review=None)
    found: TakeDown | None = open_ones.select_related("taken_down_by", "release__approval__version").last()
    return found
