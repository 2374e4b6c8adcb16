"""gongkai deadline: one question, a batch, and every way of asking wrongly."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gongkai import law
from gongkai.bodies.tests.factory import bureau
from gongkai.config.command import gongkai
from gongkai.config.commands import deadline
from gongkai.norms.actions.enter_notice import enter_notice


@pytest.fixture(autouse=True)
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test starts where nothing was entered."""
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "none"))
    deadline._entered.cache_clear()
    deadline._calendar.cache_clear()


def run(*args: str, stdin: str | bytes = "") -> tuple[int, str]:
    result = CliRunner().invoke(gongkai, ["deadline", *args], input=stdin)
    return result.exit_code, result.output


def ask(*args: str) -> dict[str, Any]:
    code, output = run(*args, "--json")
    assert code == 0
    value: dict[str, Any] = json.loads(output)
    return value


def refused(*args: str) -> dict[str, str]:
    code, output = run(*args, "--json")
    assert code == 2
    error: dict[str, str] = json.loads(output)["error"]
    return error


def test_a_deadline_explains_itself() -> None:
    value = ask("2024-02-07")
    assert (value["received"], value["due"], value["provisional"]) == ("2024-02-07", "2024-03-12", False)
    assert value["basis"][0] == "条例第三十三条第二款"
    assert set(value) == {"received", "due", "provisional", "basis", "days"}
    assert value["days"][0] == {"date": "2024-02-08", "counted": True, "n": 1, "why": "工作日"}
    by_date = {day["date"]: day for day in value["days"]}
    assert by_date["2024-02-10"] == {
        "date": "2024-02-10",
        "counted": False,
        "n": None,
        "why": "春节放假（国办发明电〔2023〕7号）",
    }
    assert by_date["2024-02-18"]["why"] == "调休上班（国办发明电〔2023〕7号）"
    assert value["days"][-1]["n"] == 20


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("reply", "2026-06-04"),
        ("supplement", "2026-05-14"),
        ("third-party", "2026-05-26"),
        ("payment", "2026-06-04"),
    ],
)
def test_kinds_and_regions(kind: str, due: str) -> None:
    assert ask("2026-05-06", "--kind", kind, "--region", "宁夏")["due"] == due


def test_exclusions_and_extension() -> None:
    assert ask("2023-03-01", "--exclude", "2023-03-10..2023-03-24")["due"] == "2023-04-13"
    several = ask("2023-03-01", "--exclude", "2023-03-10..2023-03-20", "--exclude", "2023-03-15..2023-03-24")
    assert several["due"] == "2023-04-13"
    assert ask("2026-02-14", "--extend", "20")["due"] == "2026-04-20"


def test_an_open_exclusion_leaves_the_day_open() -> None:
    value = ask("2023-03-01", "--exclude", "2023-03-10..")
    assert (value["due"], value["provisional"], len(value["days"])) == (None, True, 9)
    assert value["missing"] == ["征求意见（自 2023-03-10 发出起，尚未结束）"]
    assert "期限中止" in run("2023-03-01", "--exclude", "2023-03-10..")[1]


def test_a_year_without_its_notice_is_provisional() -> None:
    value = ask("2026-12-15", "--region", "宁夏")
    assert value["provisional"]
    assert value["missing"] == [
        "国务院办公厅关于2027年部分节假日安排的通知",
        "宁夏回族自治区人民政府办公厅关于2027年部分节假日安排的通知",
    ]
    assert "暂定：尚缺 国务院办公厅关于2027年部分节假日安排的通知" in run("2026-12-15")[1]


def test_it_reads_well_in_the_terminal() -> None:
    code, output = run("2024-02-07", "--region", "宁夏")
    assert code == 0
    assert output.splitlines()[:3] == [
        "答复期限：自 2024-02-07 次日起算，共 20 个工作日，2024-03-12 届满（日历：全国＋宁夏＋临时调整）",
        "依据：条例第三十三条第二款、民法典第二百零一条",
        "2024-02-08    1  工作日",
    ]
    assert "2024-02-09    2  工作日" in output
    assert "2024-02-10    —  春节放假（国办发明电〔2023〕7号）" in output


