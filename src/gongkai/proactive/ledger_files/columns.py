"""Columns that several ledgers of this room share."""

from __future__ import annotations

from gongkai.registry import ImportColumn
from gongkai.shell.imports import cells

PUBLISHED_ON = ImportColumn(
    name="published_on",
    header="公开日期",
    aliases=("公示日期", "发布日期", "公开时间"),
    required=False,
    parse=cells.past_day,
    note="已经公开的填写；年度报告按这一天统计公开的数量。",
    example="2023-09-15",
)
URL = ImportColumn(
    name="url",
    header="公开网址",
    aliases=("网址", "链接", "公开链接"),
    required=False,
    parse=cells.line(500),
    example="https://www.example.cn/示例",
)
