"""What follows from what happened: in order, once where nothing fails, stopped where something does."""

from __future__ import annotations

import datetime

import pytest

from gongkai.ledger.events import FactsUnlocked, KeyRotated
from gongkai.ledger.followers import advance, stopped
from gongkai.ledger.models import Cursor, Entry
from gongkai.ledger.transactions import Actor, ledger_transaction
from gongkai.registry import Event, Follower

pytestmark = pytest.mark.django_db


def happen(event: Event | None = None) -> None:
    with ledger_transaction(organ_code="SL", actor=Actor("001", "示例"), day=datetime.date(2023, 1, 3)) as tx:
        tx.record(event or FactsUnlocked(number=1), subjects=[])


def test_entries_are_followed_in_order_and_once() -> None:
    seen: list[int] = []
    follower = Follower(
        id="t", label="示例", events=("ledger.facts_unlocked",), follow=lambda e: seen.append(e.seq)
    )
    happen()
    happen(KeyRotated(key="示例"))
    happen()
    assert advance(follower) == 2
    assert advance(follower) == 0
    assert seen == [1, 3]
    assert Cursor.objects.get(pk="t").seq == 3


def test_a_follower_that_fails_stops_its_line_and_goes_on_where_it_stopped() -> None:
    broken, seen = True, []

    def follow(entry: Entry) -> None:
        if broken and entry.seq == 2:
            raise RuntimeError("张三 13800000000")
        seen.append(entry.seq)

    follower = Follower(id="t", label="示例", events=("ledger.facts_unlocked",), follow=follow)
    for _ in range(3):
        happen()
    assert advance(follower) == 1
    [line] = stopped()
    assert line.failure == "第 2 条：RuntimeError"
    broken = False
    assert advance(follower) == 2
    assert seen == [1, 2, 3]
    assert stopped() == []
