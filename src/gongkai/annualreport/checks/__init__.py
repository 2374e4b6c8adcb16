"""Judging a report: `check_report` runs every check of `CHECKS` and returns what the officer should see.

A check is a small function over a `CheckedReport`; its code, severity and rule stand in one table (`table.py`).
"""

from __future__ import annotations

from gongkai.annualreport.checks.repetition import Overlap, overlap, says_enough
from gongkai.annualreport.checks.subject import CheckedReport
from gongkai.annualreport.checks.table import CHECKS, Check
from gongkai.annualreport.value import Finding, Report

__all__ = ["CHECKS", "Check", "Overlap", "check_report", "overlap", "says_enough"]


def check_report(report: Report, *, previous: Report | None = None) -> list[Finding]:
    """Every finding on the report, in the order of the table of checks.

    `previous` is the same organ's report of the year before: with it the carried figures, the arithmetic of
    what is in force and repeated prose are checked too. Raises WrongPreviousReport where it is of another
    year. Findings of the reader (`report.findings`) are not repeated here.
    """
    subject = CheckedReport(report, previous)
    return [
        Finding(check.code, check.severity, remark.where, remark.message, remark.numbers, remark.also)
        for check in CHECKS
        for remark in check.run(subject)
    ]
