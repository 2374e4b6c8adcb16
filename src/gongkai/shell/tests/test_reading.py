"""Ledger files as offices make them, and files made to harm: rows, or one sentence."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from gongkai.shell.spreadsheets import reading, workbook
from gongkai.shell.spreadsheets.errors import UnreadableFile
from gongkai.shell.spreadsheets.reading import read_sheets


def xlsx(*rows, merge=(), prepare=None):
    ledger = Workbook()
    for row in rows:
        ledger.active.append(row)
    for area in merge:
        ledger.active.merge_cells(area)
    if prepare:
        prepare(ledger)
    file = io.BytesIO()
    ledger.save(file)
    return file.getvalue()


def read_rows(data, name):
    """The rows of the first sheet that is seen."""
    return next((sheet.rows for sheet in read_sheets(data, name) if not sheet.is_hidden), [])


def repacked(data, name, change):
    """The package with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_become_text():
    moment = datetime.datetime.fromisoformat("2023-05-08 09:30")
    row = [
        "　文 号 ",
        12,
        12.0,
        0.5,
        datetime.date(2023, 5, 8),
        datetime.datetime.fromisoformat("2023-05-08"),
        moment,
        True,
        "２０２３年",
        None,
        "尾",
    ]
    [line] = read_rows(xlsx(row), "a.xlsx")
    assert line.number == 1
    assert line.texts == [
        "文 号",
        "12",
        "12",
        "0.5",
        "2023-05-08",
        "2023-05-08",
        "2023-05-08 09:30",
        "是",
        "２０２３年",
        "",
        "尾",
    ]


def test_rows_keep_their_number_and_empty_ones_go():
    lines = read_rows(xlsx(["a"], [], [None, "  "], ["b"]), "a.xlsx")
    assert [(line.number, line.text(0), line.text(1)) for line in lines] == [(1, "a", ""), (4, "b", "")]


def test_formulas_and_error_values_are_faults():
    [line] = read_rows(xlsx(["=1+1", "#N/A"]), "a.xlsx")
    assert {index: fault.rule for index, fault in line.faults.items()} == {0: "formula", 1: "error_value"}
    assert "数值" in line.faults[0].message


def test_merged_cells_are_faults_on_every_row_they_cover():
    lines = read_rows(xlsx(["a", "b"], ["c", "d"], [None, "e"], merge=["A2:A3"]), "a.xlsx")
    assert [sorted(line.faults) for line in lines] == [[], [0], [0]]
    assert lines[2].faults[0].message.startswith("A2:A3 是合并单元格")


def test_the_hidden_sheet_is_not_the_ledger():
    def hide(ledger):
        ledger.create_sheet("台账").append(["真"])
        ledger.active.sheet_state = "hidden"
        ledger.active = 1

    assert [line.texts for line in read_rows(xlsx(["假"], prepare=hide), "a.xlsx")] == [["真"]]


def test_a_false_dimension_costs_nothing():
    data = repacked(xlsx(["a", "b"]), SHEET, lambda xml: xml.replace(b'ref="A1:B1"', b'ref="A1:XFD1048576"'))
    assert [line.texts for line in read_rows(data, "a.xlsx")] == [["a", "b"]]


@pytest.mark.parametrize("number", ["1048577", "999999999"])
def test_a_row_beyond_the_last_is_refused(number):
    data = repacked(
        xlsx(["a"], ["b"]),
        SHEET,
        lambda xml: xml.replace(b'<row r="2"', f'<row r="{number}"'.encode()).replace(
            b'r="A2"', f'r="A{number}"'.encode()
        ),
    )
    with pytest.raises(UnreadableFile):
        read_rows(data, "a.xlsx")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        bomb.writestr(SHEET, b"0" * (64 * workbook.MEGABYTE))
    with pytest.raises(UnreadableFile, match="压缩结构异常"):
        read_rows(out.getvalue(), "炸弹.xlsx")


