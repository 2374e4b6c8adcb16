"""The filing package proves itself, and shows when it was touched. Years stand side by side."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.annualreport import FORM_2021, Report, tables_of
from gongkai.bodies.tests.factory import bureau
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.comparing import compare_years
from gongkai.reporting.filing import check_package, write_package
from gongkai.reporting.tests.test_finalizing import DAY, D, ask, finalized, last_year

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SIGNING_KEY", tmp_path / "filing.key")


def test_a_package_is_whole_the_same_twice_and_shows_a_changed_byte(tmp_path: Path) -> None:
    b = bureau()
    last_year(b)
    package = write_package(finalized(b))
    assert check_package(package) == []
    assert (tmp_path / "filing.key").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    named = {"report.docx", "report.pdf", "report.json", "package.json", "package.sig", "checkpoint.txt"}
    assert named <= contents.keys()
    contents["report.json"] = contents["report.json"].replace(b"2023", b"2022", 1)
    assert check_package(_packed(contents)) == ["report.json 与清单不符。"]
    contents["package.json"] = contents["package.json"].replace(b"gongkai", b"gongkaj", 1)
    assert "清单的签名不成立，报送包可能被改动。" in check_package(_packed(contents))


def test_what_is_no_package_or_holds_more_than_it_lists_is_told() -> None:
    b = bureau()
    last_year(b)
    package = write_package(finalized(b))
    assert check_package(package[: len(package) // 2]) == ["报送包已损坏，打不开，请重新下载。"]
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert check_package(_packed({**contents, "extra.docx": b"x"})) == ["extra.docx 不在清单中。"]
    assert check_package(_packed({**contents, "package.json": b"[]"})) == ["报送包的清单已损坏，请重新下载。"]


def _packed(contents: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_years_stand_side_by_side_and_a_missing_figure_is_no_zero() -> None:
    b = bureau()
    last_year(b)
    ask(b, "示1", D(2023, 3, 1))
    finalized(b)
    compared = compare_years(b.disclosure_officer)
    assert compared.years == (2023, 2022)
    received = next(row for row in compared.rows if row.label.startswith("本年新收"))
    assert (received.values, received.change) == ((1, None), "")
    assert compared.illustrations == ()


def test_years_are_drawn_oldest_first_with_what_changed() -> None:
    b = bureau()
    for year, number in ((2021, 4), (2022, 1)):
        figures = {"requests.received.total": number, "requests.granted.total": number}
        told = Report(organ=b.organ.name, year=year, tables=tables_of(FORM_2021, figures, default=0))
        enter_prior_year(viewer=b.disclosure_officer.on(DAY), report=told, source="示例")
    compared = compare_years(b.disclosure_officer)
    received = next(row for row in compared.rows if row.label.startswith("本年新收"))
    assert (received.values, received.change, compared.consecutive) == ((1, 4), "-3", True)
    assert "2021年 4 件；2022年 1 件" in compared.illustrations[0].chart.alt
