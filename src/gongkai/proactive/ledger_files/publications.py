"""信息发布台账 and 关注量台账: what appeared on the channels, and how many follow the accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.publish import open_on, publication_of, snapshot_of
from gongkai.proactive.ledger_files.storing import Key, Row, find_all, issue, store
from gongkai.proactive.models import Channel, FollowerSnapshot, PublicationRecord, Topic
from gongkai.proactive.queries import channels, publications, snapshots
from gongkai.registry import ORDINAL, ImportColumn, Importer, ImportIssue
from gongkai.shell.imports import cells

CHANNEL = ImportColumn(
    name="channel",
    header="渠道",
    aliases=("渠道名称", "发布渠道", "发布平台", "平台", "账号", "账号名称"),
    parse=cells.line(60),
    note="公开渠道台账中的渠道名称。",
    example="示例局政务微博",
)
TOPICS = [(value, label) for value, label in Topic.choices if value]
PUBLICATION_COLUMNS = (
    CHANNEL,
    ImportColumn(
        name="title",
        header="标题",
        aliases=("信息标题", "文件标题", "内容", "博文标题", "名称"),
        parse=cells.line(300),
        note="没有标题的博文填开头一句。",
        example="示例·某项工作动态",
    ),
    ImportColumn(
        name="published_on",
        header="发布日期",
        aliases=("发布时间", "公开日期", "日期"),
        parse=cells.past_day,
        note="在该渠道出现的日期，年度报告按它统计。",
        example="2023-03-15",
    ),
    ImportColumn(
        name="column",
        header="栏目",
        aliases=("发布栏目", "版面", "栏目名称"),
        required=False,
        parse=cells.line(80),
        example="通知公告",
    ),
    ImportColumn(
        name="topic",
        header="主题",
        aliases=("专题", "主题类别"),
        required=False,
        parse=cells.one_of(TOPICS),
        note="属于年度工作要点所列主题的填写。",
        choices=tuple(label for _, label in TOPICS),
    ),
    ImportColumn(
        name="url",
        header="网址",
        aliases=("链接", "发布网址", "信息链接"),
        required=False,
        parse=cells.line(500),
        example="https://www.example.cn/示例",
    ),
)
FOLLOWER_COLUMNS = (
    CHANNEL,
    ImportColumn(
        name="taken_on",
        header="统计日",
        aliases=("统计日期", "截至日期", "日期"),
        parse=cells.past_day,
        note="年度报告取当年最后一次。",
        example="2023-12-29",
    ),
    ImportColumn(
        name="followers",
        header="关注量",
        aliases=("粉丝数", "关注数", "订阅数", "关注用户数"),
        parse=cells.count,
        note="只填数字。",
        example="73",
    ),
)


def _named(viewer: Viewer, names: Sequence[str]) -> dict[str, Channel]:
    return {channel.name: channel for channel in channels(viewer).filter(name__in=set(names))}


def check_channels(viewer: Viewer, rows: Sequence[Row], *, day: str) -> list[list[ImportIssue]]:
    """Return for each row why its channel cannot be the one, on the day in a column."""
    named = {channel.name: channel for channel in channels(viewer).order_by("name")}
    return [_channel_issues(row, named, day) for row in rows]


def _channel_issues(row: Row, named: Mapping[str, Channel], day: str) -> list[ImportIssue]:
    channel = named.get(row["channel"])
    if channel is None:
        known = "、".join(named) or "还没有渠道"
        message = f"“渠道”“{row['channel']}”没有登记，请先登记公开渠道，或者改为已登记的名称（{known}）。"
        return [issue("channel", "渠道已登记", message)]
    return [issue(day, "渠道开设期间", sentence) for sentence in open_on(channel, row[day])]


def _publications(viewer: Viewer, keys: Sequence[Key]) -> dict[Key, PublicationRecord]:
    """Return what stands under each key, numbered: a channel may bring one title several times a day."""
    asked, by_key = set(keys), {}
    places: Counter[Key] = Counter()
    for fact in publications(viewer).filter(title__in={title for _, title, _ in keys}).order_by("pk"):
        key = (fact.channel.name, fact.title, fact.published_on)
        if key in asked:
            places[key] += 1
            by_key[*key, places[key]] = fact
    return by_key


def existing_publications(viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return what is recorded on these channels under these titles and days, numbered."""
    return {
        key: {
            "channel": key[0],
            **{name: getattr(fact, name) for name in ("title", "published_on", "column", "topic", "url")},
        }
        for key, fact in _publications(viewer, keys).items()
    }


def write_publications(viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    """Store what appeared, inside the running import."""
    named = _named(viewer, [row["channel"] for row in rows])
    keyed = [((row["channel"], row["title"], row["published_on"], row[ORDINAL]), row) for row in rows]
    standing = find_all(_publications, viewer, [key[:-1] for key, _ in keyed])
    facts = [
        (
            key,
            publication_of(
                named[row["channel"]],
                title=row["title"],
                published_on=row["published_on"],
                url=row["url"] or "",
                column=row["column"] or "",
                topic=row["topic"] or "",
                release=standing[key].release if key in standing else None,
            ),
        )
        for key, row in keyed
    ]
    return store(viewer, facts, standing=standing)


def _snapshots(viewer: Viewer, keys: Sequence[Key]) -> dict[Key, FollowerSnapshot]:
    found = snapshots(viewer).filter(counted_on__in={day for _, day in keys})
    by_key = {(fact.channel.name, fact.taken_on): fact for fact in found}
    return {key: by_key[key] for key in keys if key in by_key}


def existing_followers(viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return the counts of these accounts on these days."""
    return {
        key: {"channel": key[0], "taken_on": fact.taken_on, "followers": fact.followers}
        for key, fact in _snapshots(viewer, keys).items()
    }


def write_followers(viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    """Store counts of followers, inside the running import."""
    named = _named(viewer, [row["channel"] for row in rows])
    keyed = [((row["channel"], row["taken_on"]), row) for row in rows]
    facts = [
        (key, snapshot_of(named[key[0]], followers=row["followers"], taken_on=row["taken_on"]))
        for key, row in keyed
    ]
    standing = find_all(_snapshots, viewer, [key for key, _ in keyed])
    return store(viewer, facts, standing=standing)


PUBLICATIONS = Importer(
    id="proactive.publications",
    title="信息发布",
    columns=PUBLICATION_COLUMNS,
    key=("channel", "title", "published_on", ORDINAL),
    permission="proactive.register",
    existing=existing_publications,
    write=write_publications,
    check_all=partial(check_channels, day="published_on"),
)
FOLLOWERS = Importer(
    id="proactive.followers",
    title="关注量",
    columns=FOLLOWER_COLUMNS,
    key=("channel", "taken_on"),
    permission="proactive.register",
    existing=existing_followers,
    write=write_followers,
    check_all=partial(check_channels, day="taken_on"),
)
