"""Make for the public what costs time to make: report pages, their files, the charts over the years.

It is done by the worker when something is released or withdrawn, and again where it is missing. No request of the
public makes anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.template.loader import render_to_string

from gongkai.bodies.models import Organ
from gongkai.ledger.chain import sm3
from gongkai.papers.reading import page_of
from gongkai.portal import made
from gongkai.portal.queries import PublicReport, every_edition, public_reports
from gongkai.reporting import files
from gongkai.reporting.comparing import compare_reports

PAGE, CHARTS = "page.html", "charts.html"


def name_of(public: PublicReport) -> str:
    """Return the folder of an edition: by all that it was made from, its version and the day it was finalized."""
    finalization = public.finalization
    return sm3(f"{finalization.candidate.version.hash} {finalization.finalized_on}".encode())


def name_of_series(reports: Sequence[PublicReport]) -> str:
    """Return the folder of the charts over the years of these reports."""
    return sm3("\n".join(name_of(public) for public in reports).encode())


def make_public() -> None:
    """Make what is public and not there, and let go of what is public no longer."""
    wanted = set()
    for organ in Organ.objects.order_by("code"):
        for public in every_edition(organ):
            wanted.add(name_of(public))
            if not made.is_whole(name_of(public)):
                made.keep(name_of(public), _contents(public))
        released = public_reports(organ)
        wanted.add(name_of_series(released))
        if not made.is_whole(name_of_series(released)):
            made.keep(name_of_series(released), {CHARTS: _charts(released)})
    made.keep_only(wanted)


def _contents(public: PublicReport) -> dict[str, bytes]:
    candidate = public.finalization.candidate
    edition = files.edition_of(candidate)
    written = {f"report.{suffix}": kind.write(edition) for suffix, kind in files.FORMATS.items()}
    return {**written, PAGE: page_of(candidate.version, level=1).encode()}


def _charts(released: Sequence[PublicReport]) -> bytes:
    comparison = compare_reports({public.year: public.value for public in released})
    return render_to_string("reporting/series_charts.html", {"comparison": comparison}).encode()
