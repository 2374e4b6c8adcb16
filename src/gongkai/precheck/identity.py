"""Identity numbers (GB 11643) and other particulars of a person.

A unified social credit code (GB 32100) has eighteen places too and belongs to an organisation: it is
never reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_AUTHORITIES = frozenset("123456789ANY")

_EIGHTEEN = re.compile(r"(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])")
_FIFTEEN = re.compile(r"(?<![0-9A-Za-z.])\d{15}(?![0-9A-Za-z]|\.\d)")
_MASKED = re.compile(r"(?<![0-9A-Za-z])\d{6,14}[*\uff0a×xX]{3,8}\d{2,3}[0-9Xx](?![0-9A-Za-z])")
_BEFORE_NUMBER = re.compile(r"身份证(?:件)?(?:号码|号)?[^0-9\n]{0,6}$")
_BEFORE_CODE = re.compile(r"信用代码[^0-9\n]{0,6}$")

_PARTICULARS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"护照(?:号码|号)?[:：\s]*([EGDSPHK][A-Z]?\d{7,8})(?!\d)"), "护照号码"),
    (
        re.compile(
            r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            r"(?<![\u4e00-\u9fff].)[A-HJ-NP-Z][·•]?[A-HJ-NP-Z0-9]{5,6})(?![0-9A-Za-z])"
        ),
        "车牌号码",
    ),
    (
        re.compile(
            r"(?:家庭(?:住址|地址)|现住址|户籍(?:地址|所在地)|住址|住所地)[:：]\s*([^\s，。；,;]{6,40})"
        ),
        "住址",
    ),
    (
        re.compile(
            r"生(?:(?<=出生)(?:日期|年月)[:：]?\s*|(?<![产发]生)于)(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]?(?:\s*\d{1,2}\s*日?)?)"
        ),
        "出生日期",
    ),
)


def is_identity_number(number: str) -> bool:
    """Whether eighteen characters are an identity number: area, date of birth and check character hold."""
    return (
        len(number) == 18
        and number[:17].isdigit()
        and _PROVINCES.fullmatch(number[:2]) is not None
        and _is_date(number[6:14])
        and _CHECK[sum(w * int(d) for w, d in zip(_WEIGHTS, number, strict=False)) % 11] == number[17].upper()
    )


def is_credit_code(code: str) -> bool:
    """Whether eighteen characters are a unified social credit code (GB 32100, modulo 31)."""
    code = code.upper()
    if len(code) != 18 or code[0] not in _AUTHORITIES or any(char not in _CODE_ALPHABET for char in code):
        return False
    if code[2:4] != "10" and not _PROVINCES.fullmatch(code[2:4]):
        return False
    total = sum(_CODE_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return _CODE_ALPHABET[-total % 31] == code[17]


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Identity numbers old and new, half-masked ones, and labelled particulars (PIPL art. 28)."""
    yield from _eighteen(text)
    yield from _fifteen(text)
    for match in text.in_numbers(_MASKED):
        yield text.finding(
            *match.span(),
            "identity",
            "info",
            "身份证号码只遮盖了一部分，前后两段可以与别处拼接还原。建议整个删去，或只保留前三位。",
            match.group()[:3] + "*" * 15,
        )
    for pattern, label in _PARTICULARS:
        for match in pattern.finditer(text.folded):
            yield text.finding(
                *match.span(1), "identity", "answer", f"此处像是个人的{label}。请确认依法可以公开，否则删去。"
            )


def _eighteen(text: CheckedText) -> Iterator[TextFinding]:
    for match in text.in_numbers(_EIGHTEEN):
        number = re.sub(r"[ -]", "", match.group())
        before = text.folded[max(0, match.start() - 24) : match.start()]
        if not is_identity_number(number):
            if _BEFORE_NUMBER.search(before):
                yield text.finding(
                    *match.span(),
                    "identity",
                    "answer",
                    "此处写明是身份证号码，但校验位或出生日期不合国家标准。无论对错都不应公开，请删去。",
                )
        elif not is_credit_code(number):
            yield text.finding(
                *match.span(),
                "identity",
                "block",
                "此处是公民身份号码，不得公开。请删去，或只保留前三位。",
                number[:3] + "*" * 15,
            )
        elif not _BEFORE_CODE.search(before):
            yield text.finding(
                *match.span(),
                "identity",
                "answer",
                "这十八位数字既合身份证号码的校验，也合统一社会信用代码的校验。请确认它不是身份证号码。",
            )


def _fifteen(text: CheckedText) -> Iterator[TextFinding]:
    for match in text.in_numbers(_FIFTEEN):
        number = match.group()
        if _PROVINCES.fullmatch(number[:2]) is not None and _is_date("19" + number[6:12]):
            yield text.finding(
                *match.span(),
                "identity",
                "block",
                "此处是十五位的旧身份证号码，不得公开。请删去，或只保留前三位。",
                number[:3] + "*" * 12,
            )


def _is_date(digits: str) -> bool:
    try:
        return 1800 <= date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}").year <= 2099
    except ValueError:
        return False
