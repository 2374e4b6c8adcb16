"""After a finalization: named facts are unlocked with a reason, corrected, and the report is finalized again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.inforequests.actions.correct import correct_reply
from gongkai.inforequests.models import Receipt, Reply
from gongkai.ledger.errors import PeriodLocked
from gongkai.ledger.models import Unlock
from gongkai.reporting import queries
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.actions.unlock import Addition, unlock_facts
from gongkai.reporting.tests.test_finalizing import DAY, ask, finalized, last_year, reply, reviewed

pytestmark = pytest.mark.django_db

D = datetime.date


def correct(b: Bureau, wrong: Reply, ground: str = "process_information") -> Reply:
    return correct_reply(
        viewer=b.disclosure_officer.on(DAY),
        reply=wrong,
        ground=ground,
        decided_on=wrong.decided_on,
        doc_number="",
        reason="示例·理由登记有误",
    )


def finalized_with_a_reply(b: Bureau) -> Reply:
    last_year(b)
    case = ask(b, "示1", D(2023, 3, 1))
    reply(b, case, "third_party", D(2023, 3, 9))
    finalized(b)
    return Reply.objects.get()


def test_a_locked_fact_is_not_corrected_without_leave() -> None:
    b = bureau()
    wrong = finalized_with_a_reply(b)
    with pytest.raises(ActionBlocked, match="数据已锁定"):
        correct(b, wrong)


def test_a_named_fact_is_corrected_and_the_second_finalization_says_what_differs() -> None:
    b = bureau()
    wrong = finalized_with_a_reply(b)
    unlock_facts(viewer=b.disclosure_officer.on(DAY), year=2023, facts=[wrong], reason="示例·理由登记有误")
    correct(b, wrong)
    first = queries.standing_finalization(b.disclosure_officer, 2023)
    assert first is not None
    assert queries.value_of(first.candidate).cell("requests.denied_4.natural") == 1
    candidate = reviewed(b)
    changed = {p for p, _, _ in queries.counted(first.candidate).differences(queries.counted(candidate))}
    assert {"requests.denied_4.natural", "requests.denied_6.natural"} <= changed
    with pytest.raises(ActionBlocked, match="再次定稿"):
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=candidate)
    second = finalize_candidate(
        viewer=b.disclosure_officer.on(DAY), candidate=candidate, note="示例·更正一件申请的结果"
    )
    assert second.number == 2
    assert queries.value_of(second.candidate).cell("requests.denied_6.natural") == 1
    with pytest.raises(ActionBlocked, match="数据已锁定"):
        correct(b, Reply.objects.get(ground="process_information"))


def test_an_addition_is_allowed_as_often_as_was_said_and_on_its_day_only() -> None:
    b = bureau()
    last_year(b)
    finalized(b)
    table = Receipt._meta.db_table
    unlock_facts(
        viewer=b.disclosure_officer.on(DAY),
        year=2023,
        facts=[],
        additions=[Addition(table, D(2023, 5, 10), 1)],
        reason="示例·漏登一件",
    )
    with pytest.raises(PeriodLocked):
        ask(b, "示0", D(2023, 5, 11))
    ask(b, "示1", D(2023, 5, 10))
    with pytest.raises(PeriodLocked):
        ask(b, "示2", D(2023, 5, 10))


def unlocked(b: Bureau, *facts: Reply, additions: Sequence[Addition] = ()) -> list[Unlock]:
    return unlock_facts(
        viewer=b.disclosure_officer.on(DAY),
        year=2023,
        facts=facts,
        additions=additions,
        reason="示例·再次更正",
    )


def finalized_again(b: Bureau) -> None:
    finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=reviewed(b), note="示例·更正")


def test_after_a_second_finalization_an_unlock_serves_as_after_the_first() -> None:
    b = bureau()
    wrong = finalized_with_a_reply(b)
    unlocked(b, wrong)
    right = correct(b, wrong)
    finalized_again(b)
    addition = Addition(Receipt._meta.db_table, D(2023, 5, 10), 1)
    named, added = unlocked(b, right, additions=[addition])
    assert correct(b, right, ground="internal_affairs").unlock == named
    assert ask(b, "示2", D(2023, 5, 10)).receipts.get().unlock == added
    with pytest.raises(PeriodLocked):
        ask(b, "示3", D(2023, 5, 10))


def test_an_unlock_that_was_not_used_ends_with_the_next_finalization() -> None:
    b = bureau()
    wrong = finalized_with_a_reply(b)
    unlocked(b, wrong, additions=[Addition(Receipt._meta.db_table, D(2023, 5, 10), 1)])
    finalized_again(b)
    with pytest.raises(ActionBlocked, match="数据已锁定"):
        correct(b, wrong)
    with pytest.raises(PeriodLocked):
        ask(b, "示2", D(2023, 5, 10))
    (named,) = unlocked(b, wrong)
    assert correct(b, wrong).unlock == named


def test_unlocking_needs_a_reason_and_something_named() -> None:
    b = bureau()
    finalized_with_a_reply(b)
    with pytest.raises(ActionBlocked) as refused:
        unlock_facts(viewer=b.disclosure_officer.on(DAY), year=2023, facts=[], reason=" ")
    assert len(refused.value.sentences) == 2


def test_an_unlocked_year_needs_no_unlock() -> None:
    b = bureau()
    case = ask(b, "示1", D(2023, 3, 1))
    with pytest.raises(ActionBlocked, match="没有锁定"):
        unlock_facts(
            viewer=b.disclosure_officer.on(DAY), year=2023, facts=list(case.receipts.all()), reason="示例"
        )
