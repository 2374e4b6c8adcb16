"""What is wrong with the website, as an inspection would see it: each the first few, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.registry import Alert
from gongkai.shell import first_shown, numbers_behind
from gongkai.upkeep import queries
from gongkai.upkeep.registers import ENDED

Sentences = list[tuple[str, str]]


def _told(found: QuerySet[Any], say: Callable[[Any], tuple[str, str]], *, others: str, url: str) -> Sentences:
    """Return a sentence for each of the first, and one for the others: `others` says how many ({n})."""
    shown, _, more = first_shown(found)
    said = [say(each) for each in shown]
    return [*said, (others.format(n=more), url)] if more else said


def dead_links(viewer: Viewer) -> Sentences:
    """Return the links of public documents that lead nowhere, each with the document in which it stands."""
    return _told(
        queries.dead_links(viewer).order_by("since", "pk"),
        lambda link: (
            f"《{link.document}》中的链接“{link.words}”{link.get_finding_display()}，请改正后重新公开。",
            reverse("papers:document", args=[link.document_id]),
        ),
        others="另有 {n} 个链接打不开。",
        url=reverse("upkeep:indicator", args=["dead_links"]),
    )


def ended(viewer: Viewer) -> Sentences:
    """Return how many official documents ended and are called in force in the register, and where they are listed."""
    number = numbers_behind(viewer, Alert)["upkeep.ended"]
    sentence = (
        f"公文台账中有 {number} 件已过有效期、已登记废止或者被后来的文件宣布废止，还写“有效”，请核对后更正。"
    )
    return [(sentence, reverse("shell:register", args=[ENDED]))]


ALERTS = (
    Alert(
        id="upkeep.dead_links",
        label="死链",
        permission="upkeep.view",
        sentences=dead_links,
        records=lambda viewer: queries.dead_links(viewer).order_by().values("pk"),
    ),
    Alert(
        id="upkeep.ended",
        label="失效仍标为有效",
        permission="upkeep.view",
        sentences=ended,
        records=lambda viewer: queries.no_longer_in_force(viewer).order_by().values("pk"),
    ),
)
