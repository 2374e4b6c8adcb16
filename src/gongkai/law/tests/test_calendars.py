"""The shipped calendars against two independent libraries, the yearly totals, and invented notices."""

from datetime import date

import chinese_calendar  # type: ignore[import-untyped]
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.law.calendars import ONE_DAY, days_between, read_layer
from gongkai.law.texts import read_toml

FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
ENTERED_2027 = law.Notice(
    layer="national",
    year=2027,
    title="示例：2027年放假通知",
    number="示例〔2026〕1号",
    off={date(2027, 1, 1): "元旦"},
    working=frozenset({date(2027, 1, 9)}),
)


def test_every_day_agrees_with_chinesecalendar() -> None:
    known = law.calendar()
    differing = [
        day for day in days_between(FIRST, LAST) if known.is_working(day) != chinese_calendar.is_workday(day)
    ]
    assert differing == []


def test_every_day_agrees_with_holidays() -> None:
    known = law.calendar()
    china = holidays.country_holidays("CN", years=range(2018, 2027))
    differing = [
        day for day in days_between(FIRST, LAST) if known.is_working(day) != china.is_working_day(day)
    ]
    assert differing == []


@pytest.mark.parametrize(
    ("region", "totals"),
    [
        (None, (250, 249, 250, 249, 249, 251, 248, 248)),
        ("宁夏", (246, 245, 246, 247, 247, 247, 245, 246)),
    ],
)
def test_yearly_totals(region: str | None, totals: tuple[int, ...]) -> None:
    known = law.calendar(region)
    assert tuple(known.working_days(date(y, 1, 1), date(y, 12, 31)) for y in range(2019, 2027)) == totals


@given(DAYS, DAYS, DAYS)
def test_working_days_are_additive(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    known = law.calendar("宁夏")
    whole = known.working_days(first, last)
    assert whole == known.working_days(first, middle) + known.working_days(middle + ONE_DAY, last)


@given(DAYS)
def test_a_region_only_takes_days_away(day: date) -> None:
    assert law.calendar().is_working(day) or not law.calendar("宁夏").is_working(day)


@given(DAYS)
def test_explained_day_equals_unexplained(day: date) -> None:
    known = law.calendar("宁夏")
    assert known.day(day).working == known.is_working(day)


def test_an_emergency_change_wins() -> None:
    # 2020-02-01 was a make-up working day until the holiday was prolonged
    day = law.calendar("宁夏").day(date(2020, 2, 1))
    assert (day.working, day.basis) == (False, "国办发明电〔2020〕1号")


def test_each_day_names_its_notice() -> None:
    known = law.calendar("宁夏")
    assert known.day(date(2024, 2, 18)) == law.Day(
        date(2024, 2, 18), True, "调休上班", "国办发明电〔2023〕7号", ()
    )
    assert known.day(date(2024, 4, 10)).why == "开斋节放假"
    assert known.day(date(2024, 3, 2)).why == "星期六休息"
    # the number of the regional notices of 2020–2022 is not known: the title stands in
    assert known.day(date(2021, 7, 19)).basis == "宁夏回族自治区人民政府办公厅关于2021年部分节假日安排的通知"


@pytest.mark.parametrize(
    ("day", "missing"), [(date(2026, 12, 28), 0), (date(2026, 12, 29), 1), (date(2027, 1, 4), 2)]
)
def test_a_year_without_its_notice_is_named(day: date, missing: int) -> None:
    assert len(law.calendar("宁夏").day(day).missing) == missing


def test_an_entered_notice_counts_and_is_no_longer_missing() -> None:
    known = law.calendar().with_notices([ENTERED_2027])
    assert known.day(date(2027, 1, 9)) == law.Day(date(2027, 1, 9), True, "调休上班", "示例〔2026〕1号", ())
    assert known.day(date(2027, 1, 1)).why == "元旦放假"
    assert known.day(date(2026, 12, 30)).missing == ()
    assert ENTERED_2027 in known.notices()


def test_a_notice_of_another_layer_does_not_bind() -> None:
    regional = law.Notice("ningxia", 2027, "示例", off={date(2027, 3, 10): "开斋节"})
    assert law.calendar().with_notices([regional]).is_working(date(2027, 3, 10))
    assert not law.calendar("宁夏").with_notices([regional]).is_working(date(2027, 3, 10))


def test_unknown_layers_and_regions_are_refused() -> None:
    with pytest.raises(law.UnknownName, match="national、ningxia、emergency"):
        law.calendar().with_notices([law.Notice("moon", 2027, "示例")])
    with pytest.raises(law.UnknownName, match="宁夏"):
        law.calendar("青海")
    with pytest.raises(law.UnknownName, match="national"):
        law.calendar("national")
    assert law.calendar("ningxia").layers == law.calendar("宁夏").layers


def test_nth_working_day_of_nothing_is_the_start() -> None:
    assert law.calendar().nth_working_day(date(2024, 2, 10), 0) == date(2024, 2, 10)
    assert law.calendar().next_working_day(date(2024, 2, 10)) == date(2024, 2, 18)


def test_a_day_both_off_and_worked_does_not_load() -> None:
    table = read_toml("notices", "national.toml")
    table["notice"][0]["work"].append(date(2019, 10, 1))
    with pytest.raises(law.BrokenTable, match="2019-10-01 既放假又上班"):
        read_layer(table)


def test_a_stretch_that_ends_before_it_begins_does_not_load() -> None:
    with pytest.raises(law.BadFact, match="结束日早于开始日"):
        days_between(date(2024, 1, 2), date(2024, 1, 1))
