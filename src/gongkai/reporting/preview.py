"""The report as it will be printed, page by page, before there is a file."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from gongkai.annualreport.writers import draw_pages
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.reporting import files
from gongkai.reporting.models import Candidate
from gongkai.reporting.page import compiled_now


@lru_cache(maxsize=8)
def preview_pages(viewer: Viewer, year: int, candidate: Candidate | None, head: str) -> list[bytes]:
    """Return the pages of a candidate, or of what the records say, as SVG; kept while the ledger's head is `head`.

    Raises `ActionBlocked` where they cannot be set.
    """
    edition = edition_shown(viewer, year, candidate, head)
    return draw_pages(
        edition.report,
        made_on=edition.day,
        notice=edition.notice,
        illustrations=edition.illustrations,
        fonts=settings.HOME / "fonts",
    )


def edition_shown(viewer: Viewer, year: int, candidate: Candidate | None, head: str) -> files.Edition:
    """Return a candidate, or what the records say, as it is handed out."""
    if candidate:
        return files.edition_of(candidate)
    compiled = compiled_now(viewer, year, head)
    organ = rules_of(viewer).organ
    return files.Edition(compiled.report, compiled.illustrations, viewer.day, files.notice_of(organ))