def test_entities_are_not_expanded():
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    data = repacked(xlsx(["a"]), SHEET, lambda xml: xml.replace(b"<worksheet", declared + b"<worksheet", 1))
    with pytest.raises(UnreadableFile):
        read_rows(data, "a.xlsx")


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(UnreadableFile, match="按年份"):
        read_rows(b"a\nb\nc\nd\ne\n", "a.csv")


def test_too_large_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 3)
    with pytest.raises(UnreadableFile, match="上限"):
        read_rows(b"a,b,c", "a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_as_programs_write_it(encoding, delimiter):
    text = f'文号{delimiter}标题\r\n示工信发〔2023〕1号{delimiter}"两行\n标题"\r\n'
    lines = read_rows(text.encode(encoding), "a.csv")
    assert [(line.number, line.texts) for line in lines] == [
        (1, ["文号", "标题"]),
        (2, ["示工信发〔2023〕1号", "两行\n标题"]),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0rest", "XLS"),
        (b"PK\x03\x04broken", "不是完整的 XLSX"),
        (b"\x00\x01\x02\x03", "不是 XLSX 或者 CSV"),
        (b"\xff\xfe\x00", "不是 XLSX 或者 CSV"),
        ('文号,标题\n"没有结束,的引号\n'.encode(), "引号不成对"),
    ],
)
def test_what_is_no_ledger_gets_one_sentence(data, says):
    with pytest.raises(UnreadableFile, match=says):
        read_rows(data, "某台账")


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_unreadable(data):
    with contextlib.suppress(UnreadableFile):
        read_rows(data, "a")


def _as_both_say(data):
    """The sheets of a workbook as they are read, and as openpyxl alone reads them."""
    told = read_sheets(data, "a.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "_plain_values", lambda data, title: None)
        return told, read_sheets(data, "a.xlsx")


BEGIN = datetime.datetime.fromisoformat("1960-01-01")
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(0, 50_000).map(lambda days: (BEGIN + datetime.timedelta(days=days)).date()),
    st.integers(0, 50_000_000).map(lambda minutes: BEGIN + datetime.timedelta(minutes=minutes)),
    st.text("示例甲0１ -\u3000\u200b\n<&'", max_size=6),
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_a_sheet_reads_the_same_at_once_and_cell_by_cell(rows):
    one, other = _as_both_say(xlsx(*rows))
    assert [[line.number for line in sheet.rows] for sheet in one] == [
        [line.number for line in sheet.rows] for sheet in other
    ]
    for told, known in zip(one, other, strict=True):
        for line, same in zip(told.rows, known.rows, strict=True):
            assert [line.text(n) for n in range(5)] == [same.text(n) for n in range(5)]


def test_a_plain_sheet_is_not_read_cell_by_cell(monkeypatch):
    monkeypatch.setattr(workbook, "load_workbook", None)
    assert read_rows(xlsx(["a", 1]), "a.xlsx")[0].texts == ["a", "1"]
    with pytest.raises(UnreadableFile):
        read_rows(xlsx(["a", "=1+1"]), "a.xlsx")


@pytest.mark.parametrize("area", ["AZ1", "A3000"])
def test_far_cells_cost_no_more_than_what_is_there(monkeypatch, area):
    monkeypatch.setattr(workbook, "_plain_values", None)

    def far(ledger):
        ledger.active["BA1" if area == "AZ1" else area] = "示例"

    assert read_rows(xlsx(["a"], prepare=far), "a.xlsx")[0].texts[0] == "a"


def test_sheets_and_rows_that_are_not_seen_are_told():
    def hide(ledger):
        ledger.active.row_dimensions[2].hidden = True
        ledger.active.row_dimensions[9].hidden = True  # empty
        ledger.create_sheet("旧表").append(["旧"])
        ledger["旧表"].sheet_state = "veryHidden"
        ledger.create_sheet("空表")

    seen, hidden = read_sheets(xlsx(["a"], ["b"], ["c"], prepare=hide), "a.xlsx")
    assert (seen.hidden_rows, [line.texts for line in seen.rows]) == ((2,), [["a"], ["b"], ["c"]])
    assert (hidden.name, hidden.is_hidden, len(hidden.rows)) == ("旧表", True, 1)
