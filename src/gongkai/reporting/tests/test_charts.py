"""Charts draw what the records say, and say it in words too."""

from __future__ import annotations

import pytest

from gongkai.bodies.tests.factory import bureau
from gongkai.reporting.charts import public_charts, year_charts
from gongkai.reporting.tests.test_freezing import D, ask, frozen, last_year

pytestmark = pytest.mark.django_db


def test_a_year_without_records_has_no_charts() -> None:
    assert year_charts(bureau().disclosure_officer, 2023, "x") == []


def test_requests_are_drawn_by_month_beside_the_year_before() -> None:
    b = bureau()
    ask(b, "示1", D(2023, 3, 1))
    ask(b, "示2", D(2023, 3, 2))
    ask(b, "示3", D(2022, 12, 30))
    [chart] = year_charts(b.disclosure_officer, 2023, "y")
    assert chart.svg.startswith("<svg")
    assert "3月" in chart.alt
    assert "2022年" in chart.alt


def test_a_released_report_is_drawn_from_its_own_figures() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    assert [chart.title for chart in public_charts(frozen(b).candidate)] == [
        "政府信息公开申请办理结果",
        "新收政府信息公开申请的申请人",
    ]
