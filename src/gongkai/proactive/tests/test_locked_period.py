"""In a locked period nothing is counted anew, corrected or voided, by whatever way it comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from uuid import uuid4

import pytest

from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import WAYS
from gongkai.ledger.errors import PeriodLocked
from gongkai.ledger.models import PeriodLock, Unlock
from gongkai.proactive.actions.correct import DAY_OF, correct, void
from gongkai.proactive.actions.disclose import disclose
from gongkai.proactive.actions.publish import snapshot_followers
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    channel,
    decision,
    fee,
    proposal,
    proposal_reply,
    publication,
    result,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def one_of_each(office: Bureau) -> list[Fact]:
    """Return a fact of every counted table of the room, all of 2023."""
    weibo = channel(office)
    officer = office.disclosure_officer
    licence, found = decision(office), result(office)
    return [
        publication(office, weibo),
        snapshot_followers(viewer=officer.on(TODAY), channel=weibo, followers=73, taken_on=DAY),
        licence,
        found,
        fee(office, "示1", "1.00"),
        proposal_reply(office, proposal(office)),
        disclose(viewer=officer.on(TODAY), of=result(office, "示例·已公开的企业"), published_on=DAY),
    ]


def lock() -> PeriodLock:
    first, last = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)
    return PeriodLock.objects.create(organ_code="SL", first_on=first, last_on=last, transaction_id=uuid4())


def test_every_counted_table_of_the_room_is_tried(office: Bureau) -> None:
    assert {type(fact) for fact in one_of_each(office)} == set(DAY_OF)


def another(fact: Fact, **changes: object) -> Fact:
    """Return an unsaved fact like this one that corrects nothing."""
    row = successor(fact, reason="", **changes)
    row.supersedes = None  # type: ignore[attr-defined]
    return row


def one_more_of_each(office: Bureau, facts: list[Fact]) -> list[Fact]:
    """Return unsaved facts of 2023 that nothing but a lock would stop."""
    posted, counted, licence, found, paid, answered, public = facts
    return [
        another(posted),
        another(counted, taken_on=DAY + datetime.timedelta(1)),
        another(licence, doc_number="示许〔2023〕9号"),
        another(found, target="示例·另一企业"),
        another(paid, voucher="示9"),
        another(answered, proposal=proposal(office, "9")),
        another(public, subject="licensing", result=None, decision=licence),
    ]


@pytest.mark.parametrize("store", WAYS)
def test_no_way_adds_corrects_or_voids(office: Bureau, store: Callable[[Fact], None]) -> None:
    facts = one_of_each(office)
    more = one_more_of_each(office, facts)
    lock()
    for fact, anew in zip(facts, more, strict=True):
        moved = successor(fact, reason="示例", counted_on=TODAY, **{DAY_OF[type(fact)]: TODAY})
        for row in (anew, moved, successor(fact, reason="示例", voids=True)):
            with pytest.raises(PeriodLocked):
                store(row)


@pytest.mark.parametrize("store", WAYS)
def test_without_a_lock_every_way_adds(office: Bureau, store: Callable[[Fact], None]) -> None:
    facts = one_of_each(office)
    for anew in one_more_of_each(office, facts):
        store(anew)


def test_no_action_adds_corrects_or_voids(office: Bureau) -> None:
    facts = one_of_each(office)
    lock()
    officer = office.disclosure_officer
    for fact in facts:
        with pytest.raises(PeriodLocked):
            correct(viewer=officer.on(TODAY), fact=fact, changes={}, reason="示例")
    with pytest.raises(PeriodLocked):
        void(viewer=officer.on(TODAY), fact=facts[0], reason="示例")
    with pytest.raises(PeriodLocked, match="已定稿"):
        publication(office, facts[0].channel, "示例·另一条")  # type: ignore[attr-defined]
    publication(office, facts[0].channel, "示例·另一条", published_on=TODAY)  # type: ignore[attr-defined]


def test_an_unlock_lets_the_named_fact_be_corrected(office: Bureau) -> None:
    named, *_ = one_of_each(office)
    unlock = Unlock.objects.create(
        lock=lock(), table=named._meta.db_table, fact_key=named.pk, reason="示例", transaction_id=uuid4()
    )
    right = correct(
        viewer=office.disclosure_officer.on(TODAY),
        fact=named,
        changes={"title": "示例·更正"},
        reason="示例",
        unlock=unlock,
    )
    assert right.unlock_id == unlock.pk
