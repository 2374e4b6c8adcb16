"""The prose through `precheck`, and one thing that only the tables show."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from gongkai import precheck
from gongkai.annualreport.checks.subject import CheckedReport, Remark, quoted


def check_category(
    categories: Collection[precheck.Category],
    severities: Collection[precheck.Severity] = ("block", "answer", "info"),
    *,
    outside: Collection[str] = (),
) -> Callable[[CheckedReport], Iterator[Remark]]:
    """The check that passes on what precheck found of some categories, except in the places `outside`."""

    def run(subject: CheckedReport) -> Iterator[Remark]:
        for where, finding in subject.precheck:
            if finding.category in categories and finding.severity in severities and where not in outside:
                is_new = finding.suggestion and finding.suggestion not in finding.message
                suggestion = f"建议改为“{finding.suggestion}”。" if is_new else ""
                yield Remark(
                    where,
                    f"{quoted(_context(subject, where, finding))}：{finding.message}{suggestion}",
                    {"start": finding.start, "end": finding.end},
                )

    return run


_REPLIED = re.compile(r"(?:进行了?|予以了?|作出了?|给予了?|及时|依法|已)(?:及时)?(?:进行了?)?(?:回复|答复)")
_NAMED = re.compile(
    r"不予公开|部分公开|予以公开|无法提供|不予处理|不掌握|信息不存在|第三方合法|国家秘密|内部事务|过程性|执法案卷|行政查询|补正|重复申请|信访|放弃|撤回"
)


def check_unnamed_outcome(subject: CheckedReport) -> Iterator[Remark]:
    """The prose says only that it replied, while table 三 has nothing granted: the outcome needs a name."""
    handled, granted = subject.request("total_handled"), subject.requests(("granted", "partial"))
    if not handled or granted:
        return
    rows = [line for line in subject.report.layout.request_leaves if subject.request(line.id)]
    text = "".join(sentence.text for sentence in subject.sentences if "申请" in sentence.text)
    sentence = next((s for s in subject.sentences if "申请" in s.text and _REPLIED.search(s.text)), None)
    if sentence and rows and not _NAMED.search(text):
        named = "、".join(f"“{line.name}”{subject.request(line.id)}件" for line in rows)
        yield Remark(
            sentence.where,
            f"正文{quoted(sentence.text)}只说作了回复，表三计入{named}。建议写明办理结果。",
            {"handled": handled},
            tuple(f"requests.{line.id}.total" for line in rows),
        )


def _context(subject: CheckedReport, where: str, finding: precheck.TextFinding) -> str:
    """The passage with a little of what stands around it, so that a person finds it again."""
    text = next(part.text for part in (*subject.headings, *subject.passages) if part.where == where)
    line_start = text.rfind("\n", 0, finding.start) + 1
    line_end = text.find("\n", finding.end)
    line_end = len(text) if line_end < 0 else line_end
    return text[max(line_start, finding.start - 8) : min(line_end, finding.end + 8)]
