"""What the reports put on the home page."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from gongkai.annualreport import FORM_2021, Report, tables_of
from gongkai.bodies.tests.factory import bureau
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.home import due_reports, reports_waiting, waiting_finalizations, year_charts
from gongkai.reporting.queries import report_years
from gongkai.reporting.tests.test_finalizing import DAY, ask, finalized, last_year, reply, reviewed
from gongkai.review.actions.release import release

pytestmark = pytest.mark.django_db

D = datetime.date


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (D(2023, 11, 1), []),
        (D(2023, 12, 5), [D(2024, 1, 31)]),
        (D(2024, 1, 31), [D(2024, 1, 31)]),
        (D(2024, 2, 20), [D(2024, 1, 31)]),
        (D(2024, 6, 1), [D(2024, 1, 31)]),
        (D(2025, 12, 5), [D(2024, 1, 31), D(2025, 1, 31), D(2026, 1, 31)]),
    ],
)
def test_a_report_is_due_until_it_is_released_however_late(
    today: datetime.date, due: list[datetime.date]
) -> None:
    office = bureau(day=D(2023, 1, 4))
    assert [line.due_on for line in due_reports(office.disclosure_officer.on(today))] == due


def test_a_new_organ_owes_no_report_of_years_before_it_began() -> None:
    office = bureau(day=D(2023, 11, 2))
    assert [line.due_on for line in due_reports(office.disclosure_officer.on(D(2023, 11, 3)))] == []


def test_a_report_entered_or_released_is_owed_no_more_and_the_list_has_no_gap() -> None:
    office = bureau(day=D(2020, 1, 6))
    officer = office.disclosure_officer.on(D(2024, 6, 3))
    enter_prior_year(
        viewer=officer,
        report=Report(organ=office.organ.name, year=2021, tables=tables_of(FORM_2021, {})),
        source="示例",
    )
    assert [line.title[:4] for line in due_reports(officer)] == ["2020", "2022", "2023"]
    years = report_years(officer)
    assert [row.year for row in years] == [2024, 2023, 2022, 2021, 2020]
    assert [row.year for row in years if row.is_missing] == [2023, 2022, 2020]


def test_working_days_left_count_to_the_due_day_and_turn_negative_after_it() -> None:
    officer = bureau(day=D(2023, 1, 4)).disclosure_officer
    [last_day] = due_reports(officer.on(D(2024, 1, 30)))
    [late] = due_reports(officer.on(D(2024, 2, 2)))
    assert (last_day.working_days_left, late.working_days_left) == (1, -2)


def test_an_approved_candidate_waits_for_its_finalization_and_then_for_release() -> None:
    b = bureau()
    last_year(b)
    reviewed(b)
    assert [line.what for line in waiting_finalizations(b.disclosure_officer)] == ["审查已通过，等待定稿"]
    done = finalized(b)
    assert [line.what for line in waiting_finalizations(b.disclosure_officer)] == ["已定稿，等待发布"]
    release(viewer=b.disclosure_officer.on(DAY), version=done.candidate.version)
    assert list(waiting_finalizations(b.disclosure_officer)) == []
    assert "2023" not in {line.title[:4] for line in due_reports(b.disclosure_officer.on(D(2024, 1, 30)))}


def test_the_running_year_is_drawn_on_home_beside_the_year_before() -> None:
    b = bureau()
    assert year_charts(b.disclosure_officer.on(D(2023, 6, 1))) == []
    reply(b, ask(b, "示1", D(2023, 3, 1)), "third_party", D(2023, 3, 9))
    reply(b, ask(b, "示2", D(2022, 5, 4)), "other_organ", D(2022, 5, 9))
    by_month, results = year_charts(b.disclosure_officer.on(D(2023, 6, 1)))
    assert "3月 2023年1 件，2022年0 件" in by_month.alt
    assert "不予公开 2023年1 件，2022年0 件；无法提供 2023年0 件，2022年1 件" in results.alt
    assert year_charts(b.disclosure_officer.on(D(2024, 1, 2))) != [], "in January last year is shown beside"
    nobody = dataclasses.replace(b.disclosure_officer, permissions=frozenset())
    assert year_charts(nobody.on(D(2023, 6, 1))) == []


def test_what_waits_is_counted_in_one_query_however_many_years(
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    b = bureau()
    last_year(b)
    finalized(b)
    last_year(b, year=2020)
    finalized(b, 2021)
    with django_assert_num_queries(1):
        assert reports_waiting(b.disclosure_officer).count() == 2
    assert reports_waiting(b.drafter).count() == 0
    assert len(list(waiting_finalizations(b.disclosure_officer))) == 2
