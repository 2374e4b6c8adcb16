"""What is told before a list is made public: of whom it makes so much public that together it may tell more."""

from __future__ import annotations

from collections import Counter

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers.models import Version
from gongkai.proactive.disclosing import is_list
from gongkai.proactive.lists import UNNAMED, ListBody, body_of
from gongkai.registry import Consequence
from gongkai.review.models import Release, Withdrawal
from gongkai.upkeep.queries import lately_disclosed, value_of

NAMED = 5
NAMING = ("行政相对人", "监察对象")  # the heads under which a list names whom it is about


def gathering(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return of whom a list, with what is public already, says as much as is told of (条例 art 43)."""
    if not is_list(version.document):
        return []
    body = body_of(version)
    said = Counter(name for line in body.lines.values() for name in _named(body, line))
    if not said:
        return []
    besides = lately_disclosed(viewer).exclude(**{f"{body.of.link}__in": list(body.lines)})
    public = Counter(besides.filter(party__in=list(said)).values_list("party", flat=True))
    at, months = value_of(viewer, "site.gathered"), value_of(viewer, "site.gathered_within")
    both = {name: number + public[name] for name, number in said.items()}
    told = [f"“{name}”（{number} 项）" for name, number in both.items() if number >= at]
    if not told:
        return []
    more = f"等 {len(told)} 个对象" if len(told) > NAMED else ""
    sentence = (
        f"连同 {months} 个月内已公开的，关于{'、'.join(told[:NAMED])}{more}的信息较多，"
        "请评估汇聚、关联后的风险，需要时分开公开或者减少列项。"
    )
    return [Blocker(sentence)]


def _named(body: ListBody, line: list[str]) -> list[str]:
    """The units that a line is about, as the list names them: who is no unit stands in none."""
    said = dict(zip(body.heads, line, strict=True))
    return [said[head] for head in NAMING if said.get(head, UNNAMED) != UNNAMED]


def _released(tx: LedgerTransaction, viewer: Viewer, release: Release) -> None:
    """Write nothing: what became public is counted where it is kept."""


def _withdrawn(tx: LedgerTransaction, viewer: Viewer, withdrawal: Withdrawal) -> None:
    """Write nothing."""


CONSEQUENCES = (
    Consequence(id="upkeep.gathering", released=_released, withdrawn=_withdrawn, notices=gathering),
)
