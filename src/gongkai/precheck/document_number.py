"""Document numbers (发文字号, GB/T 9704): hexagonal brackets, a four-digit year, no leading zero, no 第."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText

_ORGAN = re.compile(r"[\u4e00-\u9fff]{2}[ \t]{0,4}$")
_NUMBER = re.compile(
    r"(?P<open>[〔\[\uff3b(（【﹝])[ \t]*"
    r"(?P<year>(?:19|20)?\d{2})[ \t]*年?[ \t]*"
    r"(?P<close>[〕\]\uff3d)）】﹞])[ \t]*(?P<ordinal>第)?[ \t]*(?P<number>\d{1,6})[ \t]*号"
)


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Document numbers whose brackets, year or serial are not as the standard has them."""
    for match in _NUMBER.finditer(text.folded):
        organ = _ORGAN.search(text.folded, max(0, match.start() - 6), match.start())
        if organ is None or organ.group().rstrip().endswith("令"):
            continue
        raw_number = text.raw[slice(*match.span("number"))]
        faults = []
        if (match["open"], match["close"]) != ("〔", "〕"):
            faults.append("年份应当用六角括号“〔〕”")
        if len(match["year"]) != 4:
            faults.append("年份应当写四位")
        if match["number"].startswith("0"):
            faults.append("序号不编虚位（1 不写作 001）")
        if match["ordinal"]:
            faults.append("序号前不加“第”字")
        if raw_number != match["number"]:
            faults.append("序号应当用半角数字")
        if not faults:
            continue
        year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
        start = match.start("open")
        yield text.finding(
            start,
            match.end(),
            "document_number",
            "answer",
            f"发文字号“{text.raw[start : match.end()]}”写法不合公文格式：{'；'.join(faults)}。",
            f"〔{year}〕{int(match['number'])}号",
        )
