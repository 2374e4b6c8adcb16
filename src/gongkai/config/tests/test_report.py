"""gongkai report: read, check, merge and collect as an officer calls them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongkai.annualreport import FORM_2021, Report, ReportSection, Value, tables_of
from gongkai.annualreport.readers import read_report
from gongkai.annualreport.writers import write_json
from gongkai.config.command import gongkai

SOUND: dict[str, Value] = {
    f"requests.{row}.{column}": 2
    for row in ("received", "granted", "total_handled")
    for column in ("natural", "total")
}
BROKEN: dict[str, Value] = {**SOUND, "requests.granted.natural": 1}


def run(*args: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(gongkai, ["report", *map(str, args)])
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def written(file: Path, organ: str, figures: Mapping[str, Value], year: int = 2023) -> Path:
    sections = tuple(ReportSection(part.number, part.title, "无。") for part in FORM_2021.parts)
    tables = tables_of(FORM_2021, figures, default=0)
    file.write_bytes(write_json(Report(organ=organ, year=year, tables=tables, sections=sections)))
    return file


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return written(tmp_path / "sound.json", "甲局", SOUND)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return written(tmp_path / "broken.json", "乙局", BROKEN)


def test_reading_one_file_prints_the_exchange_format_with_its_identities(broken: Path) -> None:
    code, output = run("read", broken, "--json")
    value = json.loads(output)
    assert code == 0
    assert (value["organ"], value["year"], value["form"]) == ("乙局", 2023, "2021")
    assert value["tables"]["requests"]["received"]["total"] == 2
    assert {(f["code"], f["where"]) for f in value["findings"]} == {
        ("I2", "requests.column.natural"),
        ("I3", "requests.row.granted"),
    }


def test_several_files_are_one_line_each_in_order(sound: Path, broken: Path, tmp_path: Path) -> None:
    code, output = run("read", sound, tmp_path / "none.pdf", tmp_path, broken, "--json")
    values = lines(output)
    assert code == 2
    assert [value["file"] for value in values] == [
        str(p) for p in (sound, tmp_path / "none.pdf", tmp_path, broken)
    ]
    assert ["error" in value for value in values] == [False, True, True, False]


def test_checking_says_by_its_exit_code_whether_there_are_errors(sound: Path, broken: Path) -> None:
    assert run("check", sound)[0] == 0
    code, output = run("check", broken)
    assert code == 1
    assert "[错误]" in output
    code, output = run("check", broken, sound, "--json")
    first, second = lines(output)
    assert code == 1
    assert set(first) == set(second) == {"file", "organ", "year", "findings"}


def test_checking_against_last_year(sound: Path, tmp_path: Path) -> None:
    before = written(tmp_path / "2022.json", "甲局", {"requests.carried_over.natural": 1}, year=2022)
    code, output = run("check", sound, "--previous", before, "--json")
    assert code == 1
    assert "I4" in {finding["code"] for finding in json.loads(output)["findings"]}
    code, output = run("check", sound, "--previous", sound, "--json")
    assert (code, json.loads(output)["error"]["code"]) == (2, "wrong_previous_report")
    assert run("check", sound, sound, "--previous", before)[0] == 2


@pytest.mark.parametrize("suffix", [".json", ".xlsx", ".docx", ".html", ".pdf"])
def test_merging_into_every_format(sound: Path, tmp_path: Path, suffix: str) -> None:
    other = written(tmp_path / "other.json", "丙局", SOUND)
    expected = tmp_path / "expected.csv"
    expected.write_text("机关\n甲局\n丁局\n", encoding="gb18030")
    out = tmp_path / f"all{suffix}"
    code, output = run(
        "merge", sound, other, "--out", out, "--expected", expected, "--organ", "示例市示例局", "--json"
    )
    value = json.loads(output)
    assert code == 0
    assert (value["missing"], value["unexpected"]) == (["丁局"], ["丙局"])
    assert read_report(out.read_bytes()).cell("requests.received.total") == 4


def test_merging_refuses_a_broken_report_unless_asked(sound: Path, broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    code, output = run("merge", sound, broken, "--out", out, "--json")
    assert (code, json.loads(output)["error"]["code"]) == (1, "broken_identities")
    assert not out.exists()
    code, output = run("merge", sound, broken, "--out", out, "--allow-broken")
    assert code == 1
    assert "已按原数汇总" in output
    assert out.exists()


def test_merging_compares_with_the_report_above(sound: Path, tmp_path: Path) -> None:
    parent = written(tmp_path / "parent.json", "示例市", {"proactive.licensing.count": 7})
    code, output = run("merge", sound, "--out", tmp_path / "all.json", "--parent", parent, "--json")
    assert code == 0
    assert "proactive.licensing.count" in {finding["where"] for finding in json.loads(output)["findings"]}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["merge", "{sound}", "--out", "{folder}/all.zip"], "usage"),
        (["merge", "{sound}"], "usage"),
        (["merge", "{sound}", "{folder}/none.docx", "--out", "{folder}/all.json"], "unreadable_file"),
        (["merge", "{sound}", "{sound}", "--out", "{folder}/all.json"], "cannot_merge"),
        (["merge", "{sound}", "--out", "{folder}/none/all.json"], "unreadable_file"),
        (["check"], "usage"),
        (["read", "{folder}/none.pdf"], "unreadable_file"),
        (["collect", "{folder}/none", "--out", "{folder}/all.parquet"], "unreadable_file"),
        (["collect", "{folder}"], "usage"),
    ],
)
def test_bad_input_is_one_error_with_a_chinese_sentence(
    sound: Path, tmp_path: Path, arguments: list[str], code: str
) -> None:
    given = [argument.format(sound=sound, folder=tmp_path) for argument in arguments]
    exit_code, output = run(*given, "--json")
    error = json.loads(output)["error"]
    assert (exit_code, error["code"]) == (2, code)
    assert any("\u4e00" <= char <= "\u9fff" for char in error["message"])


def test_collecting_a_folder(sound: Path, broken: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    sound.rename(folder / "a.json")
    out = tmp_path / "all.parquet"
    code, output = run("collect", folder, "--out", out, "--json")
    assert code == 0
    assert json.loads(output) == {"out": str(out), "files": 1, "known": 0, "read": 1, "unreadable": 0}
    (folder / "b.txt").write_text("不是报告", encoding="utf-8")
    code, output = run("collect", folder, "--out", out, "--resume")
    assert code == 1
    assert "其中 1 份沿用上次结果" in output


@pytest.mark.parametrize("name", ["read", "check", "merge", "collect"])
def test_every_command_shows_an_example(name: str) -> None:
    code, output = run(name, "--help")
    assert code == 0
    assert f"示例：gongkai report {name}" in output
