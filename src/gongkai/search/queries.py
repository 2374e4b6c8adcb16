"""What a viewer finds: by kind, newest first, each hit with the phrase; of nothing that its room would not show."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Findable
from gongkai.search.engine import DESK, Part, ProposedRecord
from gongkai.search.words import Phrase, phrases, words_of

OF_A_KIND = 5  # on the page of all kinds
HITS_A_PAGE = 30
AROUND = 24  # characters before what was looked for
LAST_PAGE_READS = 10


@dataclass(frozen=True)
class SearchHit:
    """A record found: what it is called, its day, the words around what was looked for, where it is read."""

    title: Sequence[Phrase]
    day: datetime.date | None
    context: Sequence[Phrase]
    url: str


@dataclass(frozen=True)
class HitsOfKind:
    """What of one kind was found, newest first; `after` is where the next page begins (None: that is all)."""

    findable: Findable
    hits: Sequence[SearchHit]
    after: int | None


def kinds_for(viewer: Viewer) -> list[Findable]:
    """Return the kinds in which a viewer may find something."""
    return [each for each in registry.all_of(Findable) if viewer.may(each.permission)]


def find(viewer: Viewer, question: str) -> list[HitsOfKind]:
    """Return the newest hits of every kind that has any."""
    words, kinds = words_of(question), kinds_for(viewer)
    parts = [_part(viewer, each) for each in kinds]
    proposed = DESK.newest(parts, words, before=None, limit=OF_A_KIND + 1)
    found = (_of_kind(viewer, kind, words, [p for p in proposed if p.kind == kind.id]) for kind in kinds)
    return [each for each in found if each.hits]


def find_of_kind(
    viewer: Viewer, findable: Findable, question: str, *, before: int | None = None
) -> HitsOfKind:
    """Return a page of hits of one kind, of those below a place if one is given."""
    viewer.require(findable.permission)
    words, part = words_of(question), _part(viewer, findable)
    hits: list[SearchHit] = []
    # What the index proposes is shown but for what its room holds back, so this is nearly always read once.
    for _ in range(LAST_PAGE_READS):
        proposed = DESK.newest([part], words, before=before, limit=HITS_A_PAGE - len(hits) + 1)
        is_last = len(proposed) <= HITS_A_PAGE - len(hits)
        taken = proposed[: HITS_A_PAGE - len(hits)]
        hits += _hits(viewer, findable, words, taken)
        if is_last:
            return HitsOfKind(findable, hits, None)
        before = taken[-1].place
        if len(hits) >= HITS_A_PAGE:
            break
    return HitsOfKind(findable, hits, before)


def _part(viewer: Viewer, findable: Findable) -> Part:
    return {"organ_id": viewer.organ_code, "kind": findable.id}


def _of_kind(
    viewer: Viewer, findable: Findable, words: list[str], proposed: Sequence[ProposedRecord]
) -> HitsOfKind:
    shown = proposed[:OF_A_KIND]
    hits = list(_hits(viewer, findable, words, shown)) if shown else []
    return HitsOfKind(findable, hits, shown[-1].place if len(proposed) > OF_A_KIND else None)


def _hits(
    viewer: Viewer, findable: Findable, words: list[str], proposed: Sequence[ProposedRecord]
) -> Iterator[SearchHit]:
    """Yield the records proposed that the room shows this viewer, as they stand now."""
    if not proposed:
        return
    keys = [proposal.key for proposal in proposed]
    records: dict[int, Any] = {record.pk: record for record in findable.query(viewer).filter(pk__in=keys)}
    for key in keys:
        if (record := records.get(key)) is not None:
            yield _hit(findable, record, words)


def _hit(findable: Findable, record: Any, words: list[str]) -> SearchHit:
    title = findable.title(record)
    others = [text for text in findable.texts(record) if text and text not in title]
    text = next(
        (t for t in others if any(p.is_asked for p in phrases(t, words))), others[0] if others else ""
    )
    return SearchHit(
        title=phrases(title, words),
        day=findable.day(record),
        context=phrases(text, words, around=AROUND),
        url=findable.url(record),
    )
