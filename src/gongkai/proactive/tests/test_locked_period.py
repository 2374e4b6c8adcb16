"""In a locked period nothing is counted anew, corrected or voided, by whatever way it comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.corrections import successor
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import WAYS
from gongkai.ledger.errors import GuardViolation, PeriodLocked
from gongkai.ledger.tests.locks import lock_of_2023, unlock
from gongkai.proactive.ledgers import CATALOGUE, DECISIONS, FEES, FOLLOWERS, PROPOSALS, PUBLICATIONS, RESULTS
from gongkai.proactive.models import Disclosure, ProposalReply
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.things import (
    DAY,
    TODAY,
    channel,
    decision,
    disclosed,
    fee,
    followers,
    proposal,
    proposal_reply,
    publication,
    result,
    say_more,
)
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.spec import LedgerSpec

pytestmark = pytest.mark.django_db
# The ledger of each counted table, and the field that holds a fact's own day, by which the year counts it.
LEDGER_OF: dict[type[Fact], tuple[LedgerSpec, str]] = {
    **{
        ledger.model: (ledger, ledger.counted_by)
        for ledger in (PUBLICATIONS, FOLLOWERS, DECISIONS, RESULTS, FEES, CATALOGUE)
    },
    ProposalReply: (PROPOSALS, "replied_on"),
    Disclosure: (RESULTS, "published_on"),
}


@pytest.fixture
def office() -> Bureau:
    return bureau()


def one_of_each(office: Bureau) -> list[Fact]:
    """Return a fact of every counted table of the room, all of 2023."""
    weibo = channel(office)
    licence, found = decision(office), result(office)
    return [
        publication(office, weibo),
        followers(office, weibo, 73),
        licence,
        found,
        fee(office, "示1", "1.00"),
        proposal_reply(office, proposal(office)),
        disclosed(office, result(office, "示例·已公开的企业")),
        matter(office),
    ]


def test_every_counted_table_of_the_room_is_tried(office: Bureau) -> None:
    counted = {model for model in apps.get_app_config("proactive").get_models() if issubclass(model, Fact)}
    assert {type(fact) for fact in one_of_each(office)} == counted == set(LEDGER_OF)


def another(fact: Fact, **changes: object) -> Fact:
    """Return an unsaved fact like this one that corrects nothing."""
    row = successor(fact, reason="", **changes)
    row.supersedes = None  # type: ignore[attr-defined]
    return row


def one_more_of_each(office: Bureau, facts: list[Fact]) -> list[Fact]:
    """Return unsaved facts of 2023 that nothing but a lock would stop."""
    posted, counted, licence, found, paid, answered, public, listed = facts
    next_day = DAY + datetime.timedelta(1)
    return [
        another(posted),
        another(counted, taken_on=next_day, counted_on=next_day),
        another(licence, doc_number="示许〔2023〕9号"),
        another(found, target="示例·另一企业"),
        another(paid, voucher="示9"),
        another(answered, proposal=proposal(office, "9")),
        another(public, subject="licensing", result=None, decision=licence),
        another(listed, name="示例·另一事项"),
    ]


@pytest.mark.parametrize("store", WAYS)
def test_no_way_adds_corrects_or_voids(office: Bureau, store: Callable[[Fact], None]) -> None:
    facts = one_of_each(office)
    more = one_more_of_each(office, facts)
    lock_of_2023()
    for fact, anew in zip(facts, more, strict=True):
        ledger, day = LEDGER_OF[type(fact)]
        moved = successor(fact, reason="示例", counted_on=TODAY, **{day: TODAY})
        for row in (anew, moved, successor(fact, reason="示例", voids=True)):
            # A day that is part of the key is not moved by a correction, locked or not: either refusal may come first.
            with pytest.raises(
                (GuardViolation, PeriodLocked) if row is moved and day in ledger.key else PeriodLocked
            ):
                store(row)


@pytest.mark.parametrize("store", WAYS)
def test_without_a_lock_every_way_adds(office: Bureau, store: Callable[[Fact], None]) -> None:
    facts = one_of_each(office)
    for anew in one_more_of_each(office, facts):
        store(anew)


def test_no_action_adds_corrects_or_voids(office: Bureau) -> None:
    facts = one_of_each(office)
    lock_of_2023()
    officer = office.disclosure_officer
    gone = {"published_on": None, "url": None}
    changes = [
        *(
            {"topic": "work_plan"},
            {"followers": 74},
            {"matter": "示例·另一事项"},
            {"conclusion": "示例：不符"},
        ),
        *({"item": "示例·另一项"}, dict.fromkeys(["replied_on", "attribute"]), gone, {"content": "示例·另"}),
    ]
    for fact, row in zip(facts, changes, strict=True):
        ledger, _ = LEDGER_OF[type(fact)]
        record: Any = {ProposalReply: "proposal", Disclosure: "result"}.get(type(fact))
        record = getattr(fact, record) if record else fact
        with pytest.raises(ActionBlocked, match="已定稿"):
            correct(viewer=officer.on(TODAY), ledger=ledger, record=record, row=row, reason="示例")
        with pytest.raises(ActionBlocked, match="已定稿"):
            void(viewer=officer.on(TODAY), ledger=ledger, record=record, reason="示例")
    answer = facts[5].proposal  # type: ignore[attr-defined]
    with pytest.raises(PeriodLocked):
        say_more(office, PROPOSALS, answer.kind, answer.session, answer.number, grade="B")
    with pytest.raises(PeriodLocked):
        disclosed(office, facts[2])  # type: ignore[arg-type]
    with pytest.raises(PeriodLocked, match="已定稿"):
        publication(office, facts[0].channel, "示例·另一条")  # type: ignore[attr-defined]
    publication(office, facts[0].channel, "示例·另一条", published_on=TODAY)  # type: ignore[attr-defined]


def test_an_unlock_lets_the_named_fact_be_corrected(office: Bureau) -> None:
    named, *_ = one_of_each(office)
    given = unlock(lock_of_2023(), table=named._meta.db_table, fact_key=named.pk)
    right = correct(
        viewer=office.disclosure_officer.on(TODAY),
        ledger=PUBLICATIONS,
        record=named,
        row={"url": "https://www.example.cn/更正"},
        reason="示例",
    )
    assert right.unlock_id == given.pk


@pytest.mark.parametrize("store", WAYS)
def test_only_an_unlock_of_the_last_lock_serves(office: Bureau, store: Callable[[Fact], None]) -> None:
    named, *_ = one_of_each(office)
    of = {"table": named._meta.db_table, "fact_key": named.pk}
    earlier = unlock(lock_of_2023(), **of)
    last = lock_of_2023()
    with pytest.raises(PeriodLocked):
        store(successor(named, reason="示例", url="https://www.example.cn/更正", unlock=earlier))
    store(successor(named, reason="示例", url="https://www.example.cn/更正", unlock=unlock(last, **of)))
