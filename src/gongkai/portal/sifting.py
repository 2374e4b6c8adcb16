"""The list of documents sifted: by kind, by the year of release, by validity, by the matter of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from gongkai.bodies.identifiers import trim
from gongkai.papers.models import VALIDITIES, OfficialDocument
from gongkai.portal.catalogue import classified
from gongkai.portal.findables import KINDS
from gongkai.portal.queries import elsewhere
from gongkai.portal.searching import is_year
from gongkai.review.models import Release


def kinds_listed() -> list[tuple[str, str]]:
    """Return the kinds of documents that stand in the list, with their labels."""
    gone = elsewhere()
    return [(kind.id, kind.label) for kind in KINDS if kind.id not in gone]


@dataclass(frozen=True)
class ListChoice:
    """What a reader of the list chose ("" and None for all)."""

    kind: str = ""
    year: int | None = None
    validity: str = ""
    matter: str = ""

    validities: ClassVar[Sequence[tuple[str, str]]] = tuple(VALIDITIES.items())

    @classmethod
    def of(cls, asked: QueryDict) -> ListChoice:
        """Return what an address asks; what nothing can have is not asked."""
        kind, year, validity = (asked.get(name, "") for name in ("kind", "year", "validity"))
        return cls(
            kind=kind if kind in dict(kinds_listed()) else "",
            year=int(year) if is_year(year) else None,
            validity=validity if validity in VALIDITIES else "",
            matter=trim(asked.get("matter", "")),
        )

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds among which a reader chooses."""
        return kinds_listed()

    @property
    def is_any(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.kind or self.year or self.validity or self.matter)

    @property
    def url(self) -> str:
        """The address of the list so sifted, to which a page can be added."""
        chosen = {"kind": self.kind, "year": self.year or "", "validity": self.validity}
        return f"?{urlencode(chosen | ({'matter': self.matter} if self.matter else {}))}"

    def of_those(self, releases: QuerySet[Release]) -> QuerySet[Release]:
        """Return those of some live releases that were chosen."""
        if self.matter:
            releases = classified(releases).filter(matter=self.matter)
        if self.kind:
            releases = releases.filter(approval__version__document__kind=self.kind)
        if self.year:
            releases = releases.filter(released_on__year=self.year)
        if self.validity:
            entries = OfficialDocument.objects.standing().filter(
                organ=OuterRef("organ"),
                doc_number=OuterRef("approval__version__document__registration__doc_number"),
                validity=self.validity,
            )
            releases = releases.filter(Exists(entries))
        return releases


def years_of(releases: QuerySet[Release]) -> list[int]:
    """Return the years in which something that is public was released, the last first."""
    return [day.year for day in releases.order_by().dates("released_on", "year", order="DESC")]
