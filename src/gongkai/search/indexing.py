"""The indexes follow the records: what was stored, and what it names by a key, is indexed as it stands."""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Max

from gongkai import registry
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer, command_viewer
from gongkai.ledger import clock
from gongkai.ledger.batches import BATCH, batched
from gongkai.ledger.models import Cursor, Entry, Head
from gongkai.ledger.process_lock import process_lock
from gongkai.registry import Findable, PublicFindable
from gongkai.search.engine import DESK, INDEXES, PUBLIC, PieceIndex
from gongkai.search.sums import digest_of
from gongkai.search.words import fold

FOLLOWER = "search.index"
ROWS_OF_A_DAY = 40  # bits
AT_ONCE = 5_000  # rows a transaction when all are indexed: few enough to wait for, many enough to be quick
DAY_LESS = datetime.date.min

AnyFindable = Findable | PublicFindable
# By kind; a query is dear to build, and asked for its model with every entry.
_models: dict[tuple[type[AnyFindable], str], type[models.Model]] = {}
Said = tuple[datetime.date, tuple[Any, ...]]  # what an index holds of a record: its day, and its columns


def follow(entry: Entry) -> None:
    """Index what an entry is about and what its transaction stored, as it stands now."""
    touched = _touched(entry)
    organ = Organ.objects.filter(code=entry.organ_code).first()
    if organ is None or not touched:
        return
    viewer = reader_of(organ)
    for findable in every_findable():
        if keys := keys_of(findable, viewer, touched):
            for batch in batched(sorted(keys)):
                refresh(findable, viewer, batch)


def every_findable() -> tuple[AnyFindable, ...]:
    """Return all that can be found: on the desk, and by the public."""
    return (*registry.all_of(Findable), *registry.all_of(PublicFindable))


def index_of(findable: AnyFindable) -> PieceIndex:
    """Return the index in which the records of a kind stand."""
    return PUBLIC if isinstance(findable, PublicFindable) else DESK


def keys_of(findable: AnyFindable, viewer: Viewer, touched: Mapping[str, set[int]]) -> set[int]:
    """Return the keys of the records of a kind that may say something else now, of what was touched by model."""
    keys = set(touched.get(model_of(findable, viewer)._meta.label, ()))
    if isinstance(findable, PublicFindable):
        for label, records in findable.rests_on.items():
            for some in batched(sorted(touched.get(label, ()))):  # an import touches more than a query takes
                keys |= set(records(set(some)))
    return keys


def reader_of(organ: Organ) -> Viewer:
    """Return in whose name an organ's records are read to be indexed: it sees all of them."""
    return command_viewer(organ, "reindex", on=clock.today())


def model_of(findable: AnyFindable, viewer: Viewer) -> type[models.Model]:
    """Return of which model the records of a kind are, whoever looks."""
    kind = type(findable), findable.id
    if kind not in _models:
        _models[kind] = findable.query(viewer).model
    return _models[kind]


def refresh(findable: AnyFindable, viewer: Viewer, keys: Sequence[int]) -> None:
    """Index the records of these keys as they stand; what is not there any more is taken out."""
    index = index_of(findable)
    with transaction.atomic():
        rows = index.model.objects.filter(organ=viewer.organ_code, kind=findable.id, key__in=keys)
        there = {row.key: row for row in rows}
        wanted = dict(read(findable, viewer, keys))
        same = {key for key, row in there.items() if key in wanted and wanted[key] == said_by(index, row)}
        index.take_out([row for key, row in there.items() if key not in same])
        new = {key: said for key, said in wanted.items() if key not in same}
        index.put(_Places(index).given(findable, viewer, new))


def read(
    findable: AnyFindable, viewer: Viewer, keys: Sequence[int] | None = None
) -> Iterator[tuple[int, Said]]:
    """Yield key, day and columns of the records of a kind that have words (None: of all of them)."""
    query = findable.query(viewer)
    for record in _all(query) if keys is None else query.filter(pk__in=keys):
        if text := fold("\n".join(findable.texts(record))):
            day = findable.day(record) or DAY_LESS
            yield record.pk, (day, (*_sifted_by(findable, record, day), text))


def _sifted_by(findable: AnyFindable, record: Any, day: datetime.date) -> tuple[Any, ...]:
    """What the public's index holds of a record besides its words."""
    if not isinstance(findable, PublicFindable):
        return ()
    return day.year, findable.validity(record), fold(findable.title(record))


def said_by(index: PieceIndex, row: Any) -> Said:
    """Return what a row says of its record."""
    return day_of(row.place), tuple(getattr(row, column) for column in index.said)


