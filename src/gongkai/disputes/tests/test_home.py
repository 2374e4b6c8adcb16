"""A written answer is due in every open case until it is recorded, or until the case ended."""

from __future__ import annotations

import datetime

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.disputes.home import due_answers
from gongkai.disputes.ledgers import DISPUTES
from gongkai.disputes.models import Dispute, WrittenAnswer
from gongkai.shell import lines_of, sources
from gongkai.shell.ledgers.entry import correct, enter, void

pytestmark = pytest.mark.django_db

D = datetime.date
RECEIVED, DUE, DUE_SIMPLIFIED = D(2024, 9, 12), D(2024, 9, 27), D(2024, 9, 20)
TODAY = D(2024, 9, 19)


def case_of(b: Bureau, number: str = "示1", **said: object) -> Dispute:
    row = {"number": number, "procedure": "reconsideration", "attacked": "示例·答复", "filed_on": RECEIVED}
    case: Dispute = enter(viewer=b.disclosure_officer.on(TODAY), ledger=DISPUTES, row=row | said)
    return case


def test_the_answer_is_due_by_the_law_and_leads_to_the_case() -> None:
    b = bureau()
    case = case_of(b)
    (line,) = due_answers(b.disclosure_officer.on(TODAY))
    assert line.basis.startswith("复议法第四十八条、复议法第八十八条")
    assert (line.due_on, line.stage) == (
        DUE,
        "提出书面答复",
    )
    assert line.working_days_left == 6
    assert line.url == f"/desk/registers/disputes.cases/{case.pk}/"
    assert "示1" in line.title


def test_the_simplified_procedure_is_shorter() -> None:
    b = bureau()
    case_of(b, simplified=True)
    assert [line.due_on for line in due_answers(b.disclosure_officer.on(TODAY))] == [DUE_SIMPLIFIED]


def test_in_court_a_period_that_was_not_checked_says_so() -> None:
    b = bureau()
    case_of(b, procedure="litigation_direct")
    (line,) = due_answers(b.disclosure_officer.on(TODAY))
    assert (line.due_on, line.stage) == (D(2024, 9, 27), "提交答辩状（期限未经核对）")


@pytest.mark.parametrize(
    "said",
    [
        {"answered_on": D(2024, 9, 18)},
        {"outcome": "不予受理", "decided_on": D(2024, 9, 13), "effective_on": D(2024, 9, 13)},
    ],
    ids=["answered", "ended"],
)
def test_nothing_is_due_of_what_was_answered_or_ended(said: dict[str, object]) -> None:
    b = bureau()
    case = case_of(b)
    correct(viewer=b.disclosure_officer.on(TODAY), ledger=DISPUTES, record=case, row=said)
    assert list(due_answers(b.disclosure_officer.on(TODAY))) == []
    again = {**dict.fromkeys(said), "filed_on": RECEIVED}
    correct(
        viewer=b.disclosure_officer.on(TODAY), ledger=DISPUTES, record=case, row=again, reason="示例：误填"
    )
    assert [line.due_on for line in due_answers(b.disclosure_officer.on(TODAY))] == [DUE]
    void(viewer=b.disclosure_officer.on(TODAY), ledger=DISPUTES, record=case, reason="示例：误登")
    assert list(due_answers(b.disclosure_officer.on(TODAY))) == []


def test_what_is_not_listed_is_told_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    b = bureau()
    for number in ("示1", "示2", "示3"):
        case_of(b, number)
    monkeypatch.setattr(sources, "LINES_SHOWN", 1)
    first, others = due_answers(b.disclosure_officer.on(TODAY))
    assert "示1" in first.title
    assert (others.title, others.due_on) == ("另有 2 件案件没有提交书面答复", DUE)
    assert others.url == "/desk/registers/disputes.cases/"


def test_no_day_is_made_up_where_no_rule_was_in_force() -> None:
    b = bureau()
    case_of(b, filed_on=D(2023, 5, 8))
    assert list(due_answers(b.disclosure_officer.on(TODAY))) == []


def test_an_answer_before_the_copy_came_is_refused() -> None:
    b = bureau()
    with pytest.raises(ActionBlocked, match="早于“收到日期”"):
        case_of(b, answered_on=D(2024, 9, 11))
    assert not WrittenAnswer.objects.exists()


def test_who_may_not_see_cases_is_told_nothing() -> None:
    b = bureau()
    case_of(b)
    item = registry.one(registry.DueItem, "disputes.answers")
    assert not lines_of(b.drafter.on(TODAY), item)
    assert lines_of(b.disclosure_officer.on(TODAY), item)
