"""What is public: an organ's structured pages, documents and reports. Nothing here takes a signed-in viewer."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from gongkai.annualreport import Report
from gongkai.bodies.models import Organ
from gongkai.ledger import queries as ledger
from gongkai.ledger.batches import batched
from gongkai.ledger.proof import unproven
from gongkai.papers import structured
from gongkai.papers.contact import Contact
from gongkai.papers.document_kinds import guide_address, profile_address
from gongkai.papers.models import OfficialDocument, Version
from gongkai.proactive import catalogue_document
from gongkai.proactive.models import Channel
from gongkai.reporting import queries as reporting
from gongkai.reporting.models import Candidate, Finalization
from gongkai.review.models import Registration, Release, TakeDown, Withdrawal
from gongkai.review.queries import live_at, proven

PROVEN_FOR = 60  # seconds
SHOWN_FIRST = 10


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
    for public in every_edition(organ):
        last.setdefault(public.year, public)
    return list(last.values())


def public_editions(organ: Organ, year: int) -> list[PublicReport]:
    """Return the editions of a year's report that the public may read, the last first; withdrawn ones are gone."""
    return [public for public in every_edition(organ) if public.year == year]


def every_edition(organ: Organ) -> list[PublicReport]:
    """Return all editions of the organ's reports that the public may read: released, standing, and proven."""
    found = [
        PublicReport(finalization, release) for finalization, release in reporting.released_reports(organ)
    ]
    kept = set(proven((public.release for public in found), replaced=True))
    forged = unproven(row for public in found for row in _counted(public.finalization))
    return [
        public
        for public in found
        if public.release in kept and forged.isdisjoint(_counted(public.finalization))
    ]


def _counted(finalization: Finalization) -> tuple[Finalization, Candidate]:
    """What must be as recorded besides a report's release: its finalization, and what names its text."""
    return finalization, finalization.candidate


@dataclass(frozen=True)
class OrganFront:
    """What stands on the first page of an organ: its profile, its guide, its other pages, its newest documents."""

    profile: Version | None
    guide: Version | None
    pages: list[Release]
    documents: list[Release]


def front_of(organ: Organ) -> OrganFront:
    """Return what the public sees first of an organ, all of it proven at once."""
    documents = list(public_documents(organ)[:SHOWN_FIRST])
    kept = proven([*live_pages(organ), *documents])
    pages = {release.address: release for release in kept if release not in documents}
    profile, guide = (pages.pop(of(organ.code), None) for of in (profile_address, guide_address))
    return OrganFront(
        profile=profile.version if profile else None,
        guide=guide.version if guide else None,
        pages=list(pages.values()),
        documents=[release for release in documents if release in kept],
    )


def live_pages(organ: Organ) -> list[Release]:
    """Return the releases of the organ's structured pages that the public sees now, in the order of their kinds."""
    kinds = [kind.id for kind in structured.kinds()]
    live = Release.objects.live().filter(organ=organ, approval__version__document__kind__in=kinds)
    found = live.select_related("approval__version__document")
    return sorted(found, key=lambda release: kinds.index(release.document.kind))


def public_page(address: str) -> Release | None:
    """Return the release that the public reads at the address of a structured page, None where there is none."""
    found = live_at(address)
    return found if found is None else next(iter(proven([found])), None)


def public_guide(organ: Organ) -> Release | None:
    """Return the release of the organ's guide that the public reads, None where there is none."""
    return public_page(guide_address(organ.code))


@dataclass(frozen=True)
class PublicSite:
    """The organ's own website, as the head of every page names it (网站标签规范): its name and 网站标识码."""

    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class PublicFrame:
    """What stands around every page of an organ: how the public reaches it, and what its website is."""

    contact: Contact
    site: PublicSite


