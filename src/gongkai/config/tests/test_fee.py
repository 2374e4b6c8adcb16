"""gongkai fee: both ways, never at once."""

import json

import pytest
from click.testing import CliRunner

from gongkai.config.command import gongkai


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(gongkai, ["fee", *args])
    return result.exit_code, result.output


def test_by_items() -> None:
    code, output = run("--items", "31", "--json")
    assert code == 0
    assert json.loads(output) == {
        "amount": "2200.00",
        "bands": [
            {"from": 1, "to": 10, "count": 10, "price": "0.00", "amount": "0.00"},
            {"from": 11, "to": 30, "count": 20, "price": "100.00", "amount": "2000.00"},
            {"from": 31, "to": 40, "count": 1, "price": "200.00", "amount": "200.00"},
        ],
        "basis": ["信息处理费办法第四条"],
    }


def test_by_pages() -> None:
    code, output = run("--pages", "250", "--json")
    assert code == 0
    value = json.loads(output)
    assert value["amount"] == "4700.00"
    assert value["bands"][-1] == {"from": 201, "to": None, "count": 50, "price": "40.00", "amount": "2000.00"}


def test_nothing_costs_nothing() -> None:
    assert json.loads(run("--items", "0", "--json")[1])["amount"] == "0.00"


def test_it_reads_well_in_the_terminal() -> None:
    assert run("--pages", "201")[1].splitlines() == [
        "201 页，信息处理费 2740.00 元",
        "  1–30 页：30 页 × 0.00 元 = 0.00 元",
        "  31–100 页：70 页 × 10.00 元 = 700.00 元",
        "  101–200 页：100 页 × 20.00 元 = 2000.00 元",
        "  201 页以上：1 页 × 40.00 元 = 40.00 元",
        "依据：信息处理费办法第五条。是否收费由本机关决定，系统不自动收费。",
    ]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ([], "usage"),
        (["--items", "1", "--pages", "1"], "usage"),
        (["--items", "-1"], "bad_fact"),
        (["--pages", "100001"], "bad_fact"),
        (["--items", "3.5"], "usage"),
    ],
)
def test_bad_input(args: list[str], code: str) -> None:
    exit_code, output = run(*args, "--json")
    assert exit_code == 2
    assert json.loads(output)["error"]["code"] == code
