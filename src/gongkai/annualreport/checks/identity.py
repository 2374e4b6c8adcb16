"""The identities of tables 三 and 四 as checks, one code each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.annualreport.checks.subject import CheckedReport, Remark


def check_identity(code: str) -> Callable[[CheckedReport], Iterator[Remark]]:
    """The check of one identity (`I1` … `I5`); one that is open is not judged."""

    def run(subject: CheckedReport) -> Iterator[Remark]:
        for finding in subject.identities:
            if finding.code == code:
                yield Remark(finding.where, finding.message, finding.numbers, finding.also)

    return run
