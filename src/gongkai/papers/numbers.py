"""The numbers of a series in a year: which comes next, which are missing, and how one is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count, islice

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.transactions import LedgerTransaction
from gongkai.papers import queries
from gongkai.papers.document_number import parts_of
from gongkai.papers.models import NumberDraw, NumberSeries

SEVERAL_MISSING = 20


@dataclass(frozen=True)
class SeriesYear:
    """What is taken of a series in a year: used by documents, drawn or entered in the register, or set aside."""

    series: NumberSeries
    year: int
    used: frozenset[int]
    set_aside: frozenset[int]

    @property
    def taken(self) -> frozenset[int]:
        """The numbers that cannot be given to another document."""
        return self.used | self.set_aside

    @property
    def next(self) -> int:
        """The number that comes next: the first after the last used one that was not set aside."""
        last = max(self.used, default=0)
        return next(number for number in count(last + 1) if number not in self.set_aside)

    @property
    def next_in_words(self) -> str:
        """The document number that comes next."""
        return self.series.doc_number(self.year, self.next)

    @property
    def missing(self) -> list[int]:
        """The first numbers below the last used one that nothing accounts for: neither used nor set aside."""
        gaps = (number for number in range(1, max(self.used, default=0)) if number not in self.taken)
        return list(islice(gaps, SEVERAL_MISSING))


def series_year(viewer: Viewer, series: NumberSeries, year: int) -> SeriesYear:
    """Return what is taken of a series in a year."""
    drawn = NumberDraw.objects.filter(series=series, year=year)
    registered = drawn.filter(purpose="registered").values_list("number", flat=True)
    aside = drawn.exclude(purpose="registered").values_list("number", flat=True)
    entered = queries.official_documents(viewer).filter(doc_number__startswith=f"{series.prefix}〔{year}〕")
    known = (parts_of(number) for number in entered.values_list("doc_number", flat=True))
    used = frozenset(registered) | {parts[2] for parts in known if parts}
    return SeriesYear(series, year, used, frozenset(aside))


def draw_number(
    tx: LedgerTransaction, *, viewer: Viewer, series: NumberSeries, year: int, number: int | None = None
) -> NumberDraw:
    """Return a number of the series taken to register a document: the next, or `number`, which may have been reserved.

    Whoever draws at the same moment waits at the series, so no number is given twice and none is lost.
    """
    hold_series(viewer, series)
    if number is not None:
        drawn: NumberDraw | None = NumberDraw.objects.filter(series=series, year=year, number=number).first()
        if drawn is not None and drawn.is_held:
            return drawn
    taken = NumberDraw(
        series=series,
        year=year,
        number=number or series_year(viewer, series, year).next,
        purpose="registered",
        drawn_on=tx.day,
    )
    return tx.add(taken)


def hold_series(viewer: Viewer, series: NumberSeries) -> None:
    """Keep everybody else from taking a number of the series until the transaction ends."""
    queries.number_series(viewer).select_for_update(no_key=True).get(pk=series.pk)
