"""When something was made public: two columns that several ledgers of this room share, and the fact that they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gongkai.proactive.models import Disclosure
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, Row

PUBLISHED_ON = LedgerColumn(
    name="published_on", aliases=("公示日期", "发布日期", "公开时间"), example="2023-09-15"
)
URL = LedgerColumn(name="url", aliases=("网址", "链接", "公开链接"), example="https://www.example.cn/示例")


def disclosure_of(link: str, subject: Callable[[Any], str], *, to: LedgerPart | None = None) -> LedgerPart:
    """Return the part that says when a row's record, or its part `to`, was made public; `link` is the key to it."""
    return LedgerPart(
        model=Disclosure,
        link=link,
        to=to,
        counted_by="published_on",
        columns=(PUBLISHED_ON, URL),
        derive=lambda viewer, values: {"subject": subject(values[link])},
    )


def not_before(day: str, header: str) -> Callable[[Row], Iterator[ImportIssue]]:
    """Return the check of these columns; `day` is the column of the day before which nothing can be made public."""

    def check(row: Row) -> Iterator[ImportIssue]:
        published, before = row["published_on"], row[day]
        if published is None and row["url"]:
            yield issue("published_on", "公开日期", "“公开日期”没有填写，有公开网址的应填写公开日期。")
        if published is not None and before is not None and published < before:
            message = f"“公开日期”{published} 早于“{header}”{before}，请核对这两个日期。"
            yield issue("published_on", "公开不早于作出", message)

    return check


def issue(column: str, rule: str, message: str) -> ImportIssue:
    """Return what is wrong in a cell."""
    return ImportIssue(column=column, rule=rule, message=message)
