"""Parts against their total: more is to be answered for, less is said, an open list is left alone."""

from __future__ import annotations

import pytest

from gongkai.precheck import check_text
from gongkai.precheck.tests.shared import case_folder


def severities(text: str) -> list[str]:
    return [finding.severity for finding in check_text(text, categories=["sum"])]


@pytest.mark.parametrize(
    "text",
    [
        "受理申诉50件，其中：维持31件，撤销12件。",
        "走访企业26家，其中：达标17家，不达标8家。",
        "制发文件610条，其中公开文件310条，依申请公开文件160条，不公开文件120条。",
        "收到来信90封，共90件，其中咨询41件；\n投诉22件；建议19件。",
        "共受理81件（含上年结转5件），其中网上30件，信函20件。",
        "收到申请12件，其中网上5件，信函3件，办结12件。",
    ],
)
def test_parts_that_fall_short_are_said(text: str) -> None:
    assert severities(text) == ["info"]


@pytest.mark.parametrize(
    "text",
    [
        "受理申诉50件，其中：维持31件，撤销22件。",
        "共印发33份，其中通知20份，意见10份，函等9份。",
        "共办结40件，其中公开12件，不予公开8件，其他21件。",
        "共办结40件，其中公开12件，不予公开8件，其他15件。",
        "共发布61条，其中:减负5条，解读1条；预算7条；直达12条；其他文件共51条等。",
    ],
)
def test_more_than_the_total_is_to_be_answered_for(text: str) -> None:
    assert severities(text) == ["answer"]


@pytest.mark.parametrize(
    "text",
    [
        "共发布120条，其中通知18条，公示7条，动态4条等。",
        "收到申请20件，其中自然人申请15件。",
        "共发布96条，其中：解读9条；其他文件2条;动态共2条;公示共83条。",
        "行政诉讼 46 件，其中维持 25\n件，纠正 5 件，其他结果 9 件，尚\n未审结 7 件。",
        "共办结30件，其中公开20件（其中部分公开3件），不予公开10件。",
        "共81件（含结转5件），其中公开61件，不公开20件。",
        "培训230人次，其中干部200人次，群众30人次。",
        "共办结30件，其中主要是公开20件，不予公开5件。",
        "共办结30件，其中公开20件，不予公开5件[…]",
    ],
)
def test_complete_and_open_lists_pass(text: str) -> None:
    assert severities(text) == []


def test_the_given_cases() -> None:
    short, open_list = (
        [f.severity for f in check_text((case_folder("precheck") / name).read_text(encoding="utf-8"))]
        for name in ("p3_sum_short.txt", "p4_sum_open.txt")
    )
    assert short == ["info", "info"]
    assert not {"answer", "block"} & set(open_list)


@pytest.mark.parametrize(
    ("name", "right"), [("a-missed.txt", ["info"]), ("b-semicolon.txt", []), ("c-open-list.txt", [])]
)
def test_the_reported_cases(name: str, right: list[str]) -> None:
    text = (case_folder("reported", "10-prose-sums") / name).read_text(encoding="utf-8")
    assert severities(text) == right
