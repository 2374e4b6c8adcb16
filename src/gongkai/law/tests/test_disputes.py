"""Dispute clocks run from the events that happened; table four follows the unit's setting."""

from datetime import date

import pytest

from gongkai import law

VALUES = law.shipped_values()
CALENDAR = law.calendar()


def test_clocks_begin_with_their_events() -> None:
    found = law.dispute_clocks(
        "reconsideration", {"copy_received": date(2024, 9, 12)}, calendar=CALENDAR, values=VALUES
    )
    assert [(each.key, each.due) for each in found] == [("reconsideration.answer", date(2024, 9, 27))]


def test_every_clock_can_be_computed() -> None:
    events = {event: date(2025, 9, 12) for event in law.DISPUTE_EVENTS}
    for procedure in law.DISPUTE_PROCEDURES:
        found = law.dispute_clocks(procedure, events, calendar=CALENDAR, values=VALUES)
        assert found
        assert all(each.due for each in found)


def test_unknown_procedures_and_events_are_refused() -> None:
    with pytest.raises(law.UnknownName, match="litigation_simple"):
        law.dispute_clocks("arbitration", {}, calendar=CALENDAR, values=VALUES)
    with pytest.raises(law.UnknownName, match="copy_received"):
        law.dispute_clocks("litigation", {"copy": date(2024, 1, 1)}, calendar=CALENDAR, values=VALUES)


def test_the_unit_may_count_from_the_day_of_the_decision() -> None:
    setting = law.ValueOverride(
        "dispute.closed_day", "作出之日", date(2024, 1, 1), "示例", "示例·公开专人", date(2024, 1, 1)
    )
    facts = law.DisputeFacts(
        "reconsideration", date(2024, 3, 1), "upheld", date(2024, 12, 30), date(2025, 1, 3)
    )
    by_decision = law.table_four_cell(facts, year=2024, values=VALUES.overlaid([setting]))
    assert by_decision == law.DisputeCell("reconsideration", "upheld", date(2024, 12, 30))
    pending = law.table_four_cell(facts, year=2024, values=VALUES)
    assert pending == law.DisputeCell("reconsideration", "pending", None)
