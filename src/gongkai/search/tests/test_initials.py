"""Initials of pinyin."""

from __future__ import annotations

import pytest

from gongkai.search.initials import initials_of


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("中小企业补贴办法", "zxqybtbf"),
        ("阿座", "az"),
        ("政府信息公开年度报告2023", "zfxxgkndbg2023"),
        ("工信发 2023 5号", "gxf 2023 5h"),
        ("𫠠龘", ".."),
        ("", ""),
    ],
)
def test_each_character_by_the_first_letter_of_its_pinyin(text: str, initials: str) -> None:
    assert initials_of(text) == initials