def _all(query: Any) -> Iterator[Any]:
    """Yield all records in the order of their keys. One long read would keep SQLite from tidying its log behind it."""
    last = 0
    while batch := list(query.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        yield from batch
        last = batch[-1].pk


def day_of(place: int) -> datetime.date:
    """Return the day by which a row stands in its place."""
    return datetime.date.fromordinal(place >> ROWS_OF_A_DAY)


def rebuild() -> int | None:
    """Make the indexes anew from the records; return how many rows they hold, None while another process does."""
    with process_lock(FOLLOWER) as held:
        return _rebuilt() if held else None


def _rebuilt() -> int:
    head = Head.objects.get(pk=1).seq
    places = {index: _Places(index) for index in INDEXES}
    for index in INDEXES:
        index.empty()
    number = 0
    for viewer, findable in _kinds():
        said, index = read(findable, viewer), index_of(findable)
        while batch := dict(itertools.islice(said, AT_ONCE)):
            with transaction.atomic():
                index.put(places[index].given(findable, viewer, batch))
            number += len(batch)
    # What happened meanwhile is followed next.
    Cursor.objects.update_or_create(
        follower=FOLLOWER, defaults={"seq": head, "failed_at": None, "failure": ""}
    )
    return number


def behind() -> int:
    """Return how many entries of the ledger are not indexed yet."""
    return Head.objects.get(pk=1).seq - _followed()


def waiting(events: Collection[str]) -> int:
    """Return how many entries of these events are not indexed yet."""
    return Entry.objects.filter(seq__gt=_followed(), event__in=events).count()


def _followed() -> int:
    return Cursor.objects.filter(follower=FOLLOWER).values_list("seq", flat=True).first() or 0


def differences() -> Iterator[str]:
    """Yield what the index does not say as the records do; nothing: it holds exactly what they say."""
    if waiting := behind():
        yield f"还有 {waiting} 条台账没有编入查找索引；后台任务运行时会自动补上。"
    else:
        yield from (sentence for _, sentence in contradictions())


def contradictions() -> Iterator[tuple[str, str]]:
    """Yield where the index says something else than the records, and a sentence; nothing while it is behind them."""
    if behind():
        return
    for viewer, findable in _kinds():
        index = index_of(findable)
        said = digest_of((key, *said) for key, said in read(findable, viewer))
        rows = index.model.objects.filter(organ=viewer.organ_code, kind=findable.id)
        held = digest_of((row.key, *said_by(index, row)) for row in rows.iterator(chunk_size=BATCH))
        if said != held:
            yield (
                f"search:{viewer.organ_code}:{findable.id}",
                f"{'公众查找的' if index is PUBLIC else ''}“{findable.label}”有 {said[0]} 条记录，"
                f"查找索引中有 {held[0]} 条，内容不一致；请运行 gongkai reindex 重建。",
            )
    kinds = [findable.id for findable in every_findable()]
    if any(index.model.objects.exclude(kind__in=kinds).exists() or index.differs() for index in INDEXES):
        yield "search:words", "查找索引与其所记的文字不一致；请运行 gongkai reindex 重建。"


def _kinds() -> Iterator[tuple[Viewer, AnyFindable]]:
    """Yield every kind of every organ, with who reads it."""
    for organ in Organ.objects.order_by("code"):
        viewer = reader_of(organ)
        for findable in every_findable():
            yield viewer, findable


class _Places:
    """Gives each row of an index the next place of its day. One process at a time gives places."""

    def __init__(self, index: PieceIndex) -> None:
        self._index = index
        self._next: dict[datetime.date, int] = {}

    def given(self, findable: AnyFindable, viewer: Viewer, said: dict[int, Said]) -> list[Any]:
        """Return the rows of records."""
        model: Any = self._index.model
        return [
            model(
                place=self._take(day),
                organ_id=viewer.organ_code,
                kind=findable.id,
                key=key,
                **dict(zip(self._index.said, columns, strict=True)),
            )
            for key, (day, columns) in said.items()
        ]

    def _take(self, day: datetime.date) -> int:
        if day not in self._next:
            first = day.toordinal() << ROWS_OF_A_DAY
            rows = self._index.model.objects.filter(place__gte=first, place__lt=first + (1 << ROWS_OF_A_DAY))
            last = rows.aggregate(last=Max("place"))["last"]
            self._next[day] = first if last is None else last + 1
        self._next[day] += 1
        return self._next[day] - 1


def _touched(entry: Entry) -> dict[str, set[int]]:
    """Return the keys, by model, of an entry's subjects, of what its transaction stored, and of what that names.

    What it names: the fact that a correction takes the place of, the case of a receipt, the document of a version.
    """
    touched: dict[str, set[int]] = defaultdict(set)
    for subject in entry.subjects.all():
        if subject.key.isdecimal():
            touched[subject.model].add(int(subject.key))
    for label in entry.data.get("facts", {}):
        model = apps.get_model(label)
        stored = model._base_manager.filter(transaction_id=entry.transaction_id)
        touched[label].update(stored.values_list("pk", flat=True))
        for key in model._meta.concrete_fields:
            if isinstance(key, models.ForeignKey) and key.remote_field.model is not Organ:
                named = stored.filter(**{f"{key.name}__isnull": False}).order_by()
                to: Any = key.remote_field.model
                touched[to._meta.label].update(named.values_list(key.attname, flat=True).distinct())
    return touched
