"""Charts are counted with the report, kept in its version, and drawn alike in every file."""

from __future__ import annotations

import datetime

import pytest

from gongkai.annualreport import FORM_2021, Report, tables_of
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.norms.models import UnitValue
from gongkai.reporting import files, queries
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.reporting.compiling import compile_year
from gongkai.reporting.tests.test_finalizing import DAY, D, ask, finalized, last_year, reply, reviewed

pytestmark = pytest.mark.django_db

MONTHLY, RESULTS = "新收政府信息公开申请（按月）", "政府信息公开申请办理结果"


def plain(b: Bureau, on: datetime.date) -> None:
    """The organ wants no charts in its text, from a day on."""
    UnitValue.objects.create(
        organ=b.organ,
        key="report.charts",
        value="不附图",
        in_force_from=on,
        basis="示例·局务会议定",
        entered_on=on,
        transaction_id="0" * 32,
        salt=b"0" * 16,
    )


def asked(b: Bureau) -> None:
    ask(b, "示1", D(2023, 3, 1))
    ask(b, "示2", D(2023, 3, 2))
    ask(b, "示3", D(2022, 12, 30))


def test_a_year_without_records_has_no_charts() -> None:
    assert compile_year(bureau().disclosure_officer, 2023).illustrations == ()


def test_requests_are_drawn_by_month_beside_the_year_before_and_sum_to_the_table() -> None:
    b = bureau()
    asked(b)
    compiled = compile_year(b.disclosure_officer, 2023)
    [chart] = compiled.illustrations
    assert (chart.title, chart.head) == (MONTHLY, "依申请公开")
    assert [(one.name, sum(one.values)) for one in chart.series] == [("2023年", 2), ("2022年", 1)]
    assert sum(chart.series[0].values) == compiled.report.cell("requests.received.total")
    assert "3月 2023年2 件" in chart.chart.alt


def test_a_year_with_nothing_does_not_draw_the_year_before() -> None:
    b = bureau()
    ask(b, "示1", D(2022, 3, 1))
    ask(b, "示2", D(2022, 4, 1))
    assert compile_year(b.disclosure_officer, 2023).illustrations == ()


def test_a_year_before_whose_report_gives_another_number_is_not_drawn() -> None:
    b = bureau()
    asked(b)
    figures = {"requests.received.natural": 5, "requests.received.total": 5}
    told = Report(organ=b.organ.name, year=2022, tables=tables_of(FORM_2021, figures, default=0))
    enter_prior_year(viewer=b.disclosure_officer.on(DAY), report=told, source="示例")
    ask(b, "示4", D(2023, 5, 4))
    [chart] = compile_year(b.disclosure_officer, 2023).illustrations
    assert [one.name for one in chart.series] == ["2023年"]


def test_results_are_drawn_from_the_table() -> None:
    b = bureau()
    reply(b, ask(b, "示1", D(2023, 3, 1)), "third_party", D(2023, 3, 9))
    assert compile_year(b.disclosure_officer, 2023).illustrations == (), "one figure is no chart"
    reply(b, ask(b, "示2", D(2023, 3, 2)), "other_organ", D(2023, 3, 9))
    results = compile_year(b.disclosure_officer, 2023).illustrations[-1]
    assert results.title == RESULTS
    assert dict(zip(results.labels, results.series[0].values, strict=True))["不予公开"] == 1


def test_the_version_says_what_every_file_draws_whatever_the_records_become() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示2", D(2023, 3, 1))
    case = ask(b, "示1", D(2023, 12, 20))
    done = finalized(b)
    before = {suffix: files.write_candidate(done.candidate, suffix) for suffix in files.FORMATS}
    reply(b, case, "third_party", D(2024, 1, 4))
    plain(b, D(2024, 1, 1))
    again = queries.standing_finalization(b.disclosure_officer, 2023)
    assert again is not None
    for suffix, content in before.items():
        assert files.write_candidate(again.candidate, suffix) == content, suffix
    assert MONTHLY in before["html"].decode()
    assert "illustrations" not in before["json"].decode()


def test_an_organ_may_keep_its_text_plain_and_a_candidate_drawn_before_is_not_finalized() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    ask(b, "示2", D(2023, 5, 4))
    drawn = reviewed(b)
    plain(b, D(2024, 1, 9))
    with pytest.raises(ActionBlocked, match="文字或者图"):
        finalize_candidate(viewer=b.disclosure_officer.on(DAY), candidate=drawn)
    candidate = build_candidate(viewer=b.disclosure_officer.on(DAY), year=2023)
    assert queries.illustrations_of(candidate.version) == ()
    assert "<img" not in files.write_candidate(candidate, "html").decode()
