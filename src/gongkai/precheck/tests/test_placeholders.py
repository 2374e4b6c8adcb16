"""What a template left open is found; masks, codes and filled dates are not placeholders."""

from __future__ import annotations

import pytest

from gongkai.precheck import check_text
from gongkai.precheck.tests.shared import case_folder


def found(text: str) -> list[str]:
    return [f.text for f in check_text(text, categories=["metadata"]) if f.severity == "answer"]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("{{ name }}：你好", ["{{ name }}"]),
        ("致«姓名»：", ["«姓名»"]),
        ("请补正\uff38\uff38\uff38材料", ["\uff38" * 3]),
        ("XX县人民政府", ["XX"]),
        ("xxx局收", ["xxx"]),
        ("致××××局", ["××××"]),
        ("附件【】和【 】", ["【】", "【 】"]),
        ("示政发〔　〕5号", ["〔　〕"]),
        ("根据《》第三条", ["《》"]),
        ("请于　年　月　日前来", ["年　月　日"]),
        ("2024年  月  日", ["年  月  日"]),
        ("2024年5月  日", ["月  日"]),
        ("20XX年工作", ["20XX"]),
        ("于20××年公布", ["20××"]),
        ("X月X日前", ["X"]),
    ],
)
def test_a_placeholder_is_found(text: str, passages: list[str]) -> None:
    assert found(text) == passages


@pytest.mark.parametrize(
    "text",
    [
        "2024 年 5 月 6 日",
        "2024年\n5月6日",
        "证号 640502********1234",
        "139XXXX1234",
        "尺码XXL，型号AXX1，12×34×56",
        "【通知】《条例》〔2024〕5号",
        "本年本月本日，出生年月日",
        "面积3×4米",
    ],
)
def test_other_marks_pass(text: str) -> None:
    assert found(text) == []


def test_the_reported_letter() -> None:
    text = (case_folder("reported", "13-placeholder-in-letter") / "ph.txt").read_text(encoding="utf-8")
    assert found(text) == ["{{申请人}}", "XXX", "×××", "年  月  日", "【】"]
