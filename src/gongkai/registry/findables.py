"""What can be found: by officers on the desk, by the public on the portal."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai.registry.kinds import Query, Record, Viewer


@dataclass(frozen=True, kw_only=True)
class Findable:
    """Records that the desk's search finds by any words of their `texts`, for who has the permission.

    `query(viewer)` returns what this viewer may see: it is asked again for every hit, whatever the index says. `texts`
    are the record's own words (what it names is found by itself), `title` what a hit is called, `day` its rank.
    """

    id: str
    label: str
    permission: str
    query: Callable[[Viewer], Query]
    title: Callable[[Record], str]
    texts: Callable[[Record], Sequence[str]]
    url: Callable[[Record], str]
    day: Callable[[Record], datetime.date | None] = lambda record: None


@dataclass(frozen=True, kw_only=True)
class PublicFindable:
    """Records that the public's search finds by any words of their `texts`: what is released and stands.

    `query(viewer)` returns what is public of the viewer's organ, and nothing of it depends on who the viewer is.
    `validity(record)` is one of the codes of the register of official documents, "" of what has none. `rests_on` names
    the models whose rows a record's words or validity rest on without a key: by label, the keys of such rows → those of
    records.
    """

    id: str
    label: str
    query: Callable[[Viewer], Query]
    title: Callable[[Record], str]
    texts: Callable[[Record], Sequence[str]]
    day: Callable[[Record], datetime.date]
    validity: Callable[[Record], str]
    rests_on: Mapping[str, Callable[[set[int]], Iterable[int]]] = field(default_factory=dict)
