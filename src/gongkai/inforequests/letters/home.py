"""What served letters put on the desk's home: which arrival nobody has recorded, and who has not answered in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial

from django.urls import reverse

from gongkai import law
from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests import queries
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.letters.facts import CONSULTATION, consultation_of, letters_of, served
from gongkai.inforequests.letters.kinds import KINDS
from gongkai.inforequests.models import CaseLetter
from gongkai.registry import Alert, WaitingItem, WaitingLine

SHOWN = 50
SILENCE = {
    "third_party": "第三方应于 {day} 以前提出意见，没有登记其意见；逾期不提出的，由本机关依法决定（条例第三十二条）。",
    "co_maker": "共同制作机关应于 {day} 以前答复，没有登记其答复；逾期不答复的，视为同意公开（条例第三十四条）。",
}


def page(letter: CaseLetter) -> str:
    """Return the page of the case."""
    return reverse("inforequests:request", args=[letter.request_id])


def not_signed_for(viewer: Viewer) -> Iterator[WaitingLine]:
    """Yield the letters that left and whose arrival nobody has recorded: the other side's period waits for it."""
    if not viewer.may("inforequests.serve"):
        return
    for service in queries.services_without_arrival(viewer)[:SHOWN]:
        letter = service.letter
        yield WaitingLine(
            title=f"申请 {letter.request.number}：{KINDS[letter.document.kind].label}",
            what="已送出，待登记签收；对方的期限自签收之次日起算",
            since=service.handed_over_on,
            url=page(letter),
        )


def unanswered(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield the opinions that did not come in time, in cases that are still open, and what follows (arts 32, 34)."""
    if not viewer.may("inforequests.view"):
        return
    cases = list(queries.cases_asking(viewer, CONSULTATION)[:SHOWN])
    if not cases:
        return
    counting = DeadlineCalculator(Organ.objects.get(code=viewer.organ_code))
    for letter in letters_of(cases):
        if (late := _late(letter, counting, viewer.day)) is not None:
            yield f"申请 {letter.request.number}：{late}", page(letter)


def _late(letter: CaseLetter, counting: DeadlineCalculator, today: datetime.date) -> str | None:
    told = served(letter)
    if told is None or letter.document.kind != CONSULTATION or told.responded_on:
        return None
    asked = law.consultation_exclusion(
        consultation_of(told), calendar=counting.calendar, values=counting.values
    )
    if asked.ended_on is None or asked.ended_on >= today:
        return None
    return SILENCE[told.given["consulted"]].format(day=asked.ended_on)


HOME = (
    WaitingItem(
        id="inforequests.arrivals",
        label="登记签收",
        group="依申请公开",
        lines=lambda viewer: list(not_signed_for(viewer)),
        records=lambda viewer: viewer.if_allowed(
            "inforequests.serve", queries.services_without_arrival(viewer)
        ),
    ),
    Alert(
        id="inforequests.unanswered",
        label="征求意见逾期",
        sentences=lambda viewer: list(unanswered(viewer)),
        records=partial(queries.cases_asking, kind=CONSULTATION),
    ),
)
