"""When something was made public: two columns that several ledgers of this room share, and the fact that they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.lists import body_of
from gongkai.proactive.models import Disclosure
from gongkai.registry import ImportIssue
from gongkai.review.queries import live_release
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, Origin, Row

PUBLISHED_ON = LedgerColumn(
    name="published_on", aliases=("公示日期", "发布日期", "公开时间"), example="2023-09-15"
)
URL = LedgerColumn(name="url", aliases=("网址", "链接", "公开链接"), example="https://www.example.cn/示例")


def said_by_list(viewer: Viewer, fact: Disclosure) -> Blocker:
    """Return that a disclosure came from a list that was released here: it is put right there."""
    assert fact.release is not None
    sentence = (
        f"{fact.published_on} 的公开情况随清单公开登记，日期和网址以清单为准，清单撤回之前不能改动、作废；"
        "有误的，"
    )
    url = reverse("papers:document", args=[fact.release.version.document_id])
    return Blocker(
        sentence, remedy=remedy(viewer, "papers.view", "在清单页面修改形成新版，或者撤回公开", url)
    )


def is_taken_back(fact: Disclosure) -> bool:
    """Return whether no list that is public now says a disclosure: withdrawn, or edited so that it lists it no more."""
    assert fact.release is not None
    live = live_release(fact.release.document)
    if live is None:
        return True
    body = body_of(live.version)
    return getattr(fact, f"{body.of.link}_id") not in body.lines


def disclosure_of(link: str, subject: Callable[[Any], str], *, to: LedgerPart | None = None) -> LedgerPart:
    """Return the part that says when a row's record, or its part `to`, was made public; `link` is the key to it."""
    return LedgerPart(
        model=Disclosure,
        link=link,
        to=to,
        counted_by="published_on",
        columns=(PUBLISHED_ON, URL),
        origin=Origin(
            by="release", columns=("published_on", "url"), blocker=said_by_list, ended=is_taken_back
        ),
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
