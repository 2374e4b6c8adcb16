"""Unlock named facts of a finalized year, so that they can be corrected and the report finalized again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.events import FactsUnlocked
from gongkai.ledger.locks import standing_lock
from gongkai.ledger.models import Unlock
from gongkai.ledger.transactions import hold_period


@dataclass(frozen=True)
class Addition:
    """Leave to add a number of facts of a table that count on one day."""

    table: str
    counted_on: datetime.date
    number: int


def unlock_facts(
    *, viewer: Viewer, year: int, facts: Sequence[Any], additions: Sequence[Addition] = (), reason: str
) -> list[Unlock]:
    """Return the unlocks: one for each existing fact that may be superseded, and for each addition.

    Raises `ActionBlocked` without a reason, without anything named, or where the year is not locked. The report
    that was finalized stays as it is until a new candidate is reviewed and finalized.
    """
    viewer.require("reporting.unlock")
    with viewer.transaction() as tx:
        hold_period(viewer.organ_code)
        lock = standing_lock(viewer.organ_code, datetime.date(year, 12, 31))
        blockers = list(_blockers(lock is None, year, facts, additions, reason))
        if lock is None or blockers:
            raise ActionBlocked(blockers)
        named = [Unlock(table=f._meta.db_table, fact_key=f.pk) for f in facts]
        named += [Unlock(table=a.table, counted_on=a.counted_on, number=a.number) for a in additions]
        for unlock in named:
            unlock.lock, unlock.reason = lock, reason
        tx.add_all(named)
        tx.record(
            FactsUnlocked(number=len(named)),
            subjects=[*facts, *named],
        )
    return named


def _blockers(
    unlocked: bool, year: int, facts: Sequence[Any], additions: Sequence[Addition], reason: str
) -> Iterator[Blocker]:
    if unlocked:
        yield Blocker(f"{year} 年数据没有锁定，可以直接更正。")
    if not facts and not additions:
        yield Blocker("请选择要更正的记录，或者写明要补登的日期和条数。")
    if not reason.strip():
        yield Blocker("请写明为什么更正，理由将记入台账。", field="reason")
