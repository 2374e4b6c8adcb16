"""What was said last year is marked, and asked about at the unit's own threshold."""

from __future__ import annotations

import pytest

from gongkai.annualreport import FORM_2021, Report, ReportSection, tables_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.norms.models import UnitValue
from gongkai.reporting.repetition import beside, warnings_of
from gongkai.reporting.tests.test_finalizing import D

pytestmark = pytest.mark.django_db

OLD = "公开的及时性和规范性仍需持续提升，部分科室对公开属性的认定不够准确，政策解读的形式还比较单一。"
NEW = (
    "网站检索功能升级后仍有个别栏目更新不及时，向企业推送政策的精准程度有待提高，业务骨干轮岗后培训没有跟上。"
)


def report(year: int, text: str) -> Report:
    section = ReportSection("五", "存在的主要问题及改进情况", text)
    return Report("示例局", year, tables_of(FORM_2021, {}, default=0), sections=(section,))


def test_the_alike_runs_are_marked_whatever_the_numbers_in_them() -> None:
    found = beside(f"2023年，{OLD}\n{NEW}", report(2022, f"2022年，{OLD}"), "五")
    assert found is not None
    first, second = found.ours
    assert first.percent == 100
    assert [piece for piece, alike in first.pieces if alike] == [OLD.removesuffix("。")]
    assert (second.percent, second.pieces) == (0, ((NEW, False),))
    assert 40 < found.percent < 60
    assert [line.percent for line in found.theirs] == [100]


def test_without_last_years_words_there_is_nothing_beside() -> None:
    assert beside(NEW, None, "五") is None
    assert beside(NEW, report(2022, ""), "五") is None
    assert beside(NEW, report(2022, OLD), "一") is None


def lowered(b: Bureau, percent: int) -> None:
    UnitValue.objects.create(
        organ=b.organ,
        key="report.repetition",
        value=percent,
        in_force_from=D(2024, 1, 1),
        basis="示例·本单位规定",
        entered_on=D(2024, 1, 1),
        transaction_id="0" * 32,
        salt=b"0" * 16,
    )


def test_the_threshold_is_the_units() -> None:
    b = bureau()
    viewer, before = b.disclosure_officer, report(2022, OLD)
    [copied] = warnings_of(viewer, report(2023, OLD * 3), before)
    assert "第五部分有 100% 与上年报告相同" in copied
    assert "60%" in copied
    half = report(2023, OLD + NEW)
    assert list(warnings_of(viewer, half, before)) == []
    lowered(b, 40)
    [asked] = warnings_of(viewer.on(viewer.day), half, before)
    assert "提醒线 40%（示例·本单位规定）" in asked
