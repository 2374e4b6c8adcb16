"""Open a series of document numbers, or say otherwise when its numbers are drawn."""

from __future__ import annotations

import re

from gongkai.bodies.blockers import ActionBlocked, Blocker, met_at_once
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries
from gongkai.papers.events import SeriesChanged, SeriesOpened
from gongkai.papers.models import NumberSeries

PREFIX = re.compile(r"[\u4e00-\u9fff]{1,20}")


def open_series(*, viewer: Viewer, prefix: str, used_for: str, at_once: bool) -> NumberSeries:
    """Return a new series (机关代字, such as 示工信发). Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("papers.number")
    if found := series_blockers(viewer, prefix):
        raise ActionBlocked(found)
    with met_at_once(lambda: series_blockers(viewer, prefix)), viewer.transaction() as tx:
        series = tx.add(NumberSeries(prefix=prefix, used_for=used_for.strip(), at_once=at_once))
        tx.record(SeriesOpened(prefix=prefix), subjects=[series])
    return series


def change_series(*, viewer: Viewer, series: NumberSeries, at_once: bool) -> NumberSeries:
    """Say whether numbers of a series are drawn with the last approval, or by the office. Raises `NotAllowed`."""
    viewer.require("papers.number")
    with viewer.transaction() as tx:
        series.at_once = at_once
        tx.amend([series], fields=["at_once"])
        tx.record(SeriesChanged(prefix=series.prefix, at_once=at_once), subjects=[series])
    return series


def series_blockers(viewer: Viewer, prefix: str) -> list[Blocker]:
    """Return why a series cannot be opened under a prefix."""
    if not PREFIX.fullmatch(prefix):
        sentence = "机关代字只写汉字，不写年份、括号和序号，如“示工信发”。"
        return [Blocker(sentence, field="code")]
    if queries.number_series(viewer).filter(prefix=prefix).exists():
        return [Blocker(f"系列“{prefix}”已经有了。", field="code")]
    return []
