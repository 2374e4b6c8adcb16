"""Every golden case of ``cases/*.toml``, answered by the functions themselves."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai import law
from gongkai.law.golden import Case, golden_cases
from gongkai.law.values import TIME_UNITS

VALUES = law.shipped_values()
FEE_FUNCTIONS: dict[str, Callable[..., law.Fee]] = {"items": law.fee_by_items, "pages": law.fee_by_pages}


def request_deadlines(received: date, region: str | None = None) -> dict[str, Any]:
    known = law.calendar(region)

    def due(key: str) -> date | None:
        return law.deadline(key, received, calendar=known, values=VALUES).due

    extended = law.reply_deadline(received, calendar=known, values=VALUES, extended_by=20)
    return {
        "supplement": due("supplement.notice"),
        "third_party": due("consultation.third_party"),
        "reply": due("reply.period"),
        "extended": extended.due,
    }


def reply_clock(region: str | None = None, **given: Any) -> dict[str, Any]:
    many = {"supplements": law.Supplement, "consultations": law.Consultation}
    one = {"extension": law.Extension, "payment": law.Payment, "delay": law.ReasonableDelay}
    facts: dict[str, Any] = {"received_on": None} | given
    for name, kind in many.items():
        facts[name] = tuple(kind(**each) for each in facts.get(name, ()))
    for name, kind in one.items():
        facts[name] = kind(**facts[name]) if name in facts else None
    clock = law.reply_clock(law.RequestFacts(**facts), calendar=law.calendar(region), values=VALUES)
    return {
        "state": clock.state,
        "due": clock.reply.due if clock.reply else None,
        "applicant_due": clock.applicant.due if clock.applicant else None,
        "missing": list(clock.reply.missing) if clock.reply else [],
        "problems": [problem.code for problem in clock.problems],
    }


def deadline(key: str, start: date, extended_by: int = 0) -> dict[str, Any]:
    found = law.deadline(key, start, calendar=law.calendar(), values=VALUES, extended_by=extended_by)
    return {"due": found.due, "missing": list(found.missing)}


def annual_day(key: str, year: int) -> dict[str, Any]:
    return {"day": law.annual_day(key, year, values=VALUES)}


def fee(way: str, quantity: int, ground: str = "", **more: Any) -> dict[str, Any]:
    more |= {"ground_code": ground} if ground else {}
    return {"amount": f"{FEE_FUNCTIONS[way](quantity, values=VALUES, **more).amount}"}


def ground(code: str, on: date) -> dict[str, Any]:
    known = law.ground(code)
    way = law.remedy(known.remedy, acted_on=on, values=VALUES).way
    return {"row": known.row, "outcome": known.outcome.label, "way": way}


def remedy(**given: Any) -> dict[str, Any]:
    found = law.remedy(**given, values=VALUES)
    return {"way": found.way, "first": found.reconsideration_first}


def receipt(**given: Any) -> dict[str, Any]:
    found = law.receipt(**given, calendar=law.calendar(), values=VALUES)
    return {"received_on": found.received_on, "confirm_by": found.confirm_by, "alert_on": found.alert_on}


def service(**given: Any) -> dict[str, Any]:
    found = law.service(**given)
    return {"met_on": found.met_on, "applicant_from": found.applicant_from}


def day(day: date, region: str | None = None) -> dict[str, Any]:
    found = law.calendar(region).day(day)
    return {
        "working": found.working,
        "why": found.why,
        "basis": found.basis,
        "missing": list(found.missing),
    }


FUNCTIONS: dict[str, Callable[..., dict[str, Any]]] = {
    each.__name__: each
    for each in (
        request_deadlines,
        reply_clock,
        deadline,
        annual_day,
        fee,
        ground,
        remedy,
        receipt,
        service,
        day,
    )
}


# Answered by the room that counts them, through its ledger file: `disputes/tests/test_golden_cases.py`.
COUNTED_ABOVE = "dispute"


@pytest.mark.parametrize(
    "case",
    [case for case in golden_cases() if case.function != COUNTED_ABOVE],
    ids=lambda case: f"{case.file}:{case.name}",
)
def test_case(case: Case) -> None:
    answer = FUNCTIONS[case.function]
    if "error" in case.expect:
        with pytest.raises(law.LawError) as refusal:
            answer(**case.given)
        assert refusal.value.code == case.expect["error"]
        return
    # what a case does not mention is empty: no problem, nothing missing, no other date
    found = {name: value for name, value in answer(**case.given).items() if value or name in case.expect}
    assert found == dict(case.expect)


def test_every_ground_has_a_case() -> None:
    assert {case.given["code"] for case in golden_cases() if case.function == "ground"} == set(law.GROUNDS)


def test_every_period_has_a_case() -> None:
    asked = {case.given["key"] for case in golden_cases() if case.function == "deadline"}
    # these are asked through the clock, the receipt, the table of working days, and `extended_by`
    asked |= {
        "supplement.notice",
        "supplement.applicant",
        "consultation.third_party",
        "consultation.co_maker",
    }
    asked |= {"reply.period", "reply.extension", "receipt.confirm_alert", "fee.payment"}
    asked |= {"reconsideration.decide_extension"}
    assert {value.key for value in VALUES if value.unit in TIME_UNITS} - asked == set()


def test_every_leaf_row_is_reached() -> None:
    assert [row for row in law.LEAF_ROWS if row not in {each.row for each in law.GROUNDS.values()}] == []
    assert len(law.LEAF_ROWS) == 21


def test_case_names_are_unique() -> None:
    names = [(case.file, case.name) for case in golden_cases()]
    assert len(names) == len(set(names))
