"""A law's stem with the wrong kind of text is put right; what others may have made is not ours to judge."""

from __future__ import annotations

import pytest

from gongkai.precheck import check_text
from gongkai.precheck.tests.shared import case_folder


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("中华人民共和国审计条例", "中华人民共和国审计法"),
        ("中华人民共和国行政许可办法", "中华人民共和国行政许可法"),
        ("中华人民共和国政府信息公开法", "中华人民共和国政府信息公开条例"),
        ("政府信息公开法", "中华人民共和国政府信息公开条例"),
        ("中华人民共和国审计法实施细则", "中华人民共和国审计法实施条例"),
        ("中华人民共和国合同条例", "中华人民共和国民法典"),
        ("失业保险法", "失业保险条例"),
    ],
)
def test_the_wrong_kind_is_put_right(title: str, right: str) -> None:
    [finding] = check_text(f"根据《{title}》的规定，", categories=["law_title"])
    assert (finding.severity, finding.suggestion) == ("answer", f"《{right}》")


@pytest.mark.parametrize(
    "title",
    [
        "示例省统计条例",
        "统计条例",
        "档案管理办法",
        "中华人民共和国监察官法",
        "中华人民共和国立法法",
        "反分裂国家法",
        "三步工作法",
        "中华人民共和国劳动合同法实施条例",
    ],
)
def test_right_and_local_titles_pass(title: str) -> None:
    assert check_text(f"根据《{title}》的规定，", categories=["law_title"]) == []


def test_the_given_cases() -> None:
    text = (case_folder("precheck") / "p5_law_titles.txt").read_text(encoding="utf-8")
    found = check_text(text)
    assert [(finding.category, finding.severity) for finding in found] == [("law_title", "answer")] * 4
    assert [finding.suggestion for finding in found] == [
        f"《中华人民共和国{name}法》" for name in ("档案", "统计", "行政强制", "预算")
    ]
