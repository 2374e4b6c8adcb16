"""Published reports, cell by cell against their transcription: nothing is wrong, and what is null is explained."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai.annualreport import Report, Value
from gongkai.annualreport.readers import read_report

_TABLE_TWO = {"other_external_services": "other_services"}
_DISPUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
# Printed, and not to be told apart: digits of table 二 run together with nothing that must add up, and a text whose
# columns were printed one after another.
_NULL = {
    "001_huaian_2024.plain.txt": 15,
    "007_pingtan_2020.txt": 3,
    "010_pingtan_2023.txt": 3,
    "012_pingtan_2025.txt": 3,
    "018_pingtan_jtj_2019.txt": 6,
    "030_pingtan_scj_2023.txt": 3,
}


@pytest.fixture(scope="session")
def reports(shared_data: Path) -> Path:
    return shared_data / "reports"


def transcribed(expected: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Cell ids and figures of a transcription."""
    for row, columns in expected.items():
        if isinstance(columns, dict) and not row.startswith("table2"):
            table = "disputes" if row in _DISPUTES else "requests"
            yield from ((f"{table}.{row}.{column}", figure) for column, figure in columns.items())
    for row, figures in expected["table2"].items():
        name = _TABLE_TWO.get(row, row)
        columns = _columns(expected["form"], name)
        for column, figure in zip(columns, figures if isinstance(figures, list) else [figures], strict=True):
            yield f"proactive.{name}.{column}", figure


def _columns(form: str, row: str) -> list[str]:
    if form == "2021":
        if row in ("regulations", "normative"):
            return ["made", "repealed", "in_force"]
        return ["amount" if row == "fees" else "count"]
    if row in ("regulations", "normative"):
        return ["made", "published", "total_public"]
    if row == "procurement":
        return ["count", "amount"]
    return ["last_year", "change"] if row == "fees" else ["last_year", "change", "decisions"]


def same(got: Value, figure: object) -> bool:
    """2笔 is transcribed with its unit; money is a string here and a number there."""
    return got == figure or (figure is not None and str(got) == str(figure).removesuffix("笔"))


def test_every_cell(reports: Path) -> None:
    for path in sorted((reports / "expected").glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        for file in sorted(reports.glob(f"{path.stem}_*")):
            report = read_report(file.read_bytes(), name=file.name)
            cells = dict(transcribed(expected))
            wrong = {
                cell: (report.cell(cell), figure)
                for cell, figure in cells.items()
                if report.cell(cell) is not None and not same(report.cell(cell), figure)
            }
            assert not wrong, file.name
            null = [
                cell for cell, figure in cells.items() if figure is not None and report.cell(cell) is None
            ]
            assert len(null) == _NULL.get(file.name, 0), (file.name, null)
            assert_explained(report, null)
            assert (report.form_requests or report.form) == expected["form"]


def assert_explained(report: Report, null: list[str]) -> None:
    """Each null is covered by a finding for its row, or for its table as missing."""
    places = {where for finding in report.findings for where in (finding.where, *finding.also)}
    assert all(cell.rsplit(".", 1)[0] in places for cell in null)


def test_organ_and_year_where_they_are_printed(reports: Path) -> None:
    for path in sorted((reports / "expected").glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        for file in sorted(reports.glob(f"{path.stem}_*")):
            text = file.read_bytes().decode("utf-8", "ignore")
            if expected["org"] in text or file.suffix == ".pdf":
                report = read_report(file.read_bytes())
                assert (report.organ, report.year) == (expected["org"], expected["year"]), file.name


def test_the_parts_are_told_apart(reports: Path) -> None:
    for file in sorted(reports.glob("0*.*")):
        numbers = [section.number for section in read_report(file.read_bytes()).sections]
        assert numbers == [number for number in "一二三四五六" if number in numbers], file.name
        assert len(numbers) >= 5, file.name


def test_what_an_excerpt_lost_is_null(reports: Path) -> None:
    """Files that break off, or whose labels were dropped: what is there is read, no lost row becomes zero."""
    minus = read_report((reports / "p05_2019form_minus.txt").read_bytes())
    assert minus.cell("proactive.licensing.change") == -4
    assert minus.cell("requests.denied_8.total") == 0  # eight rows of seven figures below one label
    assert minus.cell("requests.unable_1.total") is None
    for name in ("p02_jiutai_2023.txt", "p06_meizi_2024.txt"):
        report = read_report((reports / name).read_bytes())
        assert report.cell("requests.received.total") is not None
        assert report.cell("requests.total_handled.total") is None
        assert "missing" in {finding.code for finding in report.findings}


def test_the_places_of_cells(reports: Path) -> None:
    pdf = read_report((reports / "001_huaian_2024.pdf").read_bytes())
    assert (pdf.sources["requests.received.natural"].page, pdf.sources["requests.unable_2.natural"].page) == (
        4,
        5,
    )
    file = reports / "010_pingtan_2023.txt"
    flat = read_report(file.read_bytes())
    source = flat.sources["requests.received.natural"]
    assert source.offset is not None
    assert file.read_text("utf-8")[source.offset - 1 :].startswith(source.raw)
    page = read_report((reports / "002_shanghai_general_office_2019.html").read_bytes())
    assert page.sources["proactive.procurement.amount"].raw == "251000元"
    assert page.sources["requests.received.research"].raw == "\u00a0"


def test_the_seed_report(shared_data: Path) -> None:
    report = read_report((shared_data / "zhongwei-2023-annual-report.md").read_bytes())
    assert (report.organ, report.year) == ("中卫市工业和信息化局", 2023)
    assert all(value is not None for _, value in report.cells())
    assert report.cell("requests.denied_4.natural") == report.cell("requests.received.total") == 1
    assert [section.number for section in report.sections] == list("一二三四五六")
    assert report.contact.startswith("本报告电子版")


def test_the_blank_form_is_all_blank(shared_data: Path) -> None:
    report = read_report((shared_data / "template_2021_blank.docx").read_bytes())
    assert all(value is None for _, value in report.cells())
    assert not report.findings
