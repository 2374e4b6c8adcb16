"""Years left over from the last report, and what cannot have happened yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.annualreport.checks.subject import CheckedReport, Remark, quoted

_TITLE_YEAR = re.compile(r"(20\d\d)\s*年")
_PERIOD = re.compile(r"(20\d\d)年1月1日(?:起)?[，,]?(?:至|到|—{1,2}|-|－|~)(?:(20\d\d)年)?12月31日")
_OPENING = re.compile(
    r"(?:^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?在?"
    r"|(?<=[\u4e00-\u9fff：:])(?<![至到自从较比与和及于在]))(20\d\d)年度?"
    r"(?:[，,]|(?:我|本|全|共|市|县|区|局|主动|累计|收到|办理|收取|发布|公开))"
)
_COMPARED = re.compile(r"相比|同比|较|以来|以前|底|末|起|印发|制定|出台|修订|施行|实施|开始|启动|至20")
_FUTURE = re.compile(r"将|拟|计划|预计|下一步|今后|打算|着力")
_MADE = r"公开|公布|发布|公示|公告"
_ACCOUNTS = re.compile(
    rf"(?:{_MADE})[^。；]{{0,40}}?(?P<a>20\d\d)年(?:度)?[^。；，、\d]{{0,8}}决算|(?P<b>20\d\d)年(?:度)?[^。；，、\d]{{0,8}}决算[^。；]{{0,16}}(?:{_MADE})"
)
_BUDGET = re.compile(
    rf"(?:{_MADE})[^。；]{{0,40}}?(?P<a>20\d\d)年(?:度)?[^。；，、\d]{{0,8}}预算|(?P<b>20\d\d)年(?:度)?[^。；，、\d]{{0,8}}预算[^。；]{{0,16}}(?:{_MADE})"
)


def check_title_year(subject: CheckedReport) -> Iterator[Remark]:
    """The title names another year than the report."""
    year = subject.report.year
    years = _TITLE_YEAR.findall(subject.report.title)
    reported = any(finding.where == "title" for finding in subject.report.findings)
    if year and years and str(year) not in years and not reported:
        yield Remark(
            "title",
            f"标题写的是{years[0]}年，报告的年度是{year}年。请改正。",
            {"printed": int(years[0]), "year": year},
        )


def check_period(subject: CheckedReport) -> Iterator[Remark]:
    """The period of the figures is the calendar year of the report."""
    year = subject.report.year
    for sentence in subject.sentences:
        for match in _PERIOD.finditer(sentence.text):
            printed = {int(number) for number in match.groups() if number}
            if year and printed != {year} and not _is_history(sentence.text):
                yield Remark(
                    sentence.where,
                    f"统计期限{quoted(match.group())}，应为{year}年1月1日至{year}年12月31日。",
                    {"printed": max(printed), "year": year},
                )


def check_openings(subject: CheckedReport) -> Iterator[Remark]:
    """A statement about the year that opens with the year before."""
    year = subject.year
    for sentence in subject.sentences:
        match = _OPENING.search(sentence.text)
        if not match or not year or int(match[1]) != year - 1 or _PERIOD.search(sentence.text):
            continue
        if sentence.where in ("intro", "contact") or str(year) in sentence.text:
            continue
        if not _COMPARED.search(sentence.text) and not _FUTURE.search(sentence.text):
            yield Remark(
                sentence.where,
                f"{quoted(sentence.text[match.start() :])}说的是{match[1]}年，{_of(subject, year)}。"
                "请看是否沿用了上年的文字。",
                {"printed": int(match[1]), "year": year},
            )


def check_final_accounts(subject: CheckedReport) -> Iterator[Remark]:
    """决算 of the year itself is approved in the middle of the next: it cannot be public in this report."""
    year = subject.report.year
    for sentence in subject.sentences:
        for match in _ACCOUNTS.finditer(sentence.text):
            named = int(match["a"] or match["b"])
            if year and named >= year and not _FUTURE.search(sentence.text):
                yield Remark(
                    sentence.where,
                    f"正文说{quoted(match.group())}。{named}年的决算要到次年批复后二十日内公开（预算法第十四条），"
                    f"在{year}年度报告中不可能已经公开。请核对年份。",
                    {"accounts": named, "year": year},
                )


def check_budget(subject: CheckedReport) -> Iterator[Remark]:
    """预算 of the next year is approved early in that year: worth a look where it is called public."""
    year = subject.report.year
    for sentence in subject.sentences:
        for match in _BUDGET.finditer(sentence.text):
            named = int(match["a"] or match["b"])
            if year and named > year and not _FUTURE.search(sentence.text):
                yield Remark(
                    sentence.where,
                    f"正文说{quoted(match.group())}。{named}年的预算在{named}年初批复，不属于{year}年的工作。请核对年份。",
                    {"budget": named, "year": year},
                )


def _of(subject: CheckedReport, year: int) -> str:
    """Say the year of the report: where it names none, what its other statements speak of."""
    if subject.report.year is None:
        return f"报告没有写明年度，其他句子说的是{year}年"
    return f"报告的年度是{year}年"


def _is_history(text: str) -> bool:
    return bool(re.search(r"上一?年|去年|同期|规划", text))
