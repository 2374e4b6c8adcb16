"""Dispute clocks run from the events that happened; table four follows the unit's setting."""

from datetime import date
from typing import get_args

import pytest

from gongkai import law
from gongkai.law.disputes import DisputeKind
from gongkai.law.texts import read_toml

EVENTS = [each["code"] for each in read_toml("tables", "disputes.toml")["event"]]

VALUES = law.shipped_values()
CALENDAR = law.calendar()


def test_clocks_begin_with_their_events() -> None:
    found = law.dispute_clocks(
        "reconsideration", {"copy_received": date(2024, 9, 12)}, calendar=CALENDAR, values=VALUES
    )
    assert [(each.key, each.due) for each in found] == [("reconsideration.answer", date(2024, 9, 27))]


def test_the_simplified_procedure_leaves_less_time_for_the_answer() -> None:
    (found,) = law.dispute_clocks(
        "reconsideration",
        {"copy_received": date(2024, 9, 12)},
        simplified=True,
        calendar=CALENDAR,
        values=VALUES,
    )
    assert (found.key, found.due) == ("reconsideration.simple_answer", date(2024, 9, 20))


@pytest.mark.parametrize("simplified", [False, True])
@pytest.mark.parametrize("kind", get_args(DisputeKind))
def test_every_clock_can_be_computed(kind: DisputeKind, simplified: bool) -> None:
    events = {event: date(2025, 9, 12) for event in EVENTS}
    found = law.dispute_clocks(kind, events, simplified=simplified, calendar=CALENDAR, values=VALUES)
    assert found
    assert all(each.due for each in found)


def test_unknown_kinds_and_events_are_refused() -> None:
    with pytest.raises(law.UnknownName, match="litigation_direct"):
        law.dispute_clocks("arbitration", {}, calendar=CALENDAR, values=VALUES)  # type: ignore[arg-type]
    with pytest.raises(law.UnknownName, match="copy_received"):
        law.dispute_clocks("litigation_direct", {"copy": date(2024, 1, 1)}, calendar=CALENDAR, values=VALUES)
    with pytest.raises(law.UnknownName, match="upheld"):
        law.dispute_outcome("reconsideration", "示例")


def test_the_unit_may_count_from_the_day_of_the_decision() -> None:
    setting = law.ValueOverride(
        "dispute.closed_day", "作出之日", date(2024, 1, 1), "示例", "示例·公开专人", date(2024, 1, 1)
    )
    days = {"decided_on": date(2024, 12, 30), "effective_on": date(2025, 1, 3)}
    by_effect = law.closed_dispute("reconsideration", "upheld", **days, values=VALUES)
    assert by_effect == law.ClosedDispute("upheld", date(2025, 1, 3))
    by_decision = law.closed_dispute("reconsideration", "upheld", **days, values=VALUES.overlaid([setting]))
    assert by_decision.counted_on == date(2024, 12, 30)


def test_working_days_left_turn_negative_once_the_day_is_past() -> None:
    due = date(2024, 9, 27)
    assert [CALENDAR.working_days_left(due, day) for day in (date(2024, 9, 26), due)] == [1, 0]
    assert CALENDAR.working_days_left(due, date(2024, 9, 29)) == -1
