"""The indicators of an inspection as a workbook: one sheet of figures, one of what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.typeset import PlainSheet, write_workbook
from gongkai.upkeep.found import IndicatorFinding
from gongkai.upkeep.indicators import INDICATORS, Indicator

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAMPLE_NOTICE = "示例数据"
LONGEST = 1000  # lines of one indicator; its page has all


def inspection_workbook(viewer: Viewer, organ: Organ) -> bytes:
    """Return the indicators with their figures, and the lines behind them."""
    rows = [(each, each.find(viewer)) for each in INDICATORS]
    title = f"{organ.name}网站检查指标自查表"
    said = [f"统计日：{viewer.day}"]
    sheets = [
        PlainSheet(
            name="检查指标",
            title=title,
            said=said,
            labels=["类别", "指标", "统计口径", "依据", "数量", "结论", "说明"],
            rows=[
                (
                    each.group,
                    each.name,
                    each.asks,
                    "；".join(each.rules(viewer)),
                    found.number,
                    found.verdict_label,
                    found.note,
                )
                for each, found in rows
            ],
            widths=[18, 26, 46, 46, 10, 14, 34],
        ),
        PlainSheet(
            name="明细",
            title=f"{title}：明细",
            said=said,
            labels=["指标", "内容"],
            rows=[(each.name, line) for each, found in rows for line in _lines(each, found)],
            widths=[30, 110],
        ),
    ]
    return write_workbook(
        sheets,
        title=title,
        author=organ.name,
        made_on=viewer.day,
        notice=SAMPLE_NOTICE if organ.is_sample else "",
    )


def _lines(asked: Indicator, found: IndicatorFinding) -> Iterator[str]:
    """Yield what stands behind a figure; what nobody stated has nothing behind it."""
    if found.verdict == "unknown":
        return
    if found.records is None:
        yield from map(str, found.lines)
        return
    yield from (str(found.say(record)) for record in found.records.order_by("pk")[:LONGEST])
    if isinstance(found.number, int) and found.number > LONGEST:
        yield f"另有 {found.number - LONGEST} 项，见“{asked.name}”页面"
