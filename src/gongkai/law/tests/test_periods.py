"""Counting: monotone, additive, never ending on a day of rest, and explained as it is counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.law.periods import MONTHS_A_YEAR, months_after

VALUES = law.shipped_values()
STARTS = st.dates(date(2019, 5, 15), date(2026, 10, 1))
LENGTHS = st.integers(1, 40)
REGIONS = st.sampled_from([None, "宁夏"])


@st.composite
def exclusions(draw: st.DrawFn, start: date) -> tuple[law.Exclusion, ...]:
    def one() -> law.Exclusion:
        dispatched = start + timedelta(days=draw(st.integers(0, 60)))
        return law.Exclusion(dispatched, dispatched + timedelta(days=draw(st.integers(0, 40))))

    return tuple(one() for _ in range(draw(st.integers(0, 3))))


@given(STARTS, REGIONS, st.data())
def test_due_is_a_working_day_after_the_start(start: date, region: str | None, data: st.DataObject) -> None:
    known = law.calendar(region)
    excluded = data.draw(exclusions(start))
    found = law.reply_deadline(start, calendar=known, values=VALUES, excluded=excluded)
    assert found.due is not None
    assert found.due > start
    assert known.is_working(found.due)


@given(STARTS, REGIONS, LENGTHS)
def test_explained_equals_unexplained(start: date, region: str | None, extra: int) -> None:
    known = law.calendar(region)
    found = law.deadline("reply.period", start, calendar=known, values=VALUES, extended_by=extra)
    assert found.due == known.nth_working_day(start, 20 + extra)
    assert found.counted == 20 + extra
    assert [day.n for day in found.days if day.counted] == list(range(1, 20 + extra + 1))
    assert [day.date for day in found.days] == [
        start + timedelta(days=ahead) for ahead in range(1, len(found.days) + 1)
    ]


@given(STARTS, LENGTHS, LENGTHS)
def test_periods_are_additive(start: date, one: int, two: int) -> None:
    known = law.calendar("宁夏")
    assert known.nth_working_day(known.nth_working_day(start, one), two) == known.nth_working_day(
        start, one + two
    )


@given(STARTS, STARTS, REGIONS)
def test_later_receipt_is_never_due_earlier(one: date, two: date, region: str | None) -> None:
    first, last = sorted((one, two))
    known = law.calendar(region)
    due = [law.reply_deadline(day, calendar=known, values=VALUES).due for day in (first, last)]
    assert due[0]
    assert due[1]
    assert due[0] <= due[1]


@given(STARTS, st.data())
def test_an_exclusion_never_shortens(start: date, data: st.DataObject) -> None:
    known = law.calendar()
    excluded = data.draw(exclusions(start))
    plain = law.reply_deadline(start, calendar=known, values=VALUES)
    longer = law.reply_deadline(start, calendar=known, values=VALUES, excluded=excluded)
    assert plain.due
    assert longer.due
    assert plain.due <= longer.due
    assert longer.counted == plain.counted == 20


@given(STARTS, st.data())
def test_merging_changes_nothing(start: date, data: st.DataObject) -> None:
    excluded = data.draw(exclusions(start))
    joined = law.merged(excluded)
    days = [start + timedelta(days=ahead) for ahead in range(130)]
    assert [any(one.covers(day) for one in excluded) for day in days] == [
        any(one.covers(day) for one in joined) for day in days
    ]
    assert law.merged(joined) == joined


@pytest.mark.parametrize(
    "key", [value.key for value in VALUES if value.unit in ("日", "月", "年") and value.direction == "within"]
)
@given(start=st.dates(date(2025, 6, 1), date(2026, 3, 1)))
def test_natural_periods_never_end_on_a_day_of_rest(key: str, start: date) -> None:
    known = law.calendar()
    found = law.deadline(key, start, calendar=known, values=VALUES)
    assert found.due is not None
    assert known.is_working(found.due)
    assert found.days[-1].date == found.due
    assert "民法典第二百零三条" in found.basis


@given(st.dates(date(2019, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_months_keep_the_day_or_end_the_month(start: date, months: int) -> None:
    later = months_after(start, months)
    assert (later.year - start.year) * MONTHS_A_YEAR + later.month - start.month == months
    assert later.day == start.day or (later.day < start.day and (later + timedelta(days=1)).day == 1)


def test_the_last_day_of_a_natural_period_says_why_it_moved() -> None:
    found = law.deadline("publish.budget", date(2024, 1, 22), calendar=law.calendar(), values=VALUES)
    assert found.days[19].date == date(2024, 2, 11)
    assert found.days[20].why == "春节放假，期限顺延"
    assert found.days[-1] == law.CountedDay(
        date(2024, 2, 18), False, None, "顺延后的期限届满日", "国办发明电〔2023〕7号"
    )


def test_a_natural_period_waits_only_for_the_notice_of_its_last_day() -> None:
    known = law.calendar()
    before = law.deadline("reconsideration.apply", date(2026, 10, 20), calendar=known, values=VALUES)
    after = law.deadline("reconsideration.apply", date(2026, 11, 10), calendar=known, values=VALUES)
    assert (before.due, before.provisional) == (date(2026, 12, 21), False)
    assert (after.due, after.provisional) == (date(2027, 1, 11), True)


def test_what_cannot_be_counted_is_refused() -> None:
    known = law.calendar()
    with pytest.raises(law.BadFact, match="不是期限"):
        law.deadline("fee.items", date(2024, 1, 1), calendar=known, values=VALUES)
    with pytest.raises(law.BadFact, match="没有可扣除的时间"):
        law.deadline(
            "reconsideration.decide",
            date(2024, 1, 1),
            calendar=known,
            values=VALUES,
            excluded=[law.Exclusion(date(2024, 1, 2), date(2024, 1, 3))],
        )
    with pytest.raises(law.BeyondCalendar, match="太远"):
        law.deadline("reply.period", date.max, calendar=known, values=VALUES)
    with pytest.raises(law.BeyondCalendar, match="太远"):
        law.deadline("litigation.direct", date(9999, 12, 1), calendar=known, values=VALUES)
    with pytest.raises(law.BrokenTable, match="不是一年中的某一日"):
        law.annual_day("reply.period", 2024, values=VALUES)
    with pytest.raises(law.ExtensionRefused, match="最长 20 个"):
        law.reply_deadline(date(2024, 1, 2), calendar=known, values=VALUES, extended_by=21)


@pytest.mark.parametrize(
    "key", ["reply.period", "reconsideration.apply", "litigation.direct", "litigation.longest"]
)
def test_no_count_leaves_the_calendar(key: str) -> None:
    own = law.ValueOverride(key, 10**30, date(2024, 1, 2), "示例·依据", "示例", date(2024, 1, 2))
    with pytest.raises(law.BeyondCalendar, match="请核对"):
        law.deadline(key, date(2024, 1, 23), calendar=law.calendar(), values=VALUES.overlaid([own]))


def test_no_exclusion_leads_out_of_the_calendar() -> None:
    endless = law.Exclusion(date(2024, 3, 4), date.max)
    with pytest.raises(law.BeyondCalendar, match="太远"):
        law.reply_deadline(date(2024, 3, 1), calendar=law.calendar(), values=VALUES, excluded=(endless,))
    last = date(law.YEARS[-1], 12, 31)
    assert law.reply_deadline(last - timedelta(days=60), calendar=law.calendar(), values=VALUES).provisional


def test_every_shipped_number_may_be_entered() -> None:
    assert all(each.number <= each.largest for each in VALUES if isinstance(each.value, int))


def test_an_exclusion_that_came_too_late_is_not_cited() -> None:
    known = law.calendar()
    late = law.Exclusion(date(2024, 4, 1), date(2024, 4, 10))
    found = law.reply_deadline(date(2024, 3, 1), calendar=known, values=VALUES, excluded=(late,))
    assert found.due == date(2024, 3, 29)
    assert "条例第三十三条第三款" not in found.basis


def test_overlapping_open_exclusions_stay_open() -> None:
    joined = law.merged(
        [
            law.Exclusion(date(2024, 3, 4), None, "征求甲"),
            law.Exclusion(date(2024, 3, 10), date(2024, 3, 12), "征求乙"),
        ]
    )
    assert joined == (law.Exclusion(date(2024, 3, 4), None, "征求甲、征求乙"),)