@pytest.mark.parametrize(
    ("args", "code", "where"),
    [
        (["2024-02-30"], "bad_date", "received"),
        (["20240301"], "bad_date", "received"),
        (["2018-03-01"], "not_modelled", "reply.extension"),
        (["9999-12-31"], "beyond_calendar", "start"),
        (["2024-03-01", "--region", "青海"], "unknown_name", "region"),
        (["2024-03-01", "--extend", "21"], "extension_refused", "extend"),
        (["2024-03-01", "--extend", "-1"], "extension_refused", "extend"),
        (["2024-03-01", "--exclude", "2024-03-10"], "bad_interval", "exclude"),
        (["2024-03-01", "--exclude", "2024-03-10..2024-03-08"], "bad_interval", "exclude"),
        (["2024-03-01", "--exclude", "2024-02-10..2024-03-08"], "bad_interval", "exclude"),
        (["2024-03-01", "--exclude", "2024-03-10..下周"], "bad_date", "exclude"),
        (["2024-03-01", "--kind", "payment", "--extend", "5"], "usage", "extend"),
        (["2024-03-01", "--kind", "payment", "--exclude", "2024-03-10.."], "usage", "exclude"),
        ([], "usage", ""),
        (["2024-03-01", "--batch", "-"], "usage", ""),
        (["--batch", "没有.csv"], "unreadable_file", "batch"),
    ],
)
def test_bad_input_is_one_sentence(args: list[str], code: str, where: str) -> None:
    error = refused(*args)
    assert (error["code"], error["where"]) == (code, where)


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_a_batch_of_json_lines_goes_on_after_an_error() -> None:
    rows = [
        '{"received": "2023-03-01", "exclude": ["2023-03-10..2023-03-24"]}',
        "",
        '{"received": "2026-05-06", "kind": "third-party", "region": "宁夏", "extend": null}',
        '{"received": "2024-03-01", "extend": "99"}',
        '{"received": "2024-03-01", "extend": "many"}',
        '{"received": "2024-03-01", "kind": "answer"}',
        '{"received": "2024-03-01", "until": "2024-04-01"}',
        '{"kind": "reply"}',
        '{"received": ',
        '["2024-03-01"]',
        '{"received": "2024-03-01"}',
    ]
    code, output = run("--batch", "-", stdin="\n".join(rows))
    found = lines(output)
    assert code == 2
    assert [each.get("due") or each["error"]["code"] for each in found] == [
        "2023-04-13",
        "2026-05-26",
        "extension_refused",
        "bad_number",
        "unknown_name",
        "bad_fields",
        "bad_fields",
        "bad_json",
        "bad_json",
        "2024-03-29",
    ]
    assert found[2]["error"]["where"] == "第 4 行 extend"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_batch_of_csv(tmp_path: Path, encoding: str) -> None:
    rows = (
        "received, kind,exclude,extend,region\n"
        "2023-03-01,,2023-03-10..2023-03-20;2023-03-15..2023-03-24,,\n"
        "2026-05-06,third-party,,,宁夏\n"
    )
    file = tmp_path / "申请.csv"
    file.write_bytes(rows.encode(encoding))
    code, output = run("--batch", str(file))
    assert code == 0
    assert [each["due"] for each in lines(output)] == ["2023-04-13", "2026-05-26"]


def test_a_csv_row_with_too_many_cells_is_an_error() -> None:
    code, output = run("--batch", "-", stdin="received,extend\n2024-03-01,1,2\n")
    assert code == 2
    assert lines(output)[0]["error"]["where"] == "第 2 行"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("收到日期\n2024-03-01\n", "bad_fields"),
        ("kind\nreply\n", "bad_fields"),
        ("", "unreadable_file"),
        (b"\xff\xfe\x00\x01", "unreadable_file"),
        (b"received\n\x00\n", "unreadable_file"),
    ],
)
def test_a_batch_that_is_no_table_is_refused(data: str | bytes, code: str) -> None:
    exit_code, output = run("--batch", "-", "--json", stdin=data)
    assert exit_code == 2
    assert json.loads(output)["error"]["code"] == code


def test_a_folder_is_no_batch(tmp_path: Path) -> None:
    assert "文件不能读取" in refused("--batch", str(tmp_path))["message"]


@pytest.mark.django_db
def test_entered_notices_are_used_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered = law.Notice(
        "national", 2027, "示例：2027年放假通知", "示例〔2026〕1号", off={date(2027, 1, 1): "元旦"}
    )
    enter_notice(viewer=bureau().disclosure_officer.on(date(2026, 11, 23)), notice=entered)
    (tmp_path / deadline.DATABASE).touch()  # a home; the database of this test stands in for its own
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    value = ask("2026-12-15")
    assert (value["due"], value["provisional"], value["entered"]) == (
        "2027-01-13",
        False,
        ["示例〔2026〕1号"],
    )
    assert "已用本单位录入的通知：示例〔2026〕1号" in run("2026-12-15")[1]


@pytest.mark.django_db
def test_a_home_without_its_database_is_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    assert ask("2026-12-15")["provisional"]


def test_a_home_whose_database_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / deadline.DATABASE).write_bytes(b"not a database")
    environment = os.environ | {"GONGKAI_HOME": str(tmp_path)}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from gongkai.config.command import main; main()",
            "deadline",
            "2024-03-01",
            "--json",
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "unreadable_home"
