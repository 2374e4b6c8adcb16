"""Reported cases, each with its right answer beside it."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport import Report
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.writers import write_pdf
from gongkai.typeset.pdf import _compiler

READER = (
    "r1_row_sum_blank.html", "r2_balance_blank.html", "r3_lines_slash.html", "r4_table4_blank.html",
    "r5_blank_totals_ok.html", "r6_tabs_one_figure.txt", "r7_bar_lines_blanks.txt", "r8_traditional.txt",
    "r9_row_overleaf.pdf",
)  # fmt: skip
# The page prints 2, 1, blank, blank, 3: the 3 stands below 总计, not below 尚未审结.
MISCOPIED = {"r9_row_overleaf.pdf": {"reconsideration": [2, 1, None, None, 3]}}
STAND_IN = 7777  # a figure that nothing else prints
MARKED = ("circled.html", "sup.html", "superscript.docx")
STRUCK = (
    "del.html",
    "dx_hidden_text_before_a_figure.docx",
    "dx_strike_docx.docx",
    "line-through.html",
    "s.html",
)


def test_every_reader_case_is_here(shared_cases: Path) -> None:
    assert set(expected(shared_cases)) <= set(READER)


@pytest.mark.parametrize("name", READER)
def test_reader(shared_cases: Path, name: str) -> None:
    wanted = expected(shared_cases)[name]
    report = read(shared_cases / "reader" / name)
    if "errors" in wanted:
        errors = {(f.code, f.where) for f in check_report(report) if f.severity == "error"}
        assert errors == {tuple(error) for error in wanted["errors"]}
    for place, figures in wanted.items():
        if place.startswith("tables."):
            assert_printed(report, place.split(".")[1:], figures | MISCOPIED.get(name, {}))


def assert_printed(report: Report, place: list[str], figures: dict[str, Any]) -> None:
    """`figures`: the rows of a table as lists, or one row's cells, which several rows have alike."""
    if len(place) == 1:
        assert {row: list(report.tables[place[0]][row].values()) for row in figures} == figures
        return
    for row in place[1].split("/"):
        assert dict(report.tables[place[0]][row]) == figures, row


def test_the_last_head_of_table_four_is_no_second_row(shared_cases: Path) -> None:
    assert "contradiction" not in codes(reported(shared_cases, "01", "report.txt"))


def test_a_row_that_lost_a_cell(shared_cases: Path) -> None:
    report = reported(shared_cases, "02", "report.txt")
    assert [f.where for f in report.findings] == ["requests.received"]
    for row in ("regulations", "normative"):
        assert set(report.tables["proactive"][row].values()) == {0}


@pytest.mark.parametrize("name", MARKED)
def test_a_mark_is_no_digit(shared_cases: Path, name: str) -> None:
    assert reported(shared_cases, "07", name).cell("requests.granted.total") == 3


def test_a_mark_where_nothing_adds_up(shared_cases: Path) -> None:
    assert reported(shared_cases, "07", "silent.html").cell("proactive.punishment.count") == 0


@pytest.mark.parametrize("name", STRUCK)
def test_what_is_struck_or_hidden_is_not_read(shared_cases: Path, name: str) -> None:
    assert reported(shared_cases, "08", name).cell("requests.granted.total") == 3


@pytest.mark.parametrize(
    ("number", "name", "printed"),
    [
        ("07", "circled.html", "3①"),
        ("07", "sup.html", "3#super[1]"),
        ("07", "superscript.docx", "3#super(typographic: false)[1]"),
        ("08", "s.html", "#strike[9]3"),
        ("08", "dx_strike_docx.docx", "3#strike[9]"),
        ("08", "line-through.html", "#box[9#place(top, dy: 0.35em, line(length: 0.6em))]3"),
    ],
)
def test_the_same_in_pdf(
    shared_cases: Path, monkeypatch: pytest.MonkeyPatch, number: str, name: str, printed: str
) -> None:
    """The report of a case as we print it ourselves, and in one cell what stands there in the case."""
    report = with_granted(reported(shared_cases, number, name), STAND_IN)
    plain = _compiler(None)

    class Marking:
        def compile(self, *, input: str, **wanted: Any) -> Any:
            marked = f'#show "{STAND_IN}": [{printed}]\n{Path(input).read_text("utf-8")}'
            return plain.compile(input=marked.encode(), **wanted)

    monkeypatch.setattr("gongkai.typeset.pdf._compiler", lambda fonts: Marking())
    read_back = read_report(write_pdf(report, made_on=date(2026, 1, 20)), name="年度报告.pdf")
    assert read_back.cell("requests.granted.total") == 3
    assert read_back.tables == with_granted(report, 3).tables


def with_granted(report: Report, total: int) -> Report:
    rows = report.tables["requests"]
    granted = {**rows["granted"], "total": total}
    return replace(report, tables={**report.tables, "requests": {**rows, "granted": granted}})


def test_the_form_of_2019_does_not_say_what_is_in_force(shared_cases: Path, shared_data: Path) -> None:
    previous = read(shared_data / "reports" / "023_pingtan_czj_2020.txt")
    assert previous.cell("proactive.normative.total_public") == 11
    report = replace(reported(shared_cases, "01", "report.txt"), year=2021)
    assert "in_force" not in {finding.code for finding in check_report(report, previous=previous)}


def expected(cases: Path) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((cases / "reader" / "expected.json").read_text("utf-8"))
    return answers


def reported(cases: Path, number: str, name: str) -> Report:
    [folder] = (cases / "reported").glob(f"{number}-*")
    return read(folder / name)


def read(file: Path) -> Report:
    return read_report(file.read_bytes(), name=file.name)


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}
