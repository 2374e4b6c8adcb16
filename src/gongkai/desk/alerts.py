"""What is wrong with what everything counts by: a holiday notice that is not entered."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import calendar_of
from gongkai.registry import Alert

AHEAD = datetime.timedelta(days=60)  # as far as a reply reaches that is extended, and over the year's end


def missing_notices(viewer: Viewer, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Yield the notices without which days of the near future are provisional (条例 art 33 counts working days)."""
    if not viewer.may("norms.maintain"):
        return
    calendar = calendar_of(Organ.objects.get(code=viewer.organ_code))
    told: set[str] = set()
    day = today
    while day <= today + AHEAD:
        for title in calendar.day(day).missing:
            if title not in told:
                told.add(title)
                sentence = f"《{title}》尚未录入，{day} 起的期限都是暂定的；通知发布后请录入。"
                yield sentence, reverse("desk:notice")
        day += datetime.timedelta(1)


ALERTS = (
    Alert(
        id="desk.missing_notices",
        label="放假通知未录入",
        sentences=lambda viewer, today: list(missing_notices(viewer, today)),
    ),
)