def public_frame(organ: Organ) -> PublicFrame:
    """Return what stands around the pages of an organ, as its guide and its register of channels say it.

    It stands on every page, so it is proven once a minute, and whenever the ledger has grown.
    """
    return _frame_in(ledger.head().hash, int(time.monotonic() // PROVEN_FOR), organ)


@lru_cache(maxsize=256)
def _frame_in(head: str, minute: int, organ: Organ) -> PublicFrame:
    guide = public_guide(organ)
    own_site = Channel.objects.standing().filter(organ=organ, own_site=True, closed_on=None).first()
    return PublicFrame(
        contact=Contact.of(guide.version.content_json) if guide else Contact(),
        site=PublicSite(own_site.name, own_site.site_code) if own_site else PublicSite(),
    )


def elsewhere() -> list[str]:
    """Return the kinds that the public finds at addresses of their own: reports, the catalogue, structured pages."""
    return [reporting.KIND, catalogue_document.KIND, *(kind.id for kind in structured.kinds())]


def public_documents(organ: Organ) -> QuerySet[Release]:
    """Return what the public sees of an organ's documents, newest first; what has its own place is not among them."""
    live: QuerySet[Release] = (
        Release.objects.live()
        .filter(organ=organ)
        .exclude(approval__version__document__kind__in=elsewhere())
        .select_related("approval__version__document", "organ")
        .order_by("-released_at")
    )
    return live


@dataclass(frozen=True)
class ListedDocument:
    """A line of a list of documents: its number, and in Chinese whether it is in force no more ("" while it is)."""

    release: Release
    number: str
    ended: str


def listed(releases: Sequence[Release]) -> list[ListedDocument]:
    """Return the lines of a list of an organ's documents, in their order."""
    registrations = Registration.objects.in_bulk([release.version.document_id for release in releases])
    numbers = {pk: registration.doc_number for pk, registration in registrations.items()}
    entries = OfficialDocument.objects.standing().filter(
        organ__in={release.organ_id for release in releases}, doc_number__in=set(numbers.values())
    )
    ended = {each.doc_number: each.get_validity_display() for each in entries if each.validity != "in_force"}
    lines = ((release, numbers.get(release.version.document_id, "")) for release in releases)
    return [ListedDocument(release, number, ended.get(number, "")) for release, number in lines]


def public_document(pk: int) -> Release | None:
    """Return the release that stands of a document, or None: never released, withdrawn, or found elsewhere."""
    live = Release.objects.live().filter(approval__version__document=pk)
    found: Release | None = (
        live.exclude(approval__version__document__kind__in=elsewhere())
        .select_related("approval__version__document__registration", "organ")
        .first()
    )
    return found if found is None else next(iter(proven([found])), None)


def withdrawal_of(pk: int) -> Withdrawal | None:
    """Return how a document was withdrawn that is public no more, where the sealed ledger vouches for it."""
    last = Release.objects.filter(approval__version__document=pk).order_by("-pk")
    said = Withdrawal.objects.filter(release__in=last[:1]).exclude(
        release__approval__version__document__kind__in=elsewhere()
    )
    found: Withdrawal | None = said.select_related("organ").first()
    return None if found is None or unproven([found]) else found


def take_down_of(pk: int) -> TakeDown | None:
    """Return how a document was taken down whose page is to come back or go, where the ledger vouches for it."""
    last = Release.objects.filter(approval__version__document=pk).order_by("-pk")
    said = TakeDown.objects.filter(release__in=last[:1], review=None).exclude(
        release__approval__version__document__kind__in=elsewhere()
    )
    found: TakeDown | None = said.select_related("organ").first()
    return None if found is None or unproven([found]) else found


def all_public() -> Iterator[list[Release]]:
    """Yield every release that the public should see now, of all organs, many at a time."""
    for pks in batched(list(Release.objects.live().order_by("pk").values_list("pk", flat=True))):
        found: QuerySet[Release] = Release.objects.filter(pk__in=pks).order_by("pk")
        yield list(found.select_related("approval__version__document"))


def withheld(releases: Sequence[Release]) -> set[Release]:
    """Return those of some such releases whose page the public is not shown: they are not as recorded."""
    kept = proven(releases)
    finalizations = Finalization.objects.filter(approval__in=[release.approval_id for release in kept])
    rows = {each.approval_id: _counted(each) for each in finalizations.select_related("candidate")}
    forged = unproven(row for found in rows.values() for row in found)
    return set(releases) - {
        release for release in kept if forged.isdisjoint(rows.get(release.approval_id, ()))
    }


def validity_of(release: Release) -> OfficialDocument | None:
    """Return the register's entry of a released document, by its number: whether it is in force, and since when not."""
    registration = getattr(release.document, "registration", None)
    if registration is None:
        return None
    entries = OfficialDocument.objects.standing().filter(organ=release.organ_id)
    found: OfficialDocument | None = entries.filter(doc_number=registration.doc_number).first()
    return found
