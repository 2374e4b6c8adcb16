"""What is public: an organ's page and its released reports. Nothing here takes a signed-in viewer."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annualreport import Report
from gongkai.bodies.models import Organ
from gongkai.reporting import queries as reporting
from gongkai.reporting.models import Freeze
from gongkai.review.models import Release


@dataclass(frozen=True)
class PublicReport:
    """A released report: what was frozen, and the release that stands."""

    freeze: Freeze
    release: Release

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.freeze.candidate.report.year

    @property
    def value(self) -> Report:
        """The report itself."""
        return reporting.value_of(self.freeze.candidate)


def public_reports(organ: Organ) -> list[PublicReport]:
    """Return the organ's released reports, newest year first."""
    return [PublicReport(freeze, release) for freeze, release in reporting.released_reports(organ)]


def public_report(organ: Organ, year: int) -> PublicReport | None:
    """Return the released report of a year, or None: also where it was withdrawn."""
    return next((r for r in public_reports(organ) if r.year == year), None)
