"""Finalize a reviewed candidate: count again, compare, lock the period, all in one transaction."""

from __future__ import annotations

import datetime

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import queries as ledger
from gongkai.ledger.models import PeriodLock
from gongkai.ledger.transactions import hold_period
from gongkai.reporting import blockers
from gongkai.reporting.compiling import compile_year
from gongkai.reporting.events import ReportFinalized
from gongkai.reporting.models import Candidate, Finalization
from gongkai.review.models import Approval


def finalize_candidate(*, viewer: Viewer, candidate: Candidate, note: str = "") -> Finalization:
    """Return the finalization. Raises `ActionBlocked` with every reason why the candidate may not be finalized today.

    Nobody can add a counted fact of the organ between the count and the lock (`hold_period`).
    """
    viewer.require("reporting.finalize")
    year = candidate.report.year
    with viewer.transaction() as tx:
        hold_period(viewer.organ_code)
        candidate = Candidate.objects.select_related("report", "version").get(pk=candidate.pk)
        approval = Approval.objects.filter(pk=candidate.version_id).first()
        number = Finalization.objects.filter(candidate__report=candidate.report).count() + 1
        standing = blockers.finalization_blockers(
            viewer, candidate, compile_year(viewer, year), is_approved=approval is not None
        )
        if number > 1 and not note.strip():
            standing.append(Blocker("再次定稿须写明更正了什么、为什么。", field="note"))
        if standing:
            raise ActionBlocked(standing)
        lock = tx.add(
            PeriodLock(
                organ_code=viewer.organ_code,
                first_on=datetime.date(year, 1, 1),
                last_on=datetime.date(year, 12, 31),
            )
        )
        head = ledger.head()
        finalization = tx.add(
            Finalization(
                candidate=candidate,
                approval=approval,
                lock=lock,
                number=number,
                finalized_on=viewer.day,
                note=note,
                head_seq=head.seq,
                head_hash=head.hash,
            )
        )
        tx.record(
            ReportFinalized(year=year, number=finalization.number, version_hash=candidate.version.hash),
            subjects=[candidate.report, candidate, finalization, candidate.version, lock],
            basis="《政府信息公开条例》第四十九条",
        )
    return finalization
