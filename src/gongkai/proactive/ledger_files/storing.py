"""How rows become facts: what stands under the same key is superseded, and what was made public is linked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from gongkai.bodies.models import Organ
from gongkai.bodies.records import Fact
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.correct import DAY_OF
from gongkai.proactive.actions.disclose import Disclosable, disclosure_of
from gongkai.proactive.models import Disclosure
from gongkai.proactive.queries import roots
from gongkai.registry import ImportIssue

BATCH = 500
REASON = "导入台账更正"
Key = tuple[Any, ...]
Row = Mapping[str, Any]
T = TypeVar("T", bound=Fact)
Found = TypeVar("Found")


def in_batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield the keys a query can ask for at once."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def find_all(
    find: Callable[[Viewer, Sequence[Key]], Mapping[Key, Found]], viewer: Viewer, keys: Sequence[Key]
) -> dict[Key, Found]:
    """Return what stands under any number of keys."""
    return {key: fact for batch in in_batches(keys) for key, fact in find(viewer, batch).items()}


def store(viewer: Viewer, facts: Iterable[tuple[Key, T]], *, standing: Mapping[Key, T]) -> Sequence[T]:
    """Store facts inside the running import, each in the place of what stands under its key and differs."""
    made = []
    for key, fact in facts:
        before = standing.get(key)
        if before is not None and not _differs(fact, before):
            continue
        fact.organ_id = viewer.organ_code
        fact.counted_on = getattr(fact, DAY_OF[type(fact)])
        if before is not None:
            fact.supersedes = before
            fact.reason = REASON
        made.append(fact)
    with viewer.transaction() as tx:
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        return tx.add_all(made)


OWN = frozenset(
    {
        "id",
        "organ",
        "transaction_id",
        "salt",
        "supersedes",
        "unlock",
        "reason",
        "voids",
        "counted_on",
        "release",
    }
)


def _differs(fact: Fact, before: Fact) -> bool:
    names = (f.attname for f in fact._meta.concrete_fields if f.name not in OWN)
    return before.voids or any(getattr(fact, name) != getattr(before, name) for name in names)


def disclosures_of(facts: Sequence[Disclosable]) -> dict[int, Disclosure]:
    """Return the standing disclosures of facts, by the facts' ids."""
    if not facts:
        return {}
    name = disclosure_of(facts[0], root=0, published_on=datetime.date.min)
    field = next(f for f in ("decision_id", "result_id", "reply_id") if getattr(name, f) is not None)
    first = roots(facts)
    found: dict[int, Disclosure] = {}
    for batch in in_batches(sorted(set(first.values()))):
        standing = Disclosure.objects.standing().filter(**{f"{field}__in": batch})
        found |= {getattr(disclosure, field): disclosure for disclosure in standing}
    return {pk: found[root] for pk, root in first.items() if root in found}


def store_disclosures(viewer: Viewer, rows: Sequence[tuple[Disclosable, Row]]) -> Sequence[Disclosure]:
    """Store that what the rows are about was made public, where they say so and it is not known."""
    told = [(fact, row) for fact, row in rows if row["published_on"]]
    facts = [fact for fact, _ in told]
    first, known = roots(facts), disclosures_of(facts)
    return store(
        viewer,
        [
            (
                (fact.pk,),
                disclosure_of(
                    fact, root=first[fact.pk], published_on=row["published_on"], url=row["url"] or ""
                ),
            )
            for fact, row in told
        ],
        standing={(pk,): disclosure for pk, disclosure in known.items()},
    )


def disclosure_columns(disclosure: Disclosure | None) -> dict[str, Any]:
    """Return what a ledger file says about publication."""
    if disclosure is None:
        return {"published_on": None, "url": None}
    return {"published_on": disclosure.published_on, "url": disclosure.url}


def disclosure_issues(row: Row, decided: str, header: str) -> Iterator[ImportIssue]:
    """Yield what is wrong with the columns about publication; `decided` is the column of the earlier day."""
    published, before = row["published_on"], row[decided]
    if published is None and row["url"]:
        yield issue("published_on", "公开日期", "“公开日期”没有填写，有公开网址的应填写公开日期。")
    if published is not None and before is not None and published < before:
        message = f"“公开日期”{published} 早于“{header}”{before}，请核对这两个日期。"
        yield issue("published_on", "公开不早于作出", message)


def issue(column: str, rule: str, message: str) -> ImportIssue:
    """Return what is wrong in a cell."""
    return ImportIssue(column=column, rule=rule, message=message)
