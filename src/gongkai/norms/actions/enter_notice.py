"""Enter a holiday notice that came after this version."""

from __future__ import annotations

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.events import NoticeEntered
from gongkai.norms.models import HolidayNotice


def enter_notice(*, viewer: Viewer, notice: law.Notice) -> HolidayNotice:
    """Return the notice stored. Open clocks are recomputed by whoever follows `norms.notice_entered`."""
    viewer.require("norms.maintain")
    with viewer.transaction() as tx:
        entered = tx.add(
            HolidayNotice(
                layer=notice.layer,
                year=notice.year,
                title=notice.title,
                number=notice.number,
                off_days={d.isoformat(): name for d, name in sorted(notice.off.items())},
                working_days=sorted(d.isoformat() for d in notice.working),
            )
        )
        tx.record(
            NoticeEntered(year=notice.year, off=len(notice.off), working=len(notice.working)),
            subjects=[entered],
            basis=notice.number,
        )
    return entered
