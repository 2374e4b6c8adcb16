"""The six parts, their order and titles, what each must say, and the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.annualreport.checks.subject import CheckedReport, Remark, quoted
from gongkai.annualreport.form import FORM_2021, OVERVIEW_HEADS

_ORDINALS = "一二三四五六七八九十"
_HEADS = {
    "主动公开": "主动公开",
    "依申请公开": "依申请|申请公开|公开申请",
    "政府信息管理": "信息管理|管理制度|规范管理|制度建设|信息资源|属性|管理",
    "政府信息公开平台建设": "平台",
    "监督保障": "监督|保障|考核|评议|责任追究",
}
_FEE = re.compile(r"信息处理费|处理费|(?:信息公开|依申请公开|申请公开)[^，。；]{0,12}(?:收费|费用|收取)")
_CONTACT = re.compile(r"联系|电话|邮编|邮箱|地址|传真|0\d{2,3}[-—－]?\d{7,8}")
_ADVERBS = re.compile(r"[\s，,、的和与及主要]")


def check_missing_parts(subject: CheckedReport) -> Iterator[Remark]:
    """Parts that are not there."""
    present = {section.number for section in subject.report.sections}
    if not present:
        yield Remark("sections", "没有读到六个部分的标题。年度报告应依次有一至六部分。")
        return
    for part in subject.report.layout.parts:
        if part.number not in present:
            yield Remark(
                f"sections.{part.number}",
                f"没有读到第{part.number}部分“{part.title}”的标题。没有内容的也应保留标题，写明“无”。",
            )


def check_order(subject: CheckedReport) -> Iterator[Remark]:
    """Parts out of order, or twice."""
    numbers = [section.number for section in subject.report.sections if section.number in _ORDINALS]
    for before, after in pairwise(numbers):
        if _ORDINALS.index(after) <= _ORDINALS.index(before):
            yield Remark(f"sections.{after}", f"第{after}部分排在第{before}部分之后，请按一至六的次序排列。")


def check_titles(subject: CheckedReport) -> Iterator[Remark]:
    """Titles that differ from those of the form; particles are ignored."""
    titles = {part.number: part.title for part in subject.report.layout.parts}
    for section in subject.report.sections:
        title = titles.get(section.number)
        if title and section.title and _plain(section.title) != _plain(title):
            yield Remark(
                f"sections.{section.number}",
                f"第{section.number}部分的标题是{quoted(section.title)}，格式规定的是“{title}”。",
            )


def check_empty_parts(subject: CheckedReport) -> Iterator[Remark]:
    """Parts of prose with nothing in them."""
    tables = {part.number for part in subject.report.layout.parts if part.table}
    for section in subject.report.sections:
        if section.number not in tables and not section.text.strip():
            yield Remark(
                f"sections.{section.number}", f"第{section.number}部分没有内容。没有需要报告的，应写明“无”。"
            )


def check_heads(subject: CheckedReport) -> Iterator[Remark]:
    """Part 一 covers its five heads (for the form of 2021); a copy with omissions is not judged."""
    if subject.report.form != FORM_2021.code or subject.is_excerpt:
        return
    for section in subject.report.sections:
        if section.number != "一" or not section.text.strip():
            continue
        missing = [head for head in OVERVIEW_HEADS if not re.search(_HEADS[head], section.text)]
        if missing:
            yield Remark(
                "sections.一",
                f"第一部分没有写到{'、'.join(missing)}。总体情况应当写明{'、'.join(OVERVIEW_HEADS)}五个方面。",
            )


def check_fee_statement(subject: CheckedReport) -> Iterator[Remark]:
    """Part 六 says what was charged for information; 行政事业性收费 of table 二 is something else."""
    if subject.report.form != FORM_2021.code or _FEE.search(subject.prose) or subject.is_excerpt:
        return
    sections = dict(subject.sections())
    if "sections.六" not in sections:
        return
    confused = "行政事业性收费不是信息处理费。" if "行政事业性收费" in sections["sections.六"] else ""
    yield Remark(
        "sections.六",
        f"第六部分没有写收取信息处理费的情况。{confused}没有收取的，应写明“本年度未收取信息处理费”。",
    )


def check_contact(subject: CheckedReport) -> Iterator[Remark]:
    """Somewhere the report says whom to ask; a copy with omissions is not judged."""
    edges = [
        subject.report.intro,
        subject.report.contact,
        *(text for _, text in list(subject.sections())[-1:]),
    ]
    if subject.is_excerpt or any(_CONTACT.search(text) for text in edges):
        return
    yield Remark(
        "contact", "没有读到联系方式。请写明地址、邮编、电话、传真或者电子邮箱，以及电子版的查阅网址。"
    )


def check_form(subject: CheckedReport) -> Iterator[Remark]:
    """The form of 2019, or a mixture, in a year for which the form of 2021 is prescribed."""
    report = subject.report
    if report.year is None or report.year < int(FORM_2021.code):
        return
    for code, table in ((report.form, "二"), (report.form_requests or report.form, "三")):
        if code != FORM_2021.code:
            where = "proactive" if table == "二" else "requests"
            yield Remark(
                where,
                f"表{table}用的是{code}年的旧格式。{report.year}年度报告应当用{FORM_2021.basis}附件的格式。",
            )


def _plain(title: str) -> str:
    return (
        _ADVERBS.sub("", re.sub(r"[（(].*?(?:[）)]|$)", "", title))
        .replace("政府信息公开工作", "")
        .strip("：:。")
    )
