"""信息发布台账 and 关注量台账: what appeared on the channels, and how many follow the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from gongkai.bodies.blockers import Blocker
from gongkai.bodies.remedies import remedy
from gongkai.bodies.viewer import Viewer
from gongkai.proactive.ledgers.catalogue import matter_known
from gongkai.proactive.likeness import same_as
from gongkai.proactive.models import Channel, FollowerSnapshot, PublicationRecord
from gongkai.proactive.queries import matter_names
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Origin, Relation, Row


def medium_of_that_day(viewer: Viewer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the channel's medium: the count does not follow a later change of the channel."""
    return {"medium": values["channel"].medium}


def said_by_release(viewer: Viewer, record: PublicationRecord) -> Blocker:
    """Return that a record came from a document that was released here: it is put right there."""
    assert record.release is not None
    sentence = (
        "这条信息由文稿公开而来，渠道、标题、发布日期和网址以公开的文稿为准，文稿撤回之前台账中不能作废，"
        "只能更正栏目和主题；内容有误的，"
    )
    url = reverse("papers:document", args=[record.release.version.document_id])
    return Blocker(
        sentence, remedy=remedy(viewer, "papers.view", "在文稿页面修改形成新版，或者撤回公开", url)
    )


def channel_column(day: str) -> LedgerColumn:
    """Return the column that names the channel, which was open on the day in another column."""

    def open_then(channel: Channel, row: Row) -> Iterator[ImportIssue]:
        on, opened, closed = row[day], channel.registered_on, channel.closed_on
        if opened and on < opened:
            message = f"日期：{on} 早于渠道“{channel.name}”的开设日期 {opened}，请核对。"
            yield ImportIssue(column=day, rule="渠道开设期间", message=message)
        elif closed and on > closed:
            message = f"日期：{on} 晚于渠道“{channel.name}”的关停日期 {closed}，请核对。"
            yield ImportIssue(column=day, rule="渠道开设期间", message=message)

    missing = "“渠道”“{text}”没有登记，请先登记公开渠道，或者改为已登记的名称（{known}）。"
    return LedgerColumn(
        name="channel",
        aliases=("渠道名称", "发布渠道", "发布平台", "平台", "账号", "账号名称"),
        note="公开渠道台账中的渠道名称。",
        example="示例局政务微博",
        relation=Relation(by="name", rule="渠道已登记", missing=missing, few=True, check=open_then),
    )


PUBLICATIONS = LedgerSpec(
    id="proactive.publications",
    title="信息发布",
    called="信息",
    model=PublicationRecord,
    key=("channel", "title", "published_on"),
    counted_by="published_on",
    origin=Origin(
        by="release",
        columns=("matter", "url"),
        blocker=said_by_release,
        ended=lambda record: record.release.has_ended,
    ),
    check_all=matter_known,
    alike=same_as,
    repeats=True,  # an account posts one sentence twice a day
    derive=medium_of_that_day,
    columns=(
        channel_column("published_on"),
        LedgerColumn(
            name="title",
            aliases=("信息标题", "文件标题", "内容", "博文标题", "名称"),
            example="示例·某项工作动态",
        ),
        LedgerColumn(name="published_on", aliases=("发布时间", "公开日期", "日期"), example="2023-03-15"),
        LedgerColumn(name="column", aliases=("发布栏目", "版面", "栏目名称"), example="通知公告"),
        LedgerColumn(name="topic", aliases=("专题", "主题类别")),
        LedgerColumn(name="matter", aliases=("清单事项", "所属事项"), offered=matter_names),
        LedgerColumn(
            name="url", aliases=("链接", "发布网址", "信息链接"), example="https://www.example.cn/示例"
        ),
    ),
)

FOLLOWERS = LedgerSpec(
    id="proactive.followers",
    title="关注量",
    called="关注量",
    unit="次",
    model=FollowerSnapshot,
    key=("channel", "taken_on"),
    counted_by="taken_on",
    derive=medium_of_that_day,
    columns=(
        channel_column("taken_on"),
        LedgerColumn(name="taken_on", aliases=("统计日期", "截至日期", "日期"), example="2023-12-29"),
        LedgerColumn(name="followers", aliases=("粉丝数", "关注数", "订阅数", "关注用户数"), example="73"),
    ),
)
