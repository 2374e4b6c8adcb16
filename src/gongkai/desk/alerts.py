"""What is wrong with what everything rests on: the ledger and its guards, and a holiday notice not entered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from gongkai import law
from gongkai.bodies.holdings import unattended
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import watch
from gongkai.ledger.models import NoticedFault
from gongkai.ledger.verify import in_words
from gongkai.norms.queries import rules_of
from gongkai.registry import Alert


def missing_notices(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the notices without which a request that came in today has a provisional day (条例 art 33).

    As far as its reply can be put off: what waits for a notice then will wait for it soon.
    """
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


def broken_chain(viewer: Viewer) -> list[tuple[str, str]]:
    """Return what is wrong with the ledger and the database's guards, as it is now: the watch noticed something."""
    url = reverse("shell:register", args=["desk.ledger"])
    return [(sentence, url) for sentence in in_words(watch.broken_now())]


def _noticed(viewer: Viewer) -> QuerySet[NoticedFault]:
    return NoticedFault.objects.filter(watch=watch.CHAIN)


def nobody_left(viewer: Viewer) -> list[tuple[str, str]]:
    """Return that work is under way which nobody of the organ can go on with."""
    left = unattended(viewer, viewer.day)
    if not left:
        return []
    sentence = f"本单位有 {'、'.join(left)}，现在没有人可以办理；请给继任者登记任职。"
    return [(sentence, reverse("desk:people"))]


ALERTS = (
    Alert(
        id="desk.nobody_left",
        permission="desk.view_people",
        label="无人办理",
        sentences=nobody_left,
    ),
    Alert(
        id="desk.broken_chain",
        permission="desk.read_ledger",
        label="台账",
        sentences=broken_chain,
        records=_noticed,
    ),
    Alert(
        id="desk.missing_notices",
        permission="norms.maintain",
        label="放假通知未录入",
        sentences=lambda viewer: list(missing_notices(viewer)),
        sealed=True,
    ),
)
