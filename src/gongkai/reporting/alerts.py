"""What no longer fits in the finalized reports."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.annualreport import check_identities
from gongkai.bodies.viewer import Viewer
from gongkai.registry import Alert
from gongkai.reporting import queries
from gongkai.reporting.models import Finalization


def changed_openings(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield finalized reports whose 上年结转 no longer equals what the year before, corrected since, carried over."""
    finalizations = queries.last_finalizations(viewer.organ_code)
    known = queries.known_reports(viewer, finalizations)
    for year in sorted(finalizations.keys() & known.keys()):
        broken = [f for f in check_identities(known[year], known.get(year - 1)) if f.code == "I4"]
        if broken:
            url = reverse("reporting:report", args=[year])
            yield f"{year - 1} 年度报告已更正，{year} 年度报告的上年结转数需要复核：{broken[0].message}", url


def _finalized(viewer: Viewer) -> QuerySet[Finalization]:
    found: QuerySet[Finalization] = Finalization.objects.visible_to(viewer)
    return found


ALERTS = (
    Alert(
        id="reporting.opening",
        permission="reporting.view",
        label="上年结转",
        sentences=lambda viewer: list(changed_openings(viewer)),
        records=_finalized,
        sealed=True,
    ),
)
