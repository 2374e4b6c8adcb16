"""The form of a document number (发文字号): GB/T 9704-2012, and 第…号 for orders."""

from __future__ import annotations

import re

from gongkai.papers.models import ORDER
from gongkai.precheck import check_text

NUMBER = re.compile(r"(?P<prefix>[\u4e00-\u9fff]{1,20})〔(?P<year>(19|20)\d{2})〕(?P<number>[1-9]\d{0,4})号")
ORDER_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,30}令)?第[1-9]\d{0,4}号")


def number_hint(series: str, year: int) -> str:
    """Return how a number is written, which a form says beside the field."""
    return f"如：{series}〔{year}〕3号。六角括号，序号不编虚位。"


def parts_of(doc_number: str) -> tuple[str, int, int] | None:
    """Return series, year and number of a document number (发文字号); None of one that is not made of them (第1号)."""
    found = NUMBER.fullmatch(doc_number)
    return (found["prefix"], int(found["year"]), int(found["number"])) if found else None


def fault_of(number: str, genre: str = "") -> str:
    """Return why a document number is not in the form that the standard has, in Chinese; empty when it is.

    `genre` is the kind of official document (公文种类): only an order is numbered 第…号.
    """
    if genre == ORDER:
        if ORDER_NUMBER.fullmatch(number):
            return ""
        return f"命令（令）的文号“{number}”应写作“第×号”或“××令第×号”，序号用阿拉伯数字、不编虚位。"
    if NUMBER.fullmatch(number):
        return ""
    findings = check_text(number, categories={"document_number"})
    if findings:
        finding = findings[0]
        better = number[: finding.start] + (finding.suggestion or "") + number[finding.end :]
        return f"{finding.message}请改为“{better}”。"
    return (
        f"发文字号“{number}”应由机关代字、六角括号内的四位年份和序号组成，"
        "如“示工信发〔2023〕5号”：不编虚位，不加“第”字，前后无空格。"
    )
