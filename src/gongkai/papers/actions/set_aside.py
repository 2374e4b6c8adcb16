"""Set numbers of a series aside: reserved for what is not signed yet, or skipped, with the reason."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.papers.events import NumberSetAside
from gongkai.papers.models import SET_ASIDE, NumberDraw, NumberSeries
from gongkai.papers.numbers import hold_series, series_year


def set_aside(
    *, viewer: Viewer, series: NumberSeries, year: int, number: int, purpose: str, reason: str
) -> NumberDraw:
    """Return the number set aside (`reserved` or `skipped`). Raises `NotAllowed`, `ActionBlocked`."""
    viewer.require("papers.number")
    with viewer.transaction() as tx:
        hold_series(viewer, series)
        if found := set_aside_blockers(viewer, series, year, number, purpose, reason):
            raise ActionBlocked(found)
        drawn = tx.add(
            NumberDraw(
                series=series,
                year=year,
                number=number,
                purpose=purpose,
                reason=reason.strip(),
                drawn_on=tx.day,
            )
        )
        tx.record(
            NumberSetAside(doc_number=drawn.doc_number, purpose=SET_ASIDE[purpose]), subjects=[series, drawn]
        )
    return drawn


def set_aside_blockers(
    viewer: Viewer, series: NumberSeries, year: int, number: int, purpose: str, reason: str
) -> list[Blocker]:
    """Return why a number cannot be set aside."""
    found = []
    if purpose not in SET_ASIDE:
        found.append(Blocker(f"用途应为：{'、'.join(SET_ASIDE.values())}。", field="purpose"))
    if number in series_year(viewer, series, year).taken:
        sentence = f"{series.doc_number(year, number)} 已经使用、预留或者跳过。"
        found.append(Blocker(sentence, field="number"))
    if not reason.strip():
        found.append(Blocker("预留和跳号都要写明理由。", field="reason"))
    return found
