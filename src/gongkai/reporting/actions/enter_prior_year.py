"""Enter a report of an earlier year, so that what was carried over can be proven and years compared."""

from __future__ import annotations

import datetime
from typing import Any

from gongkai.annualreport import Report
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.corrections import replace_fact, successor
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import canonical, sm3
from gongkai.ledger.transactions import hold_period
from gongkai.reporting import queries
from gongkai.reporting.events import PriorYearReportEntered
from gongkai.reporting.models import PriorYearReport


def enter_prior_year(*, viewer: Viewer, report: Report, source: str) -> PriorYearReport:
    """Return the report stored as a value; it takes the place of one entered before for the same year."""
    viewer.require("reporting.build")
    if report.year is None:
        raise ActionBlocked([Blocker("报告没有写明年度，请补充年度后再录入。")])
    said: dict[str, Any] = {"value": report.to_json(), "source": source}
    with viewer.transaction() as tx:
        hold_period(viewer.organ_code)
        if queries.standing_finalization(viewer, report.year):
            sentence = f"{report.year} 年度报告已在本系统定稿，以定稿为准，不能再录入。"
            raise ActionBlocked([Blocker(sentence, field="year")])
        if before := queries.prior_year_reports(viewer).get(report.year):
            return replace_fact(tx, successor(before, reason=f"重新录入：{source}", **said))
        last_day = datetime.date(report.year, 12, 31)
        entered = tx.add(PriorYearReport(year=report.year, counted_on=last_day, **said))
        tx.record(
            PriorYearReportEntered(year=report.year, digest=sm3(canonical(said["value"]))), subjects=[entered]
        )
    return entered
