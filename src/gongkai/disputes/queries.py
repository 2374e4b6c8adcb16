"""What a viewer may see of the disputes, and how the year counts them."""

from __future__ import annotations

import datetime

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gongkai.bodies.viewer import Viewer
from gongkai.disputes.models import Conclusion, Filing, WrittenAnswer


def filings_of(viewer: Viewer) -> QuerySet[Filing]:
    """Return the standing facts that cases were brought, for the register of what table 四 counts."""
    return Filing.objects.visible_to(viewer).standing().select_related("dispute")


def unanswered(viewer: Viewer) -> QuerySet[Filing]:
    """Return the filings of the open cases without a written answer."""
    known = (
        model.objects.standing().filter(dispute=OuterRef("dispute")) for model in (WrittenAnswer, Conclusion)
    )
    return filings_of(viewer).filter(*(~Exists(facts) for facts in known))


def counted_in(viewer: Viewer, year: int) -> QuerySet[Filing]:
    """Return the cases of the year's table 四: brought by its end, and not closed before its beginning.

    Each carries `closed_column`, the column of a conclusion counted in the year; null means 尚未审结.
    """
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    end = Conclusion.objects.standing().filter(dispute=OuterRef("dispute"), counted_on__lte=last)
    return (
        filings_of(viewer)
        .filter(counted_on__lte=last)
        .annotate(
            closed_on=Subquery(end.values("counted_on")[:1]), closed_column=Subquery(end.values("column")[:1])
        )
        .filter(Q(closed_on=None) | Q(closed_on__gte=first))
    )


def annotate_cells(filings: QuerySet[Filing]) -> QuerySet[Filing]:
    """Annotate the cells of table 四: the block by the procedure, the column by the outcome."""
    return filings.annotate(
        cell_row=F("dispute__procedure"),
        cell_column=Coalesce("closed_column", Value("pending"), output_field=CharField()),
    )
