"""A text cut into what is compared as one: a number with its unit, a date, a document number; else each character."""

from __future__ import annotations

import re

_DIGITS = r"(?:\d+(?:,\d{3})*(?:\.\d+)?|[〇零一二三四五六七八九十百千两]+)"
_UNITS = (
    *("个百分点", "个工作日", "平方米", "平方公里", "千瓦时", "公里", "人次", "户次", "批次", "小时"),
    *"年月日天周号时分期次件条项份个家户人名场篇册本页字元吨米倍批部起宗处台辆",
)
_NUMBER = rf"[-+]?{_DIGITS}(?:\s?[百千万亿]+)?(?:\s?(?:{'|'.join(_UNITS)}|[%％‰℃]))?"
_DATE = rf"{_DIGITS}\s?年(?:\s?{_DIGITS}\s?月(?:\s?{_DIGITS}\s?[日号])?)?|{_DIGITS}\s?月\s?{_DIGITS}\s?[日号]"
_NUMERIC_DATE = r"\d{4}([-./])\d{1,2}\1\d{1,2}"
# The letters of an organ before the bracket, from behind the word that leads to them.
_DOC_NUMBER = rf"(?:(?![据照按见与及的对由经将为以])[\u4e00-\u9fff]){{0,8}}〔\d{{4}}〕\s?\d+号|第{_DIGITS}号"
_WORD = re.compile(rf"(?:{_DOC_NUMBER})|(?:{_NUMERIC_DATE})|(?:{_DATE})|(?:{_NUMBER})|.", re.DOTALL)


def words_of(text: str) -> list[str]:
    """Return the words of a text, which make it up: what is cut apart nowhere in a comparison."""
    return [found[0] for found in _WORD.finditer(text)]
