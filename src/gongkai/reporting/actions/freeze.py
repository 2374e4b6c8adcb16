"""Freeze a reviewed candidate: count again, compare, lock the period, all in one transaction."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.ledger.acts import act, hold_period
from gongkai.ledger.models import PeriodLock
from gongkai.reporting import obstacles
from gongkai.reporting.compiling import compile_year
from gongkai.reporting.models import Candidate, Freeze
from gongkai.review.models import Approval
from gongkai.shell import Obstructed


def freeze_candidate(*, viewer: Viewer, candidate: Candidate, day: datetime.date, note: str = "") -> Freeze:
    """Return the freeze. Raises `Obstructed` with every reason why the candidate may not be frozen today.

    Nobody can add a counted fact of the organ between the count and the lock (`hold_period`).
    """
    viewer.require("reporting.freeze")
    year = candidate.report.year
    with act(organ_code=viewer.organ_code, actor=viewer.actor, day=day) as done:
        hold_period(viewer.organ_code)
        number = Freeze.objects.filter(candidate__report=candidate.report).count() + 1
        standing = obstacles.of_freeze(viewer, candidate, compile_year(viewer, year), day=day)
        if number > 1 and not note.strip():
            standing.append("更正说明：再次定稿须写明更正了什么、为什么。")
        if standing:
            raise Obstructed(standing)
        lock = PeriodLock.objects.create(
            organ_code=viewer.organ_code,
            first_on=datetime.date(year, 1, 1),
            last_on=datetime.date(year, 12, 31),
            act=done.id,
        )
        head = ledger.head()
        freeze = done.add(
            Freeze(
                organ_id=viewer.organ_code,
                candidate=candidate,
                approval=Approval.objects.get(pk=candidate.version_id),
                lock=lock,
                number=number,
                frozen_on=day,
                note=note,
                head_seq=head.seq,
                head_hash=head.hash,
            )
        )
        done.record(
            "reporting.report_frozen",
            subjects=[candidate.report, candidate, freeze, candidate.version],
            basis="《政府信息公开条例》第四十九条",
            data={"year": year, "number": freeze.number, "version_hash": candidate.version.hash},
        )
    return freeze
