"""Enter a holiday notice that came after this version."""

from __future__ import annotations

import datetime

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.acts import act
from gongkai.norms.models import HolidayNotice


def enter_notice(*, viewer: Viewer, notice: law.Notice, day: datetime.date) -> HolidayNotice:
    """Return the notice stored. Open clocks are recomputed by whoever follows `norms.notice_entered`."""
    viewer.require("norms.maintain")
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        entered = done.add(
            HolidayNotice(
                layer=notice.layer,
                year=notice.year,
                title=notice.title,
                number=notice.number,
                off_days={d.isoformat(): name for d, name in sorted(notice.off.items())},
                working_days=sorted(d.isoformat() for d in notice.working),
            )
        )
        done.record(
            "norms.notice_entered",
            subjects=[entered],
            basis=notice.number,
            data={"year": notice.year, "off": len(notice.off), "working": len(notice.working)},
        )
    return entered
