"""Numbers that the prose states and the tables know.

Prose is read with care for its scope: other years, parts of a whole, and other kinds of business are passed
over, and every reading that the words allow is accepted. What is left is a question to the officer, never
an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.annualreport.checks.subject import CheckedReport, ProsePassage, Remark, quoted

_COUNT = r"(?<![\d.])(?P<n>\d[\d,]{0,11})(?:件|宗|起|例|份|条|个)(?!建议|提案)"
_SCOPE = r"(?P<scope>[^，。；：、（）\d]{0,40}?)"
_RECEIVED = re.compile(
    rf"(?:收到|受理|接收|接到|新收)(?:(?:和|并|与|、)(?:处理|办理|受理|答复))?{_SCOPE}{_COUNT}"
    rf"|(?:接收|收到)(?P<channels>[^，。；\d]{{0,20}}、[^，。；\d]{{0,30}}?申请[^，。；\d]{{0,6}}?)(?P<m>\d{{1,9}})件"
)
_HANDLED = re.compile(
    rf"(?<!不予)(?<!其他)(?<!其它)(?<!公开)(?<!延期)(?<!未)(?<!和)(?:办结|答复|办理|办复|回复){_SCOPE}{_COUNT}"
)
_CARRIED_OVER = re.compile(
    r"(?:结转|顺延|转)(?:至|到|入)?(?:下一?年度?|次年|明年|20\d\d年度?)[^，。；：\d]{0,14}?(?<![\d.])(\d{1,9})件"
    r"|(?<![\d.])(\d{1,9})件(?:申请)?[^，。；\d]{0,12}?(?:结转|顺延)(?:至|到|入)?(?:下一?年|次年|明年|20\d\d年)"
)
_CARRIED_IN = re.compile(
    r"(?:上一?年度?|去年|20\d\d年度?)(?:结转|转入|顺延)(?!至|到|下)[^，。；：\d]{0,14}?(?<![\d.])(\d{1,9})件"
)
_NOTHING_RECEIVED = re.compile(
    r"(?:未|没有|无)(?:收到|接到|受理|接收)(?:过)?[^，。；\d]{0,16}(?:信息公开|依申请公开)[^，。；\d]{0,6}(?:申请|事项)?"
)
_OUTCOMES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"予以公开(?:及|和|、|与|或)部分公开", ("granted", "partial"), "予以公开与部分公开之和"),
    (r"(?<!不)予以公开(?!及|和|、|与|或)", ("granted",), "予以公开"),
    (r"(?<!公开及)(?<!公开和)(?<!公开、)(?<!公开与)(?<!公开或)部分公开", ("partial",), "部分公开"),
    (r"不予公开", ("denied",), "不予公开各项之和"),
    (r"无法提供", ("unable",), "无法提供各项之和"),
    (r"不予处理", ("rejected",), "不予处理各项之和"),
    (r"其他处理|其它处理", ("other",), "其他处理各项之和"),
)
_APPLICANTS = {
    "natural": "自然人|公民|个人",
    "commercial": "商业企业|企业",
    "research": "科研机构",
    "welfare": "社会公益组织|公益组织",
    "legal": "法律服务机构|律师",
}
_APPLICANT_COUNT = re.compile(
    r"(自然人|商业企业|科研机构|社会公益组织|法律服务机构)(?:的)?(?:申请|提交|提出)?(?:的|申请)?(?:共)?(?<![\d.])(\d{1,9})件"
)
_SHARE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,9})件[，,（(]?占(?:比|总数的|总量的|全部的|办结总数的)?(?:约)?(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
)
_OTHER_BUSINESS = re.compile(
    r"建议|提案|留言|投诉|举报|信访|咨询|来信|来电|复议|诉讼|意见|案件|热线|问卷|许可|处罚|事项|备案|规范性文件|工单|诉求"
)
_OTHER_PERIOD = re.compile(r"上一?年|去年|同期|历年|累计|以来|(?:增长|增加|减少|下降|上升|多|少)[^，]{0,4}$")
_PART_OF_WHOLE = re.compile(
    r"其中|分别|有$|涉及|网络|网上|网站|信函|邮寄|邮件|当面|现场|传真|窗口|下属|局属|各?(?:区县|县区|乡镇|街道)"
)
_WHOLE = re.compile(r"共|总|合计|全年|各类|本年")
_APPROXIMATE = re.compile(r"^(?:余|多|左右|以上)|^万")
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Claim:
    """A number stated in prose: what it counts, how firmly, and the readings the tables allow."""

    sentence: ProsePassage
    label: str
    value: int
    accepted: dict[str, int]
    cells: tuple[str, ...]
    firm: bool = True


def check_requests(subject: CheckedReport) -> Iterator[Remark]:
    """Received, handled and carried applications against table 三."""
    for kind in (_received, _handled, _carried_over, _carried_in):
        claims = [claim for claim in kind(subject) if claim.accepted]
        agreed = any(claim.value in claim.accepted.values() for claim in claims)
        for claim in claims:
            if claim.value not in claim.accepted.values() and (claim.firm or not agreed):
                yield _question(claim)


def check_nothing_received(subject: CheckedReport) -> Iterator[Remark]:
    """未收到申请, although table 三 has some."""
    received = subject.request("received")
    for sentence in subject.sentences:
        match = _NOTHING_RECEIVED.search(sentence.text)
        if match and received and not _foreign_year(subject, sentence.text, match.start()):
            yield Remark(
                sentence.where,
                f"正文{quoted(sentence.text)}说没有收到申请，表三“本年新收”总计是{received}件。请核对。",
                {"prose": 0, "table": received},
                ("requests.received.total",),
            )


def check_outcomes(subject: CheckedReport) -> Iterator[Remark]:
    """Outcomes and kinds of applicants named in prose against table 三."""
    for sentence in subject.sentences:
        if not re.search(r"申请|答复|办结", sentence.paragraph) or _foreign_year(
            subject, sentence.text, len(sentence.text)
        ):
            continue
        yield from (_question(claim) for claim in _outcomes(subject, sentence) if _disagrees(claim))
        yield from (_question(claim) for claim in _applicants(subject, sentence) if _disagrees(claim))


def check_shares(subject: CheckedReport) -> Iterator[Remark]:
    """Percentages recomputed: from the applications received, handled, or any whole the sentence names."""
    wholes = {subject.request("received"), subject.request("total_handled"), _with_carried_in(subject)}
    for sentence in subject.sentences:
        if "申请" not in sentence.paragraph:
            continue
        named = {int(number) for number in re.findall(r"(?<![\d.])(\d{1,7})件", sentence.paragraph)}
        for match in _SHARE.finditer(sentence.text):
            part, stated = int(match["n"]), match["share"]
            step = 10.0 ** -len(stated.partition(".")[2])
            rates = [100 * part / whole for whole in sorted(n for n in wholes | named if n and n >= part)]
            if rates and not any(abs(rate - float(stated)) <= step for rate in rates):
                whole = subject.request("total_handled") or subject.request("received") or max(named)
                yield Remark(
                    sentence.where,
                    f"正文写“{match.group()}”，按办结{whole}件计算应为{100 * part / whole:.2f}%。"
                    "请核对件数和比例。",
                    {"part": part, "whole": whole, "stated": stated},
                    ("requests.total_handled.total",),
                )


def _received(subject: CheckedReport) -> Iterator[Claim]:
    for sentence in subject.sentences:
        for match in _RECEIVED.finditer(sentence.text):
            scope = match["scope"] if match["scope"] is not None else match["channels"]
            number = match["n"] or match["m"]
            before = _clause_before(sentence.text, match.start())
            if "申请" not in scope and "信息公开" not in scope:
                continue
            if _is_elsewhere(subject, sentence.text, match, before, scope):
                continue
            whole = bool(_WHOLE.search(before + scope))
            if _PART_OF_WHOLE.search(before + scope) and not whole:
                continue
            accepted = _named(
                {"本年新收总计": subject.request("received"), "新收与上年结转之和": _with_carried_in(subject)}
            )
            for column, words in _APPLICANTS.items():
                if re.search(words, scope):
                    accepted |= _named(
                        {f"本年新收“{words.split('|')[0]}”列": subject.request("received", column)}
                    )
            yield Claim(
                sentence, "收到申请", _int(number), accepted, ("requests.received.total",), firm=whole
            )


def _handled(subject: CheckedReport) -> Iterator[Claim]:
    for sentence in subject.sentences:
        if "申请" not in sentence.text:
            continue
        for match in _HANDLED.finditer(sentence.text):
            before = _clause_before(sentence.text, match.start())
            if _is_elsewhere(subject, sentence.text, match, before, match["scope"]):
                continue
            if _PART_OF_WHOLE.search(before + match["scope"]) or re.search("自然人|企业", match["scope"]):
                continue
            accepted = _named(
                {
                    "办理结果总计": subject.request("total_handled"),
                    "本年新收总计": subject.request("received"),
                    "新收与上年结转之和": _with_carried_in(subject),
                }
            )
            firm = bool(_WHOLE.search(before + match["scope"]))
            yield Claim(
                sentence, "办理申请", _int(match["n"]), accepted, ("requests.total_handled.total",), firm
            )


def _carried_over(subject: CheckedReport) -> Iterator[Claim]:
    yield from _carried(subject, _CARRIED_OVER, "结转下年度", "carried_over")


def _carried_in(subject: CheckedReport) -> Iterator[Claim]:
    yield from _carried(subject, _CARRIED_IN, "上年结转", "carried_in")


def _carried(subject: CheckedReport, pattern: re.Pattern[str], label: str, row: str) -> Iterator[Claim]:
    for sentence in subject.sentences:
        for match in pattern.finditer(sentence.text):
            number = next(group for group in match.groups() if group)
            accepted = _named({f"{label}总计": subject.request(row)})
            if _OTHER_BUSINESS.search(match.group()) is None:
                yield Claim(sentence, label, int(number), accepted, (f"requests.{row}.total",))


def _outcomes(subject: CheckedReport, sentence: ProsePassage) -> Iterator[Claim]:
    for words, groups, label in _OUTCOMES:
        for match in re.finditer(
            rf"(?:{words})(?:的|申请|答复|政府信息|信息){{0,2}}(?:共计|共|为|：|:)?(\d{{1,9}})(?:件|宗|起|例|份)",
            sentence.text,
        ):
            rows = tuple(row for group in groups for row in subject.group(group))
            accepted = _named({label: subject.requests(rows)})
            before = _clause_before(sentence.text, match.start())
            if accepted and len(groups) == 1:
                accepted |= dict(_leaves(subject, rows, before + match.group()))
            yield Claim(
                sentence, label, int(match[1]), accepted, tuple(f"requests.{row}.total" for row in rows)
            )


def _leaves(subject: CheckedReport, rows: tuple[str, ...], words: str) -> Iterator[tuple[str, int]]:
    """Single lines that the words name, as in 因本机关不掌握无法提供; with 等 they mean the whole group."""
    names = {line.id: line.name for line in subject.report.layout.request_leaves}
    for row in rows:
        value = subject.request(row)
        key = re.sub(r"^(?:属于|本机关|要求|其他)|相关|政府信息|信息|申请", "", names.get(row, ""))[:3]
        if value is not None and key and re.search(rf"{re.escape(key)}(?!\w{{0,8}}等)", words):
            yield names[row], value


def _applicants(subject: CheckedReport, sentence: ProsePassage) -> Iterator[Claim]:
    columns = {words.split("|")[0]: column for column, words in _APPLICANTS.items()}
    for match in _APPLICANT_COUNT.finditer(sentence.text):
        column = columns[match[1]]
        together = subject.requests(("received", "carried_in"), column)
        accepted = _named(
            {f"本年新收“{match[1]}”列": subject.request("received", column), "新收与上年结转之和": together}
        )
        yield Claim(sentence, f"{match[1]}申请", int(match[2]), accepted, (f"requests.received.{column}",))


def _question(claim: Claim) -> Remark:
    readings = "，".join(f"“{name}”是{value}" for name, value in claim.accepted.items())
    return Remark(
        claim.sentence.where,
        f"正文{quoted(claim.sentence.text)}写{claim.label}{claim.value}件，表三{readings}。"
        "请核对；统计口径不同的，请在文中说明。",
        {"prose": claim.value, **{f"table_{n}": value for n, value in enumerate(claim.accepted.values(), 1)}},
        claim.cells,
    )


def _disagrees(claim: Claim) -> bool:
    return bool(claim.accepted) and claim.value not in claim.accepted.values()


def _is_elsewhere(subject: CheckedReport, text: str, match: re.Match[str], before: str, scope: str) -> bool:
    """Whether the number is of other business, another period, or only approximate."""
    return bool(
        _OTHER_BUSINESS.search(scope)
        or _OTHER_PERIOD.search(before)
        or _APPROXIMATE.match(text[match.end() - 1 :])
        or _foreign_year(subject, text, match.start())
    )


def _foreign_year(subject: CheckedReport, text: str, end: int) -> bool:
    """Whether the last year named before this place is not the year of the report."""
    years = _YEAR.findall(text, 0, end)
    return bool(years) and subject.year is not None and int(years[-1]) != subject.year


def _clause_before(text: str, end: int) -> str:
    return text[max(text.rfind(stop, 0, end) for stop in "，；。：") + 1 : end]


def _with_carried_in(subject: CheckedReport) -> int | None:
    return subject.requests(("received", "carried_in"))


def _named(values: dict[str, int | None]) -> dict[str, int]:
    return {name: value for name, value in values.items() if value is not None}


def _int(number: str) -> int:
    return int(number.replace(",", ""))
