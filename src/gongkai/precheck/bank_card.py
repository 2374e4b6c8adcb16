"""Bank card numbers: thirteen to nineteen digits, a known issuer's prefix, and the Luhn check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.identity import is_identity_number
from gongkai.precheck.text import CheckedText, within

_DIGITS = re.compile(
    r"(?<![0-9A-Za-z.〔])(?:\d{13,19}|\d{4}(?:([ -])\d{4})(?:\1\d{4}){1,2}(?:\1\d{1,4})?)(?![0-9A-Za-z]|\.\d)"
)
_LABELLED = re.compile(r"(?:卡号|账号|帐号|银行卡|账户)[^0-9\n]{0,12}$")


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = int(char) * (1 + place % 2)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Card numbers, and account numbers that the text itself calls so."""
    for match in text.in_numbers(_DIGITS):
        number = re.sub(r"[ -]", "", match.group())
        if len(number) > 19 or is_identity_number(number) or within(text.urls, *match.span()):
            continue
        labelled = _LABELLED.search(text.folded[max(0, match.start() - 24) : match.start()])
        if passes_luhn(number) and number.startswith(dictionary.card_prefixes):
            yield text.finding(
                *match.span(),
                "bank_card",
                "block",
                "此处是银行卡号，不得公开。请删去。",
                number[:4] + "*" * (len(number) - 4),
            )
        elif labelled:
            yield text.finding(
                *match.span(),
                "bank_card",
                "answer",
                "此处写明是账号。请确认是对外公布的单位账户，个人账户不得公开。",
            )
