"""Files handed in are examined each for itself: what is broken, protected, too slow or too large costs no other."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.layouts import make_layout
from tests.layouts.markup import packed

from gongkai.annualreport import FORM_2021, Report, tables_of
from gongkai.annualreport.examine import HandedFile, examine_files
from gongkai.annualreport.readers.tests.test_bad_input import pdf_of
from gongkai.annualreport.writers import write_json

BLANK = " " * (200 * 1024 * 1024)


def report(year: int, **figures: int) -> Report:
    cells = {f"requests.{row}.natural": number for row, number in figures.items()}
    return Report(organ="示例局", year=year, tables=tables_of(FORM_2021, cells, default=0))


def handed(name: str, value: Report) -> HandedFile:
    return HandedFile(name, write_json(value))


def test_every_kind_is_read_and_what_cannot_be_is_told_by_name() -> None:
    layouts = {f"报告.{kind}": make_layout(3, kind) for kind in ("html", "docx", "xlsx", "pdf", "tabbed")}
    value = report(2023, received=1)
    files = [
        *(HandedFile(name, layout.data) for name, layout in layouts.items()),
        handed("report.json", value),
        HandedFile("报送包.zip", packed({"report.json": write_json(value).decode(), "package.sig": "00"})),
        HandedFile("残缺.docx", layouts["报告.docx"].data[:2000]),
        HandedFile("炸弹.docx", packed({"word/document.xml": BLANK})),
        HandedFile("加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        HandedFile("空.txt", b""),
    ]
    found = {one.name: one for one in examine_files(files)}
    assert list(found) == [file.name for file in files]
    for name, layout in layouts.items():
        read = found[name].report
        assert read is not None, found[name].reason
        assert read.organ == layout.report.organ
    for name in ("report.json", "报送包.zip"):
        read = found[name].report
        assert read is not None
        assert read.cell("requests.received.natural") == 1
        assert "I1" in {finding.code for finding in found[name].findings}
    for name, word in {
        "残缺.docx": "损坏",
        "炸弹.docx": "解压后超过",
        "加密.xlsx": "密码",
        "空.txt": "空的",
    }.items():
        assert found[name].report is None
        assert word in found[name].reason


def test_the_later_of_two_years_is_checked_against_the_earlier() -> None:
    before = report(2022, received=2, carried_over=2)
    after = replace(report(2023), title="示例局2023年政府信息公开工作年度报告")
    later, earlier = examine_files([handed("2023.json", after), handed("2022.json", before)])
    assert (later.previous, earlier.previous) == ("2022.json", "")
    assert "I4" in {finding.code for finding in later.findings}
    assert "I4" not in {finding.code for finding in earlier.findings}


def test_a_file_that_takes_too_long_is_given_up() -> None:
    slow = pdf_of(b"BT /F 9 Tf 50 700 Td (nothing to see on this page of prose) Tj ET", pages=900)
    [found] = examine_files([HandedFile("很长.pdf", slow)], seconds=0.001)
    assert "用时过长" in found.reason


def test_a_file_that_needs_too_much_memory_is_given_up() -> None:
    large = b"<html><body>" + b"<p><b>1</b>" * 1_000_000
    [found] = examine_files([HandedFile("很大.html", large)], memory=1024 * 1024)
    assert "内存" in found.reason


def test_what_is_not_reached_in_time_is_told() -> None:
    files = [handed(f"{number}.json", report(2000 + 2 * number)) for number in range(4)]
    found = examine_files(files, seconds_of_all=0)
    assert found[0].report is not None
    assert [bool(one.reason) for one in found] == [False, True, True, True]
    assert "没有轮到" in found[-1].reason


def test_nothing_is_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files = [HandedFile(f"示例.{kind}", make_layout(3, kind).data) for kind in ("docx", "pdf", "xlsx")]
    assert all(one.report for one in examine_files(files))
    examine_files(files, seconds=0.1)  # ended in the midst of it
    assert os.listdir(tmp_path) == []
