"""Merging: exact sums, blanks reported, and nothing merged that does not belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annualreport import FORM_2021, Report, Source, Value, form_of, tables_of
from gongkai.annualreport.merge import (
    BadExpectedList,
    BrokenIdentities,
    CannotMerge,
    compare_parent,
    merge_reports,
    read_expected,
)

BROKEN: dict[str, Value] = {"requests.received.natural": 1, "requests.received.total": 1}


def report(organ: str, figures: Mapping[str, Value] | None = None, year: int = 2023) -> Report:
    return Report(organ=organ, year=year, tables=tables_of(FORM_2021, figures or {}, default=0))


@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted(FORM_2021.cells)), st.integers(0, 10**6)),
        min_size=1,
        max_size=4,
    )
)
def test_each_cell_is_the_sum_of_its_cells(figures: list[dict[str, int]]) -> None:
    def value(cell: str, number: int) -> Value:
        return f"{number / 100:.2f}" if cell == "proactive.fees.amount" else number

    reports = {
        str(n): report(f"示例局{n}", {cell: value(cell, number) for cell, number in each.items()})
        for n, each in enumerate(figures)
    }
    merged = merge_reports(reports, allow_broken=True).report
    for cell in FORM_2021.cells:
        together = sum(each.get(cell, 0) for each in figures)
        if cell == "proactive.fees.amount":
            assert float(str(merged.cell(cell))) == pytest.approx(together / 100)
        else:
            assert merged.cell(cell) == together


def test_money_of_any_unit_is_added_in_ten_thousands() -> None:
    amounts = ("251000元", "25.1万元", "1.5", "0.1亿元")
    reports = {
        str(n): report(f"局{n}", {"proactive.fees.amount": amount}) for n, amount in enumerate(amounts)
    }
    assert merge_reports(reports).report.cell("proactive.fees.amount") == "1051.7"


def test_a_blank_counts_as_nothing_and_is_told_an_unread_figure_makes_the_sum_unknown() -> None:
    blank = report("甲局", {"proactive.licensing.count": None})
    full = report("乙局", {"proactive.licensing.count": 4})
    merged = merge_reports({"a": blank, "b": full}).report
    assert merged.cell("proactive.licensing.count") == 4
    assert [(f.code, f.severity) for f in merged.findings] == [("blank_cell", "info")]

    unread = replace(blank, sources={"proactive.licensing.count": Source(raw="1 3")})
    merged = merge_reports({"a": unread, "b": full}).report
    assert merged.cell("proactive.licensing.count") is None
    assert [f.code for f in merged.findings] == ["unread_cell"]


def test_who_is_missing_and_who_was_not_expected() -> None:
    merged = merge_reports(
        {"a": report("甲 局"), "c": report("丙局")}, expected=["甲局", "乙局"], organ="示例市"
    )
    assert (merged.report.organ, merged.missing, merged.unexpected) == ("示例市", ("乙局",), ("丙局",))
    assert [f.code for f in merged.report.findings] == ["member_missing", "member_unexpected"]
    assert "乙局" in merged.report.sections[0].text


def test_a_broken_report_is_refused_or_told() -> None:
    reports = {"a.docx": report("甲局", BROKEN), "b.docx": report("乙局")}
    with pytest.raises(BrokenIdentities, match=r"a\.docx.*--allow-broken"):
        merge_reports(reports)
    merged = merge_reports(reports, allow_broken=True).report
    assert {f.code for f in merged.findings} == {"I1"}
    assert all("a.docx" in f.message for f in merged.findings)
    assert merged.cell("requests.received.total") == 1


def test_what_does_not_belong_together_is_refused() -> None:
    old = Report(organ="乙局", year=2023, form="2019", tables=tables_of(form_of("2019"), {}, default=0))
    for other, says in ((report("乙局", year=2022), "2022"), (old, "格式"), (report("甲局"), "只留一份")):
        with pytest.raises(CannotMerge, match=says):
            merge_reports({"a": report("甲局"), "b": other})
    with pytest.raises(CannotMerge):
        merge_reports({})


def test_a_parent_against_its_children() -> None:
    children = {"a": report("甲局", {"proactive.licensing.count": 4}), "b": report("乙局")}
    assert compare_parent(report("示例市", {"proactive.licensing.count": 4}), children) == []
    [finding] = compare_parent(report("示例市", {"proactive.licensing.count": 9}), children)
    assert finding.where == "proactive.licensing.count"
    assert finding.numbers == {"parent": 9, "children": 4, "difference": "5"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_list_of_expected_organs(encoding: str) -> None:
    text = "序号,机关名称\r\n1,甲局\r\n2,乙局\r\n\r\n3,甲局\r\n"
    assert read_expected(text.encode(encoding)) == ["甲局", "乙局"]
    assert read_expected("甲局\n乙局\n".encode(encoding)) == ["甲局", "乙局"]


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(BadExpectedList):
        read_expected(b"\n")
