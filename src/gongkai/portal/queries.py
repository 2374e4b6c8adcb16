"""What is public: an organ's page and its released reports. Nothing here takes a signed-in viewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.annualreport import Report
from gongkai.bodies.models import Organ
from gongkai.ledger.proof import unproven
from gongkai.papers.models import OfficialDocument
from gongkai.reporting import queries as reporting
from gongkai.reporting.models import Finalization
from gongkai.review.models import Release
from gongkai.review.queries import proven


@dataclass(frozen=True)
class PublicReport:
    """A released report: what was finalized, and the release that stands."""

    finalization: Finalization
    release: Release

    @property
    def number(self) -> int:
        """Which edition it is: 1, and one more each time it was corrected and issued again."""
        return self.finalization.number

    @property
    def year(self) -> int:
        """The year reported on."""
        return self.finalization.candidate.report.year

    @property
    def value(self) -> Report:
        """The report itself."""
        return reporting.value_of(self.finalization.candidate)


def public_reports(organ: Organ) -> list[PublicReport]:
    """Return the organ's released reports, newest year first; of each year its last edition."""
    last: dict[int, PublicReport] = {}
    for public in _proven_reports(organ):
        last.setdefault(public.year, public)
    return list(last.values())


def public_editions(organ: Organ, year: int) -> list[PublicReport]:
    """Return the editions of a year's report that the public may read, the last first; withdrawn ones are gone."""
    return [public for public in _proven_reports(organ) if public.year == year]


def _proven_reports(organ: Organ) -> list[PublicReport]:
    found = [
        PublicReport(finalization, release) for finalization, release in reporting.released_reports(organ)
    ]
    kept = set(proven(public.release for public in found))
    forged = unproven(public.finalization for public in found)
    return [public for public in found if public.release in kept and public.finalization not in forged]


def public_documents(organ: Organ) -> QuerySet[Release]:
    """Return what the public sees of an organ's documents, newest first; annual reports have their own list."""
    live: QuerySet[Release] = (
        Release.objects.live()
        .filter(organ=organ)
        .exclude(approval__version__document__kind=reporting.KIND)
        .select_related("approval__version__document", "organ")
        .order_by("-released_at")
    )
    return live


def public_document(pk: int) -> Release | None:
    """Return the release that stands of a document, or None: never released, withdrawn, or a report."""
    live = Release.objects.live().filter(approval__version__document=pk)
    found: Release | None = (
        live.exclude(approval__version__document__kind=reporting.KIND)
        .select_related("approval__version__document", "organ")
        .first()
    )
    return found if found is None else next(iter(proven([found])), None)


def validity_of(release: Release) -> OfficialDocument | None:
    """Return the register's entry of a released document: whether it is in force, and since when not."""
    found = OfficialDocument.objects.standing().filter(document=release.document).first()
    return found or _by_number(release)


def _by_number(release: Release) -> OfficialDocument | None:
    number = release.version.doc_number
    if not number:
        return None
    found: OfficialDocument | None = (
        OfficialDocument.objects.standing().filter(organ=release.organ_id, doc_number=number).first()
    )
    return found
