"""Reconsideration and litigation in prose against table 四."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.checks.subject import CheckedReport, ProsePassage, Remark, added, quoted

_TOPICS = {
    "行政复议": ("reconsideration",),
    "复议": ("reconsideration",),
    "行政诉讼": ("litigation_direct", "litigation_after_reconsideration"),
    "行政应诉": ("litigation_direct", "litigation_after_reconsideration"),
    "诉讼": ("litigation_direct", "litigation_after_reconsideration"),
}
_OUTCOMES = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other", "尚未审结": "pending"}
_COUNT = re.compile(
    r"(?P<topic>行政复议|行政诉讼|行政应诉|(?<!后)复议|诉讼)(?:案件|申请)?(?:共计|共|总数)?(?<![\d.])(?P<n>\d{1,9})(?:件|起|宗|例)"
    r"|(?P<outcome>结果维持|结果纠正|其他结果|尚未审结)(?:的)?(?:共)?(?P<m>\d{1,9})(?:件|起|宗|例)"
)
_NONE = re.compile(
    r"(?:没有|未发生|不存在|未收到|未产生|未出现|未引发|无)(?P<rest>[^。，；\d]{0,30}(?:行政复议|行政诉讼)[^。；\d]{0,14})"
)
_LOST = re.compile(r"败诉|被纠正|纠正|撤销|违法")
_ALL_UPHELD = re.compile(r"均(?:获|被|予以?|得到)?维持|全部(?:获|被)?维持")
_COLLECTIVE = re.compile(r"累计|以来|代理|全[市省县区](?:法院|行政机关)")


def check_disputes(subject: CheckedReport) -> Iterator[Remark]:
    """Totals and outcomes; both kinds of litigation may be counted together or one alone."""
    for sentence in subject.sentences:
        if not _is_about_disclosure(subject, sentence):
            continue
        yield from _counts(subject, sentence)
        yield from _none(subject, sentence)
        yield from _all_upheld(subject, sentence)


def _is_about_disclosure(subject: CheckedReport, sentence: ProsePassage) -> bool:
    """An organ may report on reconsideration at large; only that on disclosure stands in table 四."""
    years = re.findall(r"(20\d\d)年", sentence.text)
    if years and subject.report.year and str(subject.report.year) not in years:
        return False
    return ("信息公开" in sentence.text or sentence.where == "sections.四") and not _COLLECTIVE.search(
        sentence.text
    )


def _counts(subject: CheckedReport, sentence: ProsePassage) -> Iterator[Remark]:
    topic: tuple[str, ...] = ()
    name = ""
    for match in _COUNT.finditer(sentence.text):
        if match["topic"]:
            name, topic = match["topic"], _TOPICS[match["topic"]]
            yield from _compared(subject, sentence, name, int(match["n"]), topic, "total")
        elif topic:
            outcome = _OUTCOMES[match["outcome"]]
            yield from _compared(subject, sentence, name + match["outcome"], int(match["m"]), topic, outcome)


def _compared(
    subject: CheckedReport,
    sentence: ProsePassage,
    name: str,
    stated: int,
    blocks: tuple[str, ...],
    column: str,
) -> Iterator[Remark]:
    values = [_value(subject, block, column) for block in blocks]
    together = added(values)
    if together is None or stated == together or stated in values:
        return
    yield Remark(
        sentence.where,
        f"正文{quoted(sentence.text)}写{name}{stated}件，表四对应的数是{together}件。请核对；统计口径不同的，请在文中说明。",
        {"prose": stated, "table": together},
        tuple(f"disputes.{block}.{column}" for block in blocks),
    )


def _none(subject: CheckedReport, sentence: ProsePassage) -> Iterator[Remark]:
    for match in _NONE.finditer(sentence.text):
        if _LOST.search(match["rest"]):
            continue
        for name in ("行政复议", "行政诉讼"):
            count = added([_value(subject, block, "total") for block in _TOPICS[name]])
            if name in match["rest"] and count:
                yield Remark(
                    sentence.where,
                    f"正文{quoted(sentence.text)}说没有{name}，表四{name}总计是{count}件。请核对。",
                    {"prose": 0, "table": count},
                    tuple(f"disputes.{block}.total" for block in _TOPICS[name]),
                )


def _all_upheld(subject: CheckedReport, sentence: ProsePassage) -> Iterator[Remark]:
    if not _ALL_UPHELD.search(sentence.text):
        return
    for name in ("行政复议", "行政诉讼"):
        total = added([_value(subject, block, "total") for block in _TOPICS[name]])
        upheld = added([_value(subject, block, "upheld") for block in _TOPICS[name]])
        if name[2:] in sentence.text and total and upheld is not None and upheld < total:
            yield Remark(
                sentence.where,
                f"正文{quoted(sentence.text)}说{name}都得到维持，表四{name}共{total}件，结果维持{upheld}件。请核对。",
                {"total": total, "upheld": upheld},
                tuple(f"disputes.{block}.upheld" for block in _TOPICS[name]),
            )


def _value(subject: CheckedReport, block: str, column: str) -> int | None:
    value = subject.report.number(f"disputes.{block}.{column}")
    if value is not None or column != "total":
        return value
    return added([subject.report.number(f"disputes.{block}.{outcome}") for outcome in _OUTCOMES.values()])
