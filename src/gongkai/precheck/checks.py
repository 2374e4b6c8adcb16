"""The one list of checks, and the function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from gongkai.precheck import (
    bank_card,
    dates,
    document_number,
    identity,
    law_title,
    links,
    metadata,
    names,
    phone,
    secrecy,
    sums,
    typo,
    wording,
)
from gongkai.precheck.dictionary import Dictionary, shipped_dictionary
from gongkai.precheck.finding import Category, Finding
from gongkai.precheck.text import Text


@dataclass(frozen=True, slots=True)
class Check:
    """A category, its Chinese name, and the function that finds."""

    category: Category
    label: str
    run: Callable[[Text, Dictionary], Iterable[Finding]]


CHECKS: tuple[Check, ...] = (
    Check("identity", "身份信息", identity.check),
    Check("phone", "手机号码", phone.check),
    Check("bank_card", "银行卡号", bank_card.check),
    Check("secrecy", "密级和内部标志", secrecy.check),
    Check("law_title", "法规名称", law_title.check),
    Check("document_number", "发文字号", document_number.check),
    Check("wording", "绝对化用语", wording.check),
    Check("typo", "错字和标点", typo.check),
    Check("date", "日期", dates.check),
    Check("sum", "数字", sums.check),
    Check("name", "人名和固定用语", names.check),
    Check("link", "网址", links.check),
    Check("metadata", "起草痕迹", metadata.check),
)


def check_text(
    text: str, *, dictionary: Dictionary | None = None, categories: Collection[Category] | None = None
) -> list[Finding]:
    """Every finding on the text, in the order of the passages; offsets are code points of `text`.

    `dictionary` is the shipped one unless given; `categories` narrows the checks that run.
    """
    subject = Text(text)
    known = dictionary or shipped_dictionary()
    found = (
        finding
        for check in CHECKS
        if categories is None or check.category in categories
        for finding in check.run(subject, known)
    )
    return sorted(set(found), key=lambda finding: (finding.start, finding.end, finding.category))
