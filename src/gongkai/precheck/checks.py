"""The one list of checks, and the function that runs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
from gongkai.precheck.finding import Category, TextFinding
from gongkai.precheck.text import CheckedText

# What nobody sees stands between the figures of a number as well as anywhere; so does the address of a link.
NOTHING = re.compile(r"(?!)")
UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
UNSEEN_OR_LINK = re.compile(rf"{UNSEEN.pattern}|（(?:https?://|mailto:)[^\s（）]{{1,500}}）")


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A category, its Chinese name, what it looks for, the function that finds, and what it does not see."""

    category: Category
    label: str
    title: str
    run: Callable[[CheckedText, Dictionary], Iterable[TextFinding]]
    hides: re.Pattern[str] = UNSEEN


CHECKS: tuple[TextCheck, ...] = (
    TextCheck(
        "identity",
        "身份信息",
        "公民身份号码（GB 11643，含校验位和出生日期；旧十五位）、护照、车牌、住址、出生日期；统一社会信用代码不算",
        identity.check,
        hides=UNSEEN_OR_LINK,
    ),
    TextCheck(
        "phone",
        "手机号码",
        "手机号码；办公电话不算，联系方式里的手机号码须答复",
        phone.check,
        UNSEEN_OR_LINK,
    ),
    TextCheck(
        "bank_card",
        "银行卡号",
        "银行卡号（发卡前缀和校验位）、写明的账号",
        bank_card.check,
        UNSEEN_OR_LINK,
    ),
    TextCheck(
        "secrecy", "密级和内部标志", "密级标志、内部文件标志；法规名称和叙述里的字样不算", secrecy.check
    ),
    TextCheck(
        "law_title",
        "法规名称",
        "不存在、写错（含“法”与“条例”等种类写错）、已废止的法规名称，过时的公布令号",
        law_title.check,
    ),
    TextCheck(
        "document_number", "发文字号", "发文字号的六角括号、四位年份、虚位、“第”字", document_number.check
    ),
    TextCheck("wording", "绝对化用语", "绝对化、夸大的说法，按词表", wording.check),
    TextCheck(
        "typo",
        "错字和标点",
        "错字（按词表）、重字重词（按词典，两词相接的不算）、半角标点、不成对的引号和书名号、缺少的句号",
        typo.check,
    ),
    TextCheck("date", "日期", "不存在的日期、对不上的星期、倒置的期间、缺“年”字的年份", dates.check),
    TextCheck("sum", "数字", "“其中”各项与总数（超过的须答复，不足的提示）、百分比", sums.check),
    TextCheck("name", "人名和固定用语", "与本单位词表中人名、机构名、固定用语相近而不同的写法", names.check),
    TextCheck("link", "网址", "写错的网址、内网地址、带密码的网址、空链接", links.check, NOTHING),
    TextCheck(
        "metadata",
        "起草痕迹",
        "看不见的字符、本机路径、软件报错、起草提示、占位符和空着的日期；"
        "文件的批注、修订、隐藏内容、属性、附带文件，图片的位置、作者和设备",
        metadata.check,
        hides=NOTHING,
    ),
)


def check_text(
    text: str, *, dictionary: Dictionary | None = None, categories: Collection[Category] | None = None
) -> list[TextFinding]:
    """Every finding on the text, in the order of the passages; offsets are code points of `text`.

    What lies within a passage to which the same check objects as gravely is not told again. `dictionary` is the
    shipped one unless given; `categories` narrows the checks that run.
    """
    known = dictionary or shipped_dictionary()
    views = {hidden: _without(hidden, text) for hidden in (NOTHING, UNSEEN, UNSEEN_OR_LINK)}
    found = [
        finding
        for check in CHECKS
        if categories is None or check.category in categories
        for finding in _outermost(_found_by(check, views[check.hides], known))
    ]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.category))


@dataclass(frozen=True)
class _View:
    """A text without what a check does not see, and where each of its characters stands in the whole."""

    whole: str
    seen: CheckedText
    places: Sequence[int]


def _without(hidden: re.Pattern[str], text: str) -> _View:
    if not hidden.search(text):
        return _View(text, CheckedText(text), range(len(text)))
    gone = {place for match in hidden.finditer(text) for place in range(*match.span())}
    places = [place for place in range(len(text)) if place not in gone]
    return _View(text, CheckedText("".join(text[place] for place in places)), places)


def _found_by(check: TextCheck, view: _View, dictionary: Dictionary) -> Iterator[TextFinding]:
    """What a check finds, at its places in the whole text."""
    for finding in check.run(view.seen, dictionary):
        if len(view.places) == len(view.whole) or finding.start == finding.end:
            yield finding
        else:
            start, end = view.places[finding.start], view.places[finding.end - 1] + 1
            yield replace(finding, start=start, end=end, text=view.whole[start:end])


def _outermost(found: Iterable[TextFinding]) -> Iterator[TextFinding]:
    """Leave out what lies within another finding of the same severity."""
    kept: dict[str, TextFinding] = {}
    for finding in sorted(set(found), key=lambda each: (each.start, -each.end)):
        around = kept.get(finding.severity)
        if around is None or finding.end > around.end:
            kept[finding.severity] = finding
            yield finding
        elif (finding.start, finding.end) == (
            around.start,
            around.end,
        ):  # another reason for the same passage
            yield finding
