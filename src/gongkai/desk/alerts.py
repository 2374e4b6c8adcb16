"""What is wrong with what everything counts by: a holiday notice that is not entered."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.registry import Alert


def missing_notices(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the notices without which a request that came in today has a provisional day (条例 art 33).

    As far as its reply can be put off: what waits for a notice then will wait for it soon.
    """
    if not viewer.may("norms.maintain"):
        return
    rules = rules_of(viewer)
    longest = law.reply_deadline(
        viewer.day,
        calendar=rules.calendar,
        values=rules.values,
        extended_by=rules.values.on("reply.extension", viewer.day).number,
    )
    for title in longest.missing:
        sentence = f"《{title}》尚未录入，跨到那一年的期限都是暂定的；通知发布后请录入。"
        yield sentence, reverse("desk:notice")


ALERTS = (
    Alert(
        id="desk.missing_notices",
        label="放假通知未录入",
        sentences=lambda viewer: list(missing_notices(viewer)),
    ),
)
