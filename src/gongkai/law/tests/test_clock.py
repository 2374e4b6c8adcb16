"""The request's clock beyond its golden cases: what it says, and facts that come in any order."""

from datetime import date

import pytest

from gongkai import law

VALUES = law.shipped_values()
CALENDAR = law.calendar()


def clock(**facts: object) -> law.Clock:
    return law.reply_clock(law.RequestFacts(**facts), calendar=CALENDAR, values=VALUES)  # type: ignore[arg-type]


def test_it_says_on_what_it_rests() -> None:
    found = clock(
        received_on=date(2024, 3, 1),
        consultations=(
            law.Consultation("third_party", date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 8)),
        ),
        extension=law.Extension(5, date(2024, 3, 20), date(2024, 3, 20)),
    )
    assert found.reply is not None
    assert found.reply.basis == (
        "条例第三十三条第二款",
        "民法典第二百零一条",
        "条例第三十三条第三款",
        "条例第三十二条",
    )
    assert "reply.extension" in {value.key for value in found.reply.values}
    left_out = [day for day in found.reply.days if "征求第三方意见" in day.why]
    assert [day.date for day in left_out] == [date(2024, 3, day) for day in (5, 6, 7, 8)]
    assert left_out[0].why == "征求第三方意见（自 2024-03-04 发出至 2024-03-08），不计算在期限内"


def test_the_delay_is_explained_to_its_last_day() -> None:
    found = clock(
        received_on=date(2024, 3, 1), delay=law.ReasonableDelay(date(2024, 3, 20), date(2024, 4, 2))
    )
    assert found.reply is not None
    assert found.reply.days[-1] == law.CountedDay(
        date(2024, 4, 2), False, None, "延迟答复的合理期限内", "条例第三十五条"
    )
    assert found.reply.counted == 20


def test_a_delay_told_while_a_consultation_is_open_fixes_the_day() -> None:
    found = clock(
        received_on=date(2024, 3, 1),
        consultations=(law.Consultation("other_organ", date(2024, 3, 6)),),
        delay=law.ReasonableDelay(date(2024, 3, 20), date(2024, 5, 31)),
    )
    assert found.reply is not None
    assert (found.state, found.reply.due, found.reply.provisional) == ("running", date(2024, 5, 31), False)
    days = [day.date for day in found.reply.days]
    assert days == sorted(set(days))
    assert days[-1] == date(2024, 5, 31)


def test_an_open_consultation_stops_the_explanation_where_it_stopped() -> None:
    found = clock(
        received_on=date(2024, 3, 1), consultations=(law.Consultation("other_organ", date(2024, 3, 6)),)
    )
    assert found.reply is not None
    assert (found.state, found.reply.due, found.reply.counted) == ("suspended", None, 3)
    assert found.reply.provisional


def test_the_applicants_period_runs_from_the_day_the_letter_reached_them() -> None:
    posted, reached = date(2024, 3, 11), date(2024, 3, 15)
    told = clock(received_on=date(2024, 3, 1), supplements=(law.Supplement(posted, reached_on=reached),))
    assert not told.problems, "told in time on the day it was posted"
    assert told.applicant is not None
    assert told.applicant.start == reached


def test_facts_are_known_only_from_their_day() -> None:
    facts = law.RequestFacts(
        received_on=date(2024, 3, 1),
        supplements=(law.Supplement(date(2024, 3, 5), date(2024, 3, 8)),),
        consultations=(
            law.Consultation("third_party", date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 20)),
        ),
        extension=law.Extension(5, date(2024, 4, 1), date(2024, 4, 1)),
        payment=law.Payment(date(2024, 4, 2), date(2024, 4, 3)),
        delay=law.ReasonableDelay(date(2024, 4, 3), date(2024, 6, 3)),
    )
    assert facts.as_of(date(2024, 2, 29)) == law.RequestFacts(None)
    assert facts.as_of(date(2024, 3, 12)) == law.RequestFacts(
        received_on=date(2024, 3, 1),
        supplements=facts.supplements,
        consultations=(law.Consultation("third_party", date(2024, 3, 11), date(2024, 3, 12)),),
    )
    assert facts.as_of(date(2024, 4, 2)).payment == law.Payment(date(2024, 4, 2))
    assert facts.as_of(date(2024, 4, 3)) == facts


@pytest.mark.parametrize(
    "facts",
    [
        {"supplements": (law.Supplement(date(2024, 2, 1)),)},
        {"extension": law.Extension(5, date(2024, 2, 1), date(2024, 2, 1))},
        {"payment": law.Payment(date(2024, 2, 1))},
        {"delay": law.ReasonableDelay(date(2024, 2, 1), date(2024, 4, 1))},
        {"supplements": (law.Supplement(date(2024, 3, 5), date(2024, 3, 4)),)},
        {"consultations": (law.Consultation("third_party", date(2024, 3, 5), date(2024, 3, 4)),)},
    ],
)
def test_days_out_of_order_are_refused(facts: dict[str, object]) -> None:
    with pytest.raises(law.BadFact, match="早于"):
        clock(received_on=date(2024, 3, 1), **facts)
