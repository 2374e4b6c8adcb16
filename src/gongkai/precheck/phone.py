"""Mobile numbers. A landline of an office is not personal and is never reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.precheck.dictionary import Dictionary
from gongkai.precheck.finding import TextFinding
from gongkai.precheck.text import CheckedText, within

_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.*])(?:(?:\+|00)86[ -]?)?(1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4}))(?![0-9A-Za-z*]|\.\d)"
)
_CELLS = re.compile(r"(?:数量|总计|合计|小计)$")  # figures of a table whose cells have run together
_OFFICE = re.compile(
    r"(?:联系|咨询|监督|投诉|举报|服务|办公|值班)(?:人|电话|方式|热线)[^。\n]{0,40}$|电话[:：]\s*$"
)


def check(text: CheckedText, dictionary: Dictionary) -> Iterator[TextFinding]:
    """Mobile numbers; one in a contact line is asked about, one that the unit lists passes."""
    for match in text.in_numbers(_MOBILE):
        number = re.sub(r"[ -]", "", match.group(1))
        if number in dictionary.contacts or _CELLS.search(
            text.folded, max(0, match.start() - 4), match.start()
        ):
            continue
        masked = f"{number[:3]}****{number[-4:]}"
        if within(text.urls, *match.span()):
            yield text.finding(
                *match.span(), "phone", "answer", "网址中有一串像手机号码的数字，请确认不是个人手机号码。"
            )
        elif _OFFICE.search(text.folded[max(0, match.start() - 60) : match.start()]):
            yield text.finding(
                *match.span(),
                "phone",
                "answer",
                "联系方式中用了手机号码。请改用办公电话，或确认这是对外公布的工作号码。",
                masked,
            )
        else:
            yield text.finding(
                *match.span(), "phone", "block", "此处是手机号码，不得公开。请删去或遮盖中间四位。", masked
            )
