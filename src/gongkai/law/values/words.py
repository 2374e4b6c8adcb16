"""A value of the law in the words of a screen or a letter, and a text that a person typed back into a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

# What stands in a text where a letter puts its own: the name in the tables, and what people call it.
BLANKS = {
    "letter": "文书名称",
    "review_body": "复议机关",
    "court": "管辖法院",
    "reconsideration_apply": "申请复议的天数",
    "litigation_direct": "起诉的月数",
    "litigation_after_reconsideration": "复议后起诉的天数",
}


def in_words(content: int | str | Sequence[Mapping[str, Any]], unit: str) -> str:
    """Return a value with its unit as people say it: 20 工作日, 1月31日, the bands of a price, a text with 〔…〕."""
    if isinstance(content, int):
        return f"{content} {unit}"
    if not isinstance(content, str):
        return "；".join(_band(band, unit) for band in content)
    if unit == "月-日":
        month, _, day = content.partition("-")
        return f"{int(month)}月{int(day)}日"
    for name, words in BLANKS.items():
        content = content.replace(f"{{{name}}}", f"〔{words}〕")
    return content


def from_words(text: str) -> str:
    """Return a text that a person typed with 〔…〕 as the tables keep it."""
    for name, words in BLANKS.items():
        text = text.replace(f"〔{words}〕", f"{{{name}}}")
    return text


def _band(band: Mapping[str, Any], unit: str) -> str:
    """Return a band of a price: 第 11 至 30 件每件 100 元."""
    yuan, _, one = unit.partition("/")
    price = f"每{one} {band['price']} {yuan}" if band["price"] != "0" else "不收费"
    if "to" in band:
        return f"第 {band['from']} 至 {band['to']} {one}{price}"
    if "each" in band:
        return (
            f"第 {band['from']} {one}起每 {band['each']} {one}为一档，第一档{price}，"
            f"每增加一档每{one}提高 {band['raise']} {yuan}"
        )
    return f"第 {band['from']} {one}起{price}"
