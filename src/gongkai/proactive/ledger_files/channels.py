"""公开渠道台账: websites and accounts with their filing (国办发〔2018〕123号)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.actions.channel import blockers
from gongkai.proactive.ledger_files.storing import Key, Row, issue
from gongkai.proactive.models import Channel, Medium
from gongkai.proactive.queries import channels
from gongkai.registry import ImportColumn, Importer, ImportIssue
from gongkai.shell.imports import cells

MEDIA = {"网站": Medium.WEBSITE, "微博": Medium.WEIBO, "微信": Medium.WECHAT, "报纸": Medium.NEWSPAPER}
COLUMNS = (
    ImportColumn(
        name="name",
        header="渠道名称",
        aliases=("名称", "账号名称", "平台名称"),
        parse=cells.line(60),
        example="示例局政务微博",
    ),
    ImportColumn(
        name="medium",
        header="渠道类别",
        aliases=("类别", "平台类别", "类型"),
        parse=cells.one_of(Medium.choices, also=MEDIA),
        note="年度报告按类别统计发布数量。",
        example="政务微博",
        choices=tuple(Medium.labels),
    ),
    ImportColumn(
        name="account",
        header="账号或者网址",
        aliases=("账号", "网址", "账号ID"),
        required=False,
        parse=cells.line(200),
    ),
    ImportColumn(
        name="sponsor",
        header="主管单位",
        aliases=("主办单位", "主管主办单位"),
        required=False,
        parse=cells.line(80),
    ),
    ImportColumn(
        name="responsible",
        header="责任人",
        aliases=("负责人", "管理员"),
        required=False,
        parse=cells.line(60),
        note="填职务，不填姓名。",
        example="办公室负责人",
    ),
    ImportColumn(
        name="registered_on",
        header="开设日期",
        aliases=("注册日期", "注册时间", "开通日期"),
        required=False,
        parse=cells.past_day,
        example="2014-07-01",
    ),
    ImportColumn(
        name="filed_on",
        header="备案日期",
        aliases=("报备日期",),
        required=False,
        parse=cells.past_day,
        note="向政务公开主管部门报备的日期。",
    ),
    ImportColumn(
        name="filing_receipt",
        header="备案回执",
        aliases=("备案号", "报备情况"),
        required=False,
        parse=cells.line(100),
    ),
    ImportColumn(
        name="update_days",
        header="更新要求（天）",
        aliases=("更新周期", "更新频率"),
        required=False,
        parse=cells.count,
        note="本单位规定的最长不更新天数。",
        example="14",
    ),
    ImportColumn(
        name="closed_on", header="关停日期", aliases=("注销日期",), required=False, parse=cells.past_day
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
TEXTS = ("account", "sponsor", "responsible", "filing_receipt")


def check(viewer: Viewer, row: Row) -> list[ImportIssue]:
    """Return what is wrong with the days of a channel."""
    days = {name: row[name] for name in ("registered_on", "filed_on", "closed_on")}
    found = blockers(Channel(name=row["name"], **days))
    return [issue("registered_on", "日期先后", sentence) for sentence in found]


def existing(viewer: Viewer, keys: Sequence[Key]) -> Mapping[Key, Row]:
    """Return the channels of these names."""
    found = channels(viewer).filter(name__in=[name for (name,) in keys])
    return {(channel.name,): {name: getattr(channel, name) for name in NAMES} for channel in found}


def write(viewer: Viewer, rows: Sequence[Row]) -> Sequence[Any]:
    """Store new channels, put right those of the same name, inside the running import."""
    known = {c.name: c for c in channels(viewer).filter(name__in=[row["name"] for row in rows])}
    stored = []
    with viewer.transaction():
        for row in rows:
            channel = known.get(row["name"]) or Channel(organ_id=viewer.organ_code)
            for name in NAMES:
                setattr(channel, name, (row[name] or "") if name in TEXTS else row[name])
            channel.save()
            stored.append(channel)
    return stored


IMPORTER = Importer(
    id="proactive.channels",
    title="公开渠道",
    columns=COLUMNS,
    key=("name",),
    permission="proactive.manage_channels",
    existing=existing,
    write=write,
    check=check,
)
